"""Turn a marked sheet into ratings: all of it, or nothing if any of it is wrong."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kit.model import LEVELS, Rating
from kit.ratings.sheet import CODE, COMMENT, LONGEST, TEXT, codes, opening
from kit.ratings.store import Ratings
from kit.ratings.tables import key_of
from kit.spreadsheet import read_csv

_LEVELS = {str(level): level for level in LEVELS}


@dataclass(slots=True)
class Taken:
    """The outcome of reading a sheet."""

    texts: int = 0
    """How many texts have new ratings."""
    unchanged: int = 0
    """How many texts had the same ratings already."""
    changed: int = 0
    """How many levels replace another one of the same marker."""
    empty: int = 0
    """How many rows have no level."""
    half: list[str] = field(default_factory=list)
    """A sentence for each unfinished row, with a comment or only some of its levels; it was skipped."""
    faults: list[str] = field(default_factory=list)
    """A sentence for each fault; if there is any, nothing was written."""


def take_sheet(store: Ratings, path: Path) -> Taken:
    """Read a marked sheet and save its levels as ratings by the rater it was made for.

    Reading a sheet again adds only what is new in it; of a rater's several levels, the latest holds. Raises
    `TableFault` if the file isn't a sheet. Errors in single rows are listed in ``faults``.

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
    criteria = dict.fromkeys(name for one in known.values() for name in store.criteria[one.item])
    given = {(one.rater, *key_of(one)): one for one in store.ratings()}
    taken, new, rows, at = Taken(), list[Rating](), dict[str, int](), datetime.now(UTC)
    for row in read_csv(path, [CODE, TEXT, *criteria]).rows:
        code = row.cells[CODE].upper()
        coded, earlier_row = known.get(code), rows.setdefault(code, row.number)
        where = f"{path.name}, row {row.number}" + (f" ({code})" if coded else "")
        if row.surplus > 0:
            taken.faults.append(
                f"{where}: there are more cells than in the first row, so levels may have moved; look for "
                "a comma in a level, such as 2,5."
            )
            continue
        if coded is None:
            shown = repr(code) if code else "an empty cell"
            taken.faults.append(f"{where}: {shown} is not a known code; copy it from the sheet.")
            continue
        if earlier_row != row.number:
            taken.faults.append(f"{where}: row {earlier_row} has the same code; remove one of the two.")
            continue
        if opening(row.cells[TEXT]) != coded.opening:
            taken.faults.append(
                f"{where}: the text doesn't belong to this code; undo what moved or changed it, such as "
                "sorting only some of the columns."
            )
        written = {name: row.cells[name] for name in store.criteria[coded.item]}
        wrong = {name: text for name, text in written.items() if text and text not in _LEVELS}
        taken.faults += [
            f"{where}, {name}: {text[:40]!r} is not a level; write 0, 1, 2 or 3."
            for name, text in wrong.items()
        ]
        blank = [name for name, text in written.items() if not text]
        comment = row.cells.get(COMMENT, "")[:LONGEST] or None
        if blank:
            is_empty = len(blank) == len(written)
            taken.empty += is_empty
            if comment or not is_empty:
                missing = (
                    "there is a comment but no level" if is_empty else f"no level for {', '.join(blank)}"
                )
                taken.half.append(f"{where}: {missing}; the row is skipped until it is complete.")
            continue
        if wrong:
            continue
        before = len(new)
        for name, text in written.items():
            earlier = given.get((coded.rater, coded.learner, coded.item, name))
            is_other = earlier is not None and earlier.level != _LEVELS[text]
            taken.changed += is_other
            if earlier is None or is_other or (comment and comment not in (earlier.reason or "")):
                of = {"rater": coded.rater, "learner": coded.learner, "item": coded.item, "criterion": name}
                about = {"revision": coded.revision, "reason": comment}
                new.append(Rating(**of, level=_LEVELS[text], at=at, **about))
        taken.unchanged += len(new) == before
        taken.texts += len(new) > before
    if not taken.faults:
        store.record(new)
    return taken
