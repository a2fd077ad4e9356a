"""The bank of comments that markers start from, and how often each was used.

The course's comments are in ``case_studies/marking/comments.yaml``. Comments that markers added, and the
counts, are in ``comments.csv`` in the course root, which only its owner can read. The bank can be exported
and imported as a CSV. An entry may contain ``{quote}``, a placeholder for the learner's own words.
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
from kit.model import LEVELS, Content, PlainError
from kit.model.records import RubricKind
from kit.spreadsheet import Row, Table, TableFault, as_compared, read_csv, read_table, write_csv

FILE = "comments.csv"
QUOTE = "{quote}"
"""The placeholder in an entry for the learner's own words."""

_COLUMNS = ("criterion", "level", "text", "uses", "own")
_RUBRICS: tuple[RubricKind, ...] = ("reflection", "plan")
_LONGEST, _MOST_ENTRIES, _MOST_USES = 2_000, 2_000, 1_000_000
_LONGEST_QUOTE = 160

Key = tuple[str, int, str]
"""Criterion, level, and text of an entry."""


class BankFault(PlainError):
    """An entry that the bank can't accept."""


class Entry(NamedTuple):
    """A comment that a marker may start from, for one criterion at one level."""

    criterion: str
    level: int
    text: str
    uses: int = 0
    own: bool = False
    """Whether a marker of this course added it."""

    @property
    def key(self) -> Key:
        """The fields that identify an entry."""
        return self.criterion, self.level, self.text


class Taken(NamedTuple):
    """The result of an import."""

    added: int
    known: int


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
    course = [
        Entry(criterion, level, text)
        for criterion, levels in content.marking.comments.items()
        for level, texts in enumerate(levels)
        for text in texts
    ]
    kept = {one.key: one for one in _kept(course_root, content)}
    entries = [one._replace(uses=kept[one.key].uses) if one.key in kept else one for one in course]
    known = {one.key for one in course}
    entries += [one for one in kept.values() if one.own and one.key not in known]
    order = {id: n for n, id in enumerate(_criteria(content))}
    return tuple(sorted(entries, key=lambda one: (order[one.criterion], one.level, -one.uses)))


def entries_for(
    course_root: Path, criterion: str, level: int, content: Content | None = None
) -> tuple[Entry, ...]:
    """Return the entries for one criterion at one level, the most used first.

    Raises the same errors as `read_bank`.

    Examples
    --------
    >>> {one.level for one in entries_for(Path("nowhere"), "event", 2)}
    {2}
    """
    bank = read_bank(course_root, content)
    return tuple(one for one in bank if (one.criterion, one.level) == (criterion, level))


def add_entry(course_root: Path, criterion: str, level: int, text: str) -> Entry:
    """Add a marker's own entry, unless the bank has it already.

    Parameters
    ----------
    course_root
        The course root, an existing folder.
    criterion, level, text
        The entry's criterion, level, and text, which may contain `QUOTE`.

    Returns
    -------
    Entry
        The entry in the bank.

    Raises
    ------
    BankFault
        The course has no such criterion or level, the text is empty or too long, or the bank is full.
    """
    content = compiled()
    new = _checked(Entry(criterion, level, text.strip(), own=True), content)
    with _alone(course_root):
        found = {one.key: one for one in read_bank(course_root, content)}
        if new.key not in found:
            _write(course_root, [*_kept(course_root, content), new])
        return found.get(new.key, new)


def note_use(course_root: Path, criterion: str, level: int, text: str, *, uses: int = 1) -> None:
    """Count a use of an entry, or undo one with ``uses=-1``; a text that isn't in the bank is ignored."""
    content = compiled()
    with _alone(course_root):
        found = {one.key: one for one in read_bank(course_root, content)}
        one = found.get((criterion, level, text))
        if one is None:
            return
        counted = one._replace(uses=min(max(0, one.uses + uses), _MOST_USES))
        kept = {two.key: two for two in _kept(course_root, content)}
        _write(course_root, {**kept, one.key: counted}.values())


def export_bank(course_root: Path, out: Path) -> int:
    """Write the whole bank as a CSV, for a spreadsheet or another course, and return the number of entries.

    Raises the same errors as `read_bank`.
    """
    bank = read_bank(course_root)
    write_csv(out, _COLUMNS, map(_cells, bank), bom=True, mode=0o600)
    return len(bank)


def import_bank(course_root: Path, file: Path) -> Taken:
    """Add the entries of a CSV to the bank, all or none. A second import of the same file changes nothing.

    Parameters
    ----------
    course_root
        The course root, an existing folder.
    file
        A CSV with columns ``criterion``, ``level`` and ``text``; ``uses`` and ``own`` are optional.

    Returns
    -------
    Taken
        How many were added, and how many were there already. The higher count of uses is kept.

    Raises
    ------
    kit.spreadsheet.TableFault
        The file isn't a table, or a row isn't an entry; the message says which. Nothing is imported.
    BankFault
        The bank would have too many entries. Nothing is imported.
    """
    content = compiled()
    given = _entries(read_csv(file, _COLUMNS[:3]), file.name, content)
    with _alone(course_root):
        bank = {one.key: one for one in read_bank(course_root, content)}
        kept = {one.key: one for one in _kept(course_root, content)}
        for one in given:
            there = bank.get(one.key, kept.get(one.key))
            own = there.own if there else True
            uses = max(one.uses, there.uses if there else 0)
            if own or uses:
                kept[one.key] = one._replace(own=own, uses=uses)
        _write(course_root, kept.values())
    new = {one.key for one in given} - bank.keys()
    return Taken(len(new), len(given) - len(new))


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


def _criteria(content: Content) -> tuple[str, ...]:
    rubric = content.rubric
    return tuple(one.id for kind in _RUBRICS for one in rubric.criteria_of(kind))


def _kept(course_root: Path, content: Content) -> list[Entry]:
    """Read ``comments.csv``: markers' own entries, and the counts of the course's."""
    try:
        table = read_table(read_plain(course_root / FILE), FILE, _COLUMNS)
    except FileNotFoundError:
        return []
    return _entries(table, FILE, content)


def _entries(table: Table, name: str, content: Content) -> list[Entry]:
    if len(table.rows) > _MOST_ENTRIES:
        raise TableFault(f"{name} has more than {_MOST_ENTRIES:,} comments; delete some.")
    return [_entry(row, name, content) for row in table.rows]


def _entry(row: Row, name: str, content: Content) -> Entry:
    said = row.cells
    level, uses = said["level"].strip(), said.get("uses", "").strip() or "0"
    try:
        if not (uses.isascii() and uses.isdigit() and int(uses) <= _MOST_USES):
            raise BankFault(
                f"{uses[:20]!r} is not a valid number of uses; write a number, or leave it empty."
            )
        number = int(level) if level.isascii() and level.isdigit() and len(level) == 1 else -1
        own = said.get("own", "yes").strip().lower() in ("yes", "true", "1")
        return _checked(Entry(said["criterion"], number, said["text"].strip(), int(uses), own), content)
    except BankFault as fault:
        raise TableFault(f"{name}, row {row.number}: {fault}") from None


def _checked(one: Entry, content: Content) -> Entry:
    if one.criterion not in _criteria(content):
        known = ", ".join(_criteria(content))
        raise BankFault(f"{one.criterion[:60]!r} is not a criterion of this course; use one of {known}.")
    if one.level not in LEVELS:
        raise BankFault("the level is not valid; use 0, 1, 2, or 3.")
    if not one.text:
        raise BankFault("the comment is empty; write some text.")
    if len(one.text) > _LONGEST:
        raise BankFault(f"the comment is longer than {_LONGEST:,} characters; shorten it.")
    return one


def _cells(one: Entry) -> list[object]:
    return [one.criterion, one.level, one.text, one.uses, "yes" if one.own else ""]


def _write(course_root: Path, entries: Iterable[Entry]) -> None:
    kept = [one for one in entries if one.own or one.uses]
    if len(kept) > _MOST_ENTRIES:
        raise BankFault(
            f"the comment bank holds at most {_MOST_ENTRIES:,} comments; delete some from {FILE}."
        )
    # With a byte order mark, Excel shows accents.
    write_csv(course_root / FILE, _COLUMNS, map(_cells, kept), bom=True, mode=0o600)


def _alone(course_root: Path) -> AbstractContextManager[None]:
    # Two desks may be open on one course.
    return locked("comments-" + hashlib.sha256(str(course_root.resolve()).encode()).hexdigest()[:16])
