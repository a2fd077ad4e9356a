"""A marked sheet into ratings: all of it, or none while anything in it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kit.model import Rating
from kit.ratings.blind import codes
from kit.ratings.sheet_rows import Marked, read_rows
from kit.ratings.store import Ratings


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a sheet's rows."""

    texts: int
    """Texts with new ratings."""
    unchanged: int
    """Texts whose ratings were here already."""
    empty: int
    half: tuple[str, ...]
    """Rows with some of their levels, a sentence each; they were left."""
    faults: tuple[str, ...]
    """What is wrong, a sentence each; where there is any, nothing was written."""


def take_sheet(store: Ratings, path: Path, *, reason: str | None = None) -> Taken:
    """Read a sheet back and keep its levels as ratings of the rater whom it was made for.

    Taking a sheet again adds only what is new in it.

    Parameters
    ----------
    store
        The ratings that the sheet was made from.
    path
        The CSV.
    reason
        Why levels were changed that count already; needed only for these.

    Raises
    ------
    RatingFault
        It is no sheet. What is wrong in single rows is listed in ``faults``.

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
    rows = read_rows(path, codes(store.database), store.criteria)
    latest = {(r.rater, r.learner, r.item, r.criterion): r for r in store.ratings()}
    counting = {(r.learner, r.item, r.criterion): r.rater for r in store.ratings(primary=True)}
    now = datetime.now(UTC)
    new: list[Rating] = []
    unchanged = 0
    faults = list(rows.faults)
    for one in rows.marked:
        theirs, needs_reason = _ratings(one, latest, counting, now, reason)
        new += theirs
        unchanged += not theirs
        if needs_reason and not (reason or "").strip():
            faults.append(
                f"{path.name}, row {one.row} ({one.coded.code}): {', '.join(needs_reason)} was marked before "
                "and the mark counts; say why it changed with --reason, or put it back."
            )
    if faults:
        return Taken(0, 0, rows.empty, tuple(rows.half), tuple(faults))
    store.record(new)
    return Taken(len(rows.marked) - unchanged, unchanged, rows.empty, tuple(rows.half), ())


def _ratings(
    one: Marked,
    latest: dict[tuple[str, str, str, str], Rating],
    counting: dict[tuple[str, str, str], str],
    now: datetime,
    reason: str | None,
) -> tuple[list[Rating], list[str]]:
    coded = one.coded
    found: list[Rating] = []
    needs_reason: list[str] = []
    for criterion, level in one.levels.items():
        earlier = latest.get((coded.rater, coded.learner, coded.item, criterion))
        replaces = False
        if earlier is not None:
            same_words = one.comment is None or one.comment in (earlier.reason or "")
            if earlier.level == level and same_words:
                continue
            counts = counting.get((coded.learner, coded.item, criterion)) == coded.rater
            replaces = counts and earlier.level != level
            if replaces:
                needs_reason.append(criterion)
        words = [w.strip() for w in (reason if replaces else None, one.comment) if w and w.strip()]
        found.append(
            Rating(
                rater=coded.rater,
                learner=coded.learner,
                item=coded.item,
                criterion=criterion,
                level=level,
                at=now,
                revision=coded.revision,
                primary=replaces and bool((reason or "").strip()),
                reason=" ".join(words) or None,
            )
        )
    return found, needs_reason
