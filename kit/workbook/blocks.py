"""A workbook as a row of plain blocks, which page, Word file and PDF each set in their own way."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kit.handin.records import readable
from kit.model import COURSE_LANGUAGE, Interface
from kit.workbook.record import Completion, Workbook

_WIDEST = 4
"""Columns that a sheet of paper holds."""


class Block(NamedTuple):
    """One piece: ``texts`` are its one sentence, its list's lines, or a table's cells row by row.

    ``rows`` is a table that is too wide for a sheet: each row is a group of lines, and the columns name them.
    ``language`` is that of the course's own words, ``""`` for what is in the workbook's.
    """

    kind: Literal["week", "question", "prompt", "said", "list", "note", "table", "rows"]
    texts: tuple[str, ...]
    columns: int = 0
    language: str = ""

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """A table's rows, the first its head."""
        return [self.texts[n : n + self.columns] for n in range(0, len(self.texts), self.columns)]

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row's name, if it has one, and what stands in it: the column's name and the words.

        >>> Block("rows", ("", "Who", "When", "A ride", "I do", ""), 3).groups
        [('A ride', [('Who', 'I do')])]
        """
        head, *rows = self.rows
        named = not head[0]
        return [
            (
                row[0] if named else "",
                [(label, said) for label, said in zip(head, row, strict=True) if label and said],
            )
            for row in rows
        ]


class Set(NamedTuple):
    """What is to be set: a title, a line under it, what stands on each page, and the blocks."""

    title: str
    lead: str
    stamp: str
    blocks: list[Block]
    language: str = COURSE_LANGUAGE


def blocks_of(workbook: Workbook, words: Interface) -> Set:
    """The workbook in the words of the interface."""
    private = words["workbook.stamp"] if workbook.private else ""
    alone = workbook.completion is not None and not workbook.weeks
    title = words["workbook.completion"] if alone else words["workbook.title"]
    blocks = [*_answers(workbook, words), *(_completion(workbook.completion, words, heading=not alone))]
    named = workbook.learner and words.fill("workbook.of", learner=readable(workbook.learner))
    return Set(title, named or words["workbook.of_mine"], private, blocks, words.language)


def _answers(workbook: Workbook, words: Interface) -> Iterator[Block]:
    for week in workbook.weeks:
        yield Block("week", (week.title,), language=COURSE_LANGUAGE)
        for entry in week.entries:
            yield Block("question", (entry.title,), language=COURSE_LANGUAGE)
            if entry.prompt:
                yield Block("prompt", (entry.prompt,), language=COURSE_LANGUAGE)
            if entry.then:
                yield Block("note", (words.fill("workbook.asked_then", question=entry.then),))
            said = tuple(map(_whole, entry.said))
            if entry.table:
                texts = tuple(_whole(cell) for row in entry.table for cell in row)
                columns = len(entry.table[0])
                yield Block("rows" if columns > _WIDEST else "table", texts, columns)
            elif entry.listed:
                yield Block("list", said)
            else:
                yield from (Block("said", (one,)) for one in said)
            mark = f" · {words['workbook.private_mark']}" if entry.private else ""
            yield Block("note", (words.fill("workbook.answered", date=words.day(entry.at)) + mark,))
    if not workbook.weeks and workbook.completion is None:
        yield Block("note", (words["workbook.empty"],))


def _whole(text: str) -> str:
    # Half an emoji, which a journal keeps, can stand in no file.
    return text.encode("utf-8", "replace").decode("utf-8")


def _completion(completion: Completion | None, words: Interface, *, heading: bool) -> Iterator[Block]:
    if completion is None:
        return
    if heading:
        yield Block("week", (words["workbook.completion"],))
    cells = [words["workbook.week"], words["workbook.state"], words["workbook.minutes"]]
    for week, last in completion.weeks:
        done = (
            words.fill("workbook.done", date=words.day(last) if last else "")
            if week.done
            else words["workbook.not_done"]
        )
        cells += [week.title, done.strip(), str(week.minutes) if week.done else "0"]
    yield Block("table", tuple(cells), 3)
    hours = f"{completion.minutes / 60:.1f}"
    yield Block("said", (words.fill("workbook.together", minutes=completion.minutes, hours=hours),))
    yield Block("note", (words["workbook.rule"],))
