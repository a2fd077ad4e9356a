"""Write ``who.csv``: who has to be told what, with a sentence to send."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kit.content import compiled, sentence_of
from kit.grading.class_states import ClassStates
from kit.grading.learners_file import read_table
from kit.grading.whose import Table
from kit.model import KitError
from kit.spreadsheet import write_csv

FILE = "who.csv"
COLUMNS = ("name", "what", "sentence")


class Row(NamedTuple):
    """A row of the table."""

    name: str
    what: str
    sentence: str


def write_who(root: Path, states: ClassStates, notes: Iterable[str] = ()) -> Path | None:
    """Rewrite the table of a course root, and return it, or delete it if nobody has to be told anything.

    ``notes`` are sentences for the instructor alone.
    """
    told = _rows(states, read_table(root))
    rows = [(states.names.get(who, who), what, sentence) for who, what, sentence in told]
    rows += [("", note, "") for note in notes]
    if not rows:
        (root / FILE).unlink(missing_ok=True)
        return None
    write_csv(root / FILE, COLUMNS, rows, bom=True, mode=0o600)
    return root / FILE


def _rows(states: ClassStates, table: Table) -> Iterator[Row]:
    titles = {one.id: one.title for one in compiled().assignments}
    for held in table.waits():
        of = {"assignment": titles.get(held.assignment, held.assignment)}
        asks = KitError("ask.sent_by", **of) if held.sent_by else KitError("ask.held", **of)
        yield Row(held.sent_by or held.learner, f"held: {held.why}", sentence_of(asks))
    for left in table.left_out:
        yield Row(left.whose, f"left out: {left.why}", left.to_send)
    for one in states.assignments:
        for what, learners, asks in (
            (
                "without a reflection",
                one.who("without_reflection"),
                KitError("ask.no_reflection", assignment=one.title),
            ),
            ("missing", one.who("missing"), KitError("ask.missing", assignment=one.title)),
            ("late", one.late("first"), KitError("ask.late", assignment=one.title)),
        ):
            yield from (Row(who, f"{what}: {one.title}", sentence_of(asks)) for who in learners)
