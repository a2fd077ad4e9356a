"""Turn a workbook into a list of plain blocks, which the page, the Word file and the PDF each format."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kit.handin.records import readable
from kit.model import COURSE_LANGUAGE, Interface
from kit.workbook.record import Completion, Workbook

_WIDEST = 4
"""The most columns that fit on a sheet of paper."""


class Block(NamedTuple):
    """One piece of a workbook; ``texts`` has its text, the lines of a list, or a table's cells row by row.

    The kind ``rows`` is a table too wide for a sheet: each row becomes a group of lines, labeled by its
    columns. ``language`` is the course's for the course's own text, and ``""`` for everything else.
    """

    kind: Literal["week", "question", "prompt", "said", "list", "note", "table", "rows"]
    texts: tuple[str, ...]
    columns: int = 0
    language: str = ""

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The table's rows; the first is the header."""
        return [self.texts[n : n + self.columns] for n in range(0, len(self.texts), self.columns)]

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row's name, or an empty text, and its nonempty cells as pairs of column label and text.

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
    """A document to format: a title, a line under it, a stamp for each page, and the blocks."""

    title: str
    lead: str
    stamp: str
    blocks: list[Block]
    language: str = COURSE_LANGUAGE


def blocks_of(workbook: Workbook, words: Interface) -> Set:
    """Return the workbook as a document, with headings and notes from the interface text."""
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
    # A journal keeps half an emoji (a lone surrogate), but no file can.
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
