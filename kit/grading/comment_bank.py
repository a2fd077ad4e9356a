"""The bank of comments that markers start from, and how often each was used.

The course's comments are in ``case_studies/marking/comments.yaml``. Comments that markers added, and the
counts, are in ``comments.csv`` in the course root, which only its owner can read. It can be edited in a
spreadsheet, or copied into another course. An entry may contain ``{quote}``, a placeholder for the learner's
own words.
"""

import hashlib
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from kit.content import compiled
from kit.files import read_plain
from kit.journal.lock import locked
from kit.model import LEVELS, Content
from kit.model.records import RubricKind
from kit.spreadsheet import TableFault, as_compared, read_table, write_csv

FILE = "comments.csv"
QUOTE = "{quote}"
"""The placeholder in an entry for the learner's own words."""

_COLUMNS = ("criterion", "level", "text", "uses", "own")
_RUBRICS: tuple[RubricKind, ...] = ("reflection", "plan")
_LEVELS = {str(level): level for level in LEVELS}
_LONGEST_QUOTE = 160


class Entry(NamedTuple):
    """A comment that a marker may start from, for one criterion at one level."""

    criterion: str
    level: int
    text: str
    uses: int = 0
    own: bool = False
    """Whether a marker of this course added it."""


def read_bank(course_root: Path, content: Content | None = None) -> tuple[Entry, ...]:
    """Read every entry of a course's bank, sorted by criterion and level, the most used first.

    Parameters
    ----------
    course_root
        The course root. Without a ``comments.csv`` there, the bank has only the course's comments.
    content
        The course's content; by default the compiled one.

    Returns
    -------
    tuple of Entry
        If entries were used equally often, the course's come first, then added ones in the order of adding.

    Raises
    ------
    kit.spreadsheet.TableFault
        ``comments.csv`` isn't a table, or one of its rows isn't an entry; the message says which.

    Examples
    --------
    >>> bank = read_bank(Path("nowhere"))
    >>> bank[0].criterion, bank[0].level, bank[0].uses
    ('event', 0, 0)
    """
    content = content or compiled()
    criteria = [one.id for kind in _RUBRICS for one in content.rubric.criteria_of(kind)]
    course = (
        Entry(criterion, level, text)
        for criterion, levels in content.marking.comments.items()
        for level, texts in enumerate(levels)
        for text in texts
    )
    bank = {one[:3]: one for one in course}
    for one in _kept(course_root, criteria):
        if one[:3] in bank:
            bank[one[:3]] = bank[one[:3]]._replace(uses=one.uses)
        elif one.own:
            bank[one[:3]] = one
    return tuple(sorted(bank.values(), key=lambda one: (criteria.index(one.criterion), one.level, -one.uses)))


def entries_for(course_root: Path, criterion: str, level: int) -> tuple[Entry, ...]:
    """Return the entries for one criterion at one level, the most used first.

    Raises the same errors as `read_bank`.

    Examples
    --------
    >>> {one.level for one in entries_for(Path("nowhere"), "event", 2)}
    {2}
    """
    return tuple(one for one in read_bank(course_root) if (one.criterion, one.level) == (criterion, level))


def add_entry(course_root: Path, criterion: str, level: int, text: str) -> None:
    """Add a marker's own entry, unless the bank has it already; its text may contain `QUOTE`."""
    new = Entry(criterion, level, text.strip(), own=True)
    with _alone(course_root):
        bank = read_bank(course_root)
        if new[:3] not in {one[:3] for one in bank}:
            _write(course_root, [*bank, new])


def note_use(course_root: Path, criterion: str, level: int, text: str, *, uses: int = 1) -> None:
    """Count a use of an entry, or undo one with ``uses=-1``; a text that isn't in the bank is ignored."""
    key = criterion, level, text
    with _alone(course_root):
        _write(
            course_root,
            [
                one._replace(uses=max(0, one.uses + uses)) if one[:3] == key else one
                for one in read_bank(course_root)
            ],
        )


def filled(text: str, quote: str) -> str:
    """Return an entry with the learner's words in place of `QUOTE`, on one line and shortened if long.

    Examples
    --------
    >>> filled('You write "{quote}". How do you know?', "She did\\n not mind")
    'You write "She did not mind". How do you know?'
    >>> filled('You write "{quote}". How do you know?', "She said Thursday.")
    'You write "She said Thursday". How do you know?'
    >>> filled('You write "{quote}". How do you know?', "Why?")
    'You write "Why?" How do you know?'
    >>> filled("{quote}", "word " * 50).endswith("word …")
    True
    """
    words = " ".join(quote.split())
    if len(words) > _LONGEST_QUOTE:
        words = f"{words[:_LONGEST_QUOTE].rpartition(' ')[0] or words[:_LONGEST_QUOTE]} …"

    def in_place(found: re.Match[str]) -> str:
        mark, stop = found.groups()
        # Avoid two end marks in a row: a question keeps its own, a statement takes the entry's.
        if stop and words.endswith(("?", "!")):
            return f"{words}{mark}{'' if stop == '.' else stop}"
        return f"{words.rstrip('.') if stop else words}{mark}{stop}"

    return re.sub(re.escape(QUOTE) + r"([\"”’']?)([.!?]?)", in_place, text)


def unfilled(text: str, quote: str) -> str:
    """Return a comment with `QUOTE` in place of the learner's words, as a whole or as `filled` shortens them.

    Examples
    --------
    >>> unfilled('You write "She did not mind". How do you know?', "she did\\n not mind.")
    'You write "{quote}". How do you know?'
    """
    words = [one.strip().rstrip(".").split() for one in (quote, filled(QUOTE, quote))]
    pattern = "|".join(r"\s+".join(map(re.escape, one)) for one in words if one)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", QUOTE, text, flags=re.IGNORECASE) if pattern else text


def quotes(entry: str, text: str) -> bool:
    """Return whether an entry has eight words in a row of a learner's text.

    Examples
    --------
    >>> quotes("Why no questions?", "I had no questions."), quotes("a b c d e f g h", "A, b, c, d. E f g h?")
    (False, True)
    """
    theirs = _eights(text)
    return any(not theirs.isdisjoint(_eights(part)) for part in entry.split(QUOTE))


def _eights(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", as_compared(text))
    return set(zip(*(words[n:] for n in range(8)), strict=False))


def _kept(course_root: Path, criteria: list[str]) -> Iterable[Entry]:
    """Read ``comments.csv``: markers' own entries, and the counts of the course's."""
    try:
        table = read_table(read_plain(course_root / FILE), FILE, _COLUMNS[:3])
    except FileNotFoundError:
        return
    for row in table.rows:
        criterion, level, text = (row.cells[name].strip() for name in _COLUMNS[:3])
        uses = row.cells.get("uses", "").strip() or "0"
        if criterion not in criteria or level not in _LEVELS or not text or not uses.isdecimal():
            raise TableFault(
                f"{FILE}, row {row.number}: a comment needs a criterion of the rubric, a level from 0 to 3, "
                "and a text; its number of uses may be empty. Mend the row, or delete it."
            )
        own = row.cells.get("own", "yes").strip().lower() == "yes"
        yield Entry(criterion, _LEVELS[level], text, int(uses), own)


def _write(course_root: Path, bank: Iterable[Entry]) -> None:
    rows = [[*one[:4], "yes" if one.own else ""] for one in bank if one.own or one.uses]
    # With a byte order mark, Excel shows accents.
    write_csv(course_root / FILE, _COLUMNS, rows, bom=True, mode=0o600)


def _alone(course_root: Path) -> AbstractContextManager[None]:
    # Two desks may be open on one course.
    return locked("comments-" + hashlib.sha256(str(course_root.resolve()).encode()).hexdigest()[:16])
