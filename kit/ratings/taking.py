"""Turn a marked sheet into ratings: all of it, or nothing if any of it is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kit.model import LEVELS, Rating
from kit.ratings.sheet import CODE, COMMENT, LONGEST, TEXT, Coded, codes, opening
from kit.ratings.store import Ratings
from kit.spreadsheet import Row, read_csv

_LEVELS = {str(level): level for level in LEVELS}


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome of reading a sheet."""

    texts: int
    """How many texts have new ratings."""
    unchanged: int
    """How many texts had the same ratings already."""
    empty: int
    """How many rows have no level."""
    half: tuple[str, ...]
    """A sentence for each unfinished row, with a comment or only some of its levels; it was skipped."""
    faults: tuple[str, ...]
    """A sentence for each fault; if there is any, nothing was written."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """A row that has all its levels."""

    where: str
    coded: Coded
    levels: Mapping[str, int]
    comment: str | None


@dataclass(slots=True)
class _Sheet:
    """A sheet's content, as far as it has been read."""

    name: str
    known: Mapping[str, Coded]
    """The codes in the database."""
    criteria: Mapping[str, Sequence[str]]
    marked: list[_Marked] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    empty: int = 0
    faults: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    """Each code's row number."""


def take_sheet(store: Ratings, path: Path, *, reason: str | None = None) -> Taken:
    """Read a marked sheet and save its levels as ratings by the rater it was made for.

    Reading a sheet again adds only what is new in it. ``reason`` says why levels that already count changed.
    Raises `TableFault` if the file isn't a sheet. Errors in single rows are listed in ``faults``.

    Examples
    --------
    >>> import tempfile
    >>> from kit.ratings import TextToMark, open_ratings, write_sheet
    >>> text = TextToMark("amy", "vignette.a", "01JDA0000000000000000000A1", "First meeting", "I would ask.")
    >>> with tempfile.TemporaryDirectory() as folder, open_ratings(folder) as store:
    ...     sheet = write_sheet(store, [text], Path(folder) / "sheet.csv", "Ana Ruiz").path
    ...     filled = sheet.read_text(encoding="utf-8-sig").replace(",,,,,,", ",2,1,1,2,0,")
    ...     _ = sheet.write_text(filled, encoding="utf-8")
    ...     take_sheet(store, sheet).texts, [one.level for one in store.ratings()]
    (1, [2, 1, 1, 2, 0])
    """
    known = codes(store.database)
    asked = dict.fromkeys(criterion for one in known.values() for criterion in store.criteria[one.item])
    sheet = _Sheet(path.name, known, store.criteria)
    for row in read_csv(path, [CODE, TEXT, *asked]).rows:
        _read(sheet, row)
    latest = {(r.rater, r.learner, r.item, r.criterion): r for r in store.ratings()}
    counting = {(r.learner, r.item, r.criterion): r.rater for r in store.ratings(primary=True)}
    reason = (reason or "").strip() or None
    new: list[Rating] = []
    unchanged = 0
    for one in sheet.marked:
        theirs, needs_reason = _ratings(one, latest, counting, reason)
        new += theirs
        unchanged += not theirs
        if needs_reason and reason is None:
            sheet.faults.append(
                f"{one.where}: the mark that counts for {', '.join(needs_reason)} would change; "
                "give the reason with --reason, or put the earlier level back."
            )
    if sheet.faults:
        return Taken(0, 0, sheet.empty, tuple(sheet.half), tuple(sheet.faults))
    store.record(new)
    return Taken(len(sheet.marked) - unchanged, unchanged, sheet.empty, tuple(sheet.half), ())


def _read(sheet: _Sheet, row: Row) -> None:
    where = f"{sheet.name}, row {row.number}"
    code = row.cells[CODE].upper()
    coded = sheet.known.get(code)
    if row.surplus > 0:
        sheet.faults.append(
            f"{where}: there are more cells than in the first row, so levels may have moved; look for "
            "a comma in a level, such as 2,5."
        )
        return
    if coded is None:
        sheet.faults.append(
            f"{where}: {code or 'an empty cell'!r} is not a known code; copy it from the sheet."
        )
        return
    where = f"{where} ({code})"
    if code in sheet.rows:
        sheet.faults.append(f"{where}: row {sheet.rows[code]} has the same code; remove one of the two.")
        return
    sheet.rows[code] = row.number
    if opening(row.cells[TEXT]) != coded.opening:
        sheet.faults.append(
            f"{where}: the text doesn't belong to this code; undo what moved or changed it, such as sorting "
            "only some of the columns."
        )
    _levels(sheet, where, coded, row)


def _levels(sheet: _Sheet, where: str, coded: Coded, row: Row) -> None:
    written = {name: row.cells[name] for name in sheet.criteria[coded.item]}
    wrong = {name: text for name, text in written.items() if text and text not in _LEVELS}
    sheet.faults += [
        f"{where}, {name}: {text[:40]!r} is not a level; write 0, 1, 2 or 3." for name, text in wrong.items()
    ]
    blank = [name for name, text in written.items() if not text]
    comment = row.cells.get(COMMENT, "")[:LONGEST] or None
    if len(blank) == len(written):
        sheet.empty += 1
        if comment:
            sheet.half.append(
                f"{where}: there is a comment but no level; the row is skipped until it is complete."
            )
    elif blank:
        sheet.half.append(
            f"{where}: no level for {', '.join(blank)}; the row is skipped until it is complete."
        )
    elif not wrong:
        levels = {name: _LEVELS[text] for name, text in written.items()}
        sheet.marked.append(_Marked(where, coded, levels, comment))


def _ratings(
    one: _Marked,
    latest: Mapping[tuple[str, str, str, str], Rating],
    counting: Mapping[tuple[str, str, str], str],
    reason: str | None,
) -> tuple[list[Rating], list[str]]:
    """Return a row's new ratings, and the criteria whose mark counts and changed."""
    coded = one.coded
    found: list[Rating] = []
    needs_reason: list[str] = []
    for criterion, level in one.levels.items():
        earlier = latest.get((coded.rater, coded.learner, coded.item, criterion))
        changed = earlier is not None and earlier.level != level
        same_words = earlier is None or one.comment is None or one.comment in (earlier.reason or "")
        if earlier is not None and not changed and same_words:
            continue
        replaces = changed and counting.get((coded.learner, coded.item, criterion)) == coded.rater
        if replaces:
            needs_reason.append(criterion)
        words = [said for said in (reason if replaces else None, one.comment) if said]
        found.append(
            Rating(
                rater=coded.rater,
                learner=coded.learner,
                item=coded.item,
                criterion=criterion,
                level=level,
                at=datetime.now(UTC),
                revision=coded.revision,
                primary=replaces and reason is not None,
                reason=" ".join(words) or None,
            )
        )
    return found, needs_reason
