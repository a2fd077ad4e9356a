"""Write ``who.csv``: who has to be told what, a row a person and assignment, with a sentence to send."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from kit.classroom import Member
from kit.content import sentence_of
from kit.grading.class_states import ClassStates
from kit.model import KitError
from kit.spreadsheet import write_csv

FILE = "who.csv"
COLUMNS = ("id", "name", "email", "login", "assignment", "what", "sentence")


def write_who(root: Path, states: ClassStates, notes: Iterable[str] = ()) -> Path | None:
    """Rewrite the table of a course root, and return it, or delete it if nobody has to be told anything.

    ``notes`` are sentences for the instructor alone.
    """
    # A dict keeps the order, and each reason and sentence once.
    told: dict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    for waits in states.not_collected:
        told[waits.learner, waits.assignment][waits.why, waits.to_send] = None
    for one in states.assignments:
        asks = {
            "without_reflection": (
                "without a reflection",
                KitError("ask.no_reflection", assignment=one.title),
            ),
            "missing": ("missing", KitError("ask.missing", assignment=one.title)),
            "first": ("late", KitError("ask.late", assignment=one.title)),
        }
        for who, row in one.rows.items():
            for what, ask in (asks[about] for about in (row.state, row.late) if about in asks):
                told[who, one.id][what, sentence_of(ask)] = None
    titles = {"": ""} | {one.id: one.title for one in states.assignments}
    strangers = dict.fromkeys(who for who, _ in told if who not in states.people)
    rows = []
    for who in (*states.people, *strangers):
        person = states.people.get(who, Member("", who))
        for id, title in titles.items():
            if found := told.get((who, id)):
                whats, to_send = (filter(None, dict.fromkeys(texts)) for texts in zip(*found, strict=True))
                about = [person.id, person.name or person.id, person.email, person.login]
                rows.append([*about, title, "; ".join(whats), " ".join(to_send)])
    rows += [[*[""] * 5, note, ""] for note in notes]
    if not rows:
        (root / FILE).unlink(missing_ok=True)
        return None
    write_csv(root / FILE, COLUMNS, rows, bom=True, mode=0o600)
    return root / FILE
