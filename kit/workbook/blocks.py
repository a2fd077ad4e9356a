"""Turn a workbook into a list of plain blocks, which the page, the Word file and the PDF each format."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from kit.handin.records import readable
from kit.model import COURSE_LANGUAGE, Interface
from kit.workbook.record import Completion, Week, Workbook
from kit.workbook.rehearsal import Rehearsal

_WIDEST = 4
"""The most columns that fit on a sheet of paper."""
_KINDS = {
    "plan": "plan",
    "table": "table",
    "schedule": "table",
    "sort": "table",
    "scene": "scene",
    "choice": "choice",
    "several": "choice",
    "rating": "rating",
}
"""What the cover calls an answer, by the kind of its item; everything else is a text."""


class Block(NamedTuple):
    """One piece of a workbook; ``texts`` has its text, the lines of a list, or a table's cells row by row.

    The kind ``rows`` is a table too wide for a sheet: each row becomes a group of lines, labeled by its
    columns. ``best`` is a line to keep in mind, and ``write`` a label with an empty line after it.
    A ``week`` has a second text, its month; a ``question`` has one if its answer is private.
    ``language`` is the course's for the course's own text, and ``""`` for everything else.
    """

    kind: Literal[
        "week", "question", "prompt", "said", "list", "note", "table", "rows", "label", "best", "write"
    ]
    texts: tuple[str, ...]
    columns: int = 0
    language: str = ""
    week: Week | None = None
    """The week that a heading begins."""

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


class Station(NamedTuple):
    """A week on the cover's path: its month, title and dimension, and what was made in it, in words."""

    month: str
    title: str
    made: str
    dimension: str | None


class Set(NamedTuple):
    """A document to format: a title, a line under it, a stamp for each page, the path, and the blocks."""

    title: str
    lead: str
    stamp: str
    blocks: list[Block]
    language: str = COURSE_LANGUAGE
    path: tuple[Station, ...] = ()


def blocks_of(workbook: Workbook, words: Interface) -> Set:
    """Return the workbook as a document, with headings and notes from the interface text."""
    private = words["workbook.stamp"] if workbook.private else ""
    alone = workbook.completion is not None and not workbook.weeks
    title = words["workbook.completion"] if alone else words["workbook.title"]
    blocks = [*_answers(workbook, words), *(_completion(workbook.completion, words, heading=not alone))]
    named = workbook.learner and words.fill("workbook.of", learner=readable(workbook.learner))
    path = tuple(Station(one.month, one.title, made_in(one, words), one.dimension) for one in workbook.weeks)
    return Set(title, named or words["workbook.of_mine"], private, blocks, words.language, path)


def made_in(week: Week, words: Interface) -> str:
    """Return what a learner made in a week: kinds of things with how many there are."""
    kinds = Counter(_KINDS.get(entry.kind, "text") for entry in week.entries)
    labels = {
        "text": words["workbook.made_text"],
        "table": words["workbook.made_table"],
        "plan": words["workbook.made_plan"],
        "scene": words["workbook.made_scene"],
        "choice": words["workbook.made_choice"],
        "rating": words["workbook.made_rating"],
    }
    return " · ".join(f"{label}: {kinds[kind]}" for kind, label in labels.items() if kinds[kind])


def _answers(workbook: Workbook, words: Interface) -> Iterator[Block]:
    for week in workbook.weeks:
        yield Block("week", (week.title, week.month), language=COURSE_LANGUAGE, week=week)
        for entry in week.entries:
            mark = (words["workbook.private_mark"],) if entry.private else ()
            yield Block("question", (entry.title, *mark), language=COURSE_LANGUAGE)
            if entry.prompt:
                yield Block("prompt", (entry.prompt,), language=COURSE_LANGUAGE)
            if entry.then:
                yield Block("note", (words.fill("workbook.asked_then", question=entry.then),))
            said = tuple(map(_whole, entry.said))
            if entry.rehearsal:
                yield from _rehearsed(entry.rehearsal, words)
            elif entry.table:
                yield _table(entry.table)
            elif entry.listed:
                yield Block("list", said)
            else:
                yield from (Block("said", (one,)) for one in said)
            yield Block("note", (words.fill("workbook.answered", date=words.day(entry.at)),))
    if not workbook.weeks and workbook.completion is None:
        yield Block("note", (words["workbook.empty"],))


def _table(rows: Sequence[Sequence[str]]) -> Block:
    columns = len(rows[0])
    texts = tuple(_whole(cell) for row in rows for cell in row)
    return Block("rows" if columns > _WIDEST else "table", texts, columns)


def _rehearsed(scene: Rehearsal, words: Interface) -> Iterator[Block]:
    """Yield a scene: the line to say again, own words and chosen lines, the end, and a line to write."""
    yield Block("prompt", (scene.setting,), language=COURSE_LANGUAGE)
    if scene.again:
        yield Block("label", (words["rehearsed.say_again"],))
        yield Block("best", (_whole(scene.again),))
    if scene.own:
        head = [words["workbook.hers"], words["workbook.mine"], words["workbook.chosen"]]
        rows = [[one.hers, one.typed, one.chosen] for one in scene.own]
        if any(one.rather for one in scene.own):
            head.append(words["scene.rather"])
            rows = [[*row, one.rather] for row, one in zip(rows, scene.own, strict=True)]
        yield _table([head, *rows])
    yield Block("said", (scene.ended,))
    if scene.later:
        yield Block("label", (words["rehearsed.later"],))
        yield from (Block("said", (one,), language=COURSE_LANGUAGE) for one in scene.later)
    yield Block("write", (words["workbook.say_now"],))


def _whole(text: str) -> str:
    # A journal keeps half an emoji (a lone surrogate), but no file can.
    return text.encode("utf-8", "replace").decode("utf-8")


def _completion(completion: Completion | None, words: Interface, *, heading: bool) -> Iterator[Block]:
    if completion is None:
        return
    if heading:
        yield Block("week", (words["workbook.completion"],))
    cells = [
        words["workbook.week"],
        words["workbook.tasks"],
        words["workbook.minutes"],
        words["workbook.last_answer"],
    ]
    for week, last in completion.weeks:
        if week.done:
            done = words.fill("workbook.tasks_done", done=week.done, tasks=week.tasks)
            cells += [week.title, done, str(week.minutes), words.day(last) if last else ""]
    if completion.done:
        yield Block("table", tuple(cells), 4)
    facts = {"done": completion.done, "tasks": completion.tasks, "minutes": completion.minutes}
    hours = f"{completion.minutes / 60:.1f}"
    yield Block("said", (words.fill("workbook.together", **facts, hours=hours),))
    yield Block("note", (words["workbook.rule"],))
