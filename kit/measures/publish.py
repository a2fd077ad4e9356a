"""The only publisher of group numbers: it checks a report's numbers against everything released before.

If a new number and an earlier report together would expose the answers of fewer than ten people, the earlier
number is shown again, with its date.

Levels of self-ratings and the changes between them are released together, because a later level and a change
give the first level. There is one exception. If the levels can't be updated, the changes to an occasion whose
levels were never shown may still be released: they rest on answers that are in no other number.

Not covered: people who are in two course roots, and a ledger that was deleted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kit.measures.cohort import RATINGS, Measured
from kit.measures.criteria import APART, DIFFER
from kit.measures.group_words import comparisons_sentence
from kit.measures.ledger import Cells, Ledger
from kit.measures.results import (
    Change,
    Cohort,
    CriteriaCell,
    Estimate,
    MissingPattern,
    MixedChange,
    Shift,
    Summary,
    VignetteChange,
    Withheld,
)
from kit.measures.suppress import COMPLEMENT, LEAST
from kit.measures.verdict import MIXED

STORIES = "stories"
MARKERS = "markers"


@dataclass(frozen=True)
class Levels:
    """The numbers in the bundle of self-ratings."""

    learners: int | Withheld
    occasions: tuple[str, ...]
    summaries: tuple[Summary, ...]
    missing: MissingPattern
    mixed: tuple[MixedChange, ...]


@dataclass(frozen=True)
class Agreement:
    """How far raters agree.

    An older ledger has a plain string instead, with counts of texts. It fails validation and isn't shown.
    """

    sentence: str


_KINDS: dict[str, TypeAdapter[Any]] = {
    RATINGS: TypeAdapter(Levels),
    "change": TypeAdapter(tuple[Change, ...]),
    "shift": TypeAdapter(tuple[Shift, ...]),
    "marks": TypeAdapter(tuple[CriteriaCell, ...]),
    STORIES: TypeAdapter(tuple[VignetteChange, ...]),
    MARKERS: TypeAdapter(Agreement),
}


def publish(measured: Measured, ledger: Ledger, on: str) -> Cohort:
    """Return what a report of the day ``on`` (ISO date) may show, and update the ledger.

    The caller must save the ledger before anybody sees the numbers.

    >>> from kit.content import compiled
    >>> from kit.measures.cohort import measure
    >>> publish(measure([], compiled()), Ledger(), "2026-09-12").earlier
    {}
    """
    made, bundles = measured
    free = may_be_new(ledger, bundles)
    shown: dict[str, Any] = {}
    earlier: dict[str, str] = {}
    for name, cells in bundles.items():
        new = _part(made, name)
        if _kind(name) == "change" and not free.get(RATINGS, True):
            new = tuple(map(_without_the_model, new))
        shown[name], day = _settled(ledger, name, cells, new, free[name], on)
        if day:
            earlier[name] = day
    return _with(made, shown, earlier)


def publish_levels(measured: Measured, ledger: Ledger, on: str) -> tuple[Levels | None, str | None]:
    """Publish only the levels of self-ratings, like `publish`; with the date if they are from before."""
    free = may_be_new(ledger, measured.bundles)[RATINGS]
    new = _part(measured.cohort, RATINGS)
    return _settled(ledger, RATINGS, measured.bundles[RATINGS], new, free, on)


def publish_marks(
    cells: Iterable[CriteriaCell], bundles: Mapping[str, Cells], ledger: Ledger, on: str
) -> list[tuple[CriteriaCell, str | None]]:
    """Publish levels by task and criterion, like `publish`; an earlier report's cell comes with its date.

    ``cells`` and ``bundles`` come from `kit.measures.criteria.criteria_by_dimension`.
    """
    found: list[tuple[CriteriaCell, str | None]] = []
    for name, given in bundles.items():
        new = tuple(cell for cell in cells if f"marks:{cell.item}" == name)
        shown, day = _settled(ledger, name, given, new, ledger.allows(name, given), on)
        found += [(cell, day) for cell in (shown or map(_withheld, new))]
    return found


def may_be_new(ledger: Ledger, bundles: Mapping[str, Cells], least: int = LEAST) -> dict[str, bool]:
    """Decide for each bundle whether new numbers are safe next to everything released before."""
    free = {name: ledger.allows(name, cells, least) for name, cells in bundles.items()}
    together = [name for name in bundles if name == RATINGS or name.startswith("change:")]
    if not all(free[name] for name in together):
        for name in together:
            # The level of the later occasion: for change:pre:post, post.
            level = f"mean:{name.split(':')[-1]}:"
            free[name] = free[name] and name != RATINGS and not ledger.released(RATINGS, level)
    return free


def publish_sentence(ledger: Ledger, cells: Cells, sentence: str, on: str) -> str | Withheld:
    """Publish how far raters agree, like `publish`; an earlier report's sentence starts with its date."""
    free = ledger.allows(MARKERS, cells)
    shown, day = _settled(ledger, MARKERS, cells, Agreement(sentence), free, on)
    if shown is None:
        return COMPLEMENT
    if not day:
        return str(shown.sentence)
    then = date.fromisoformat(day)
    return f"As of {then:%B} {then.day}, {then.year}: {shown.sentence}"


def _settled(
    ledger: Ledger, name: str, cells: Cells, new: Any, free: bool, on: str
) -> tuple[Any, str | None]:
    """Return the new numbers; or those shown last, with their date; or None twice if there are neither."""
    kind = _KINDS[_kind(name)]
    if free:
        ledger.record(name, cells, kind.dump_python(new, mode="json"), on)
        return new, None
    last = ledger.latest(name)
    try:
        return (kind.validate_python(last.numbers, strict=False), last.on) if last else (None, None)
    except ValidationError:
        return None, None


def _kind(name: str) -> str:
    return "shift" if name.endswith(":then") else name.split(":")[0]


def _part(made: Cohort, name: str) -> Any:
    if name == RATINGS:
        return Levels(made.learners, made.occasions, made.summaries, made.missing, made.mixed)
    if name == STORIES:
        return made.vignettes
    if name.startswith("marks:"):
        return tuple(cell for cell in made.criteria.cells if f"marks:{cell.item}" == name)
    if _kind(name) == "shift":
        return made.shifts
    return tuple(c for c in made.changes if name == f"change:{c.first}:{c.last}")


def _without_the_model(change: Change) -> Change:
    """Keep a change's verdict, but drop the figures that come from the mixed model, which isn't shown."""
    if change.basis != MIXED:
        return change
    return replace(change, p=None, tipping=None, plausible=None, missing_after=None)


def _with(made: Cohort, shown: dict[str, Any], earlier: dict[str, str]) -> Cohort:
    """Return the cohort with the numbers that each bundle may show."""
    if not earlier and None not in shown.values():
        return made
    nothing = MissingPattern(COMPLEMENT, (), (), (), "")
    levels = shown[RATINGS] or Levels(COMPLEMENT, (), (), nothing, ())
    changes = [c for name, part in shown.items() if _kind(name) == "change" for c in part or ()]
    changes += [c for c in made.changes if f"change:{c.first}:{c.last}" not in shown]
    shifts = shown.get("change:pre:then", made.shifts) or ()
    cells = [
        cell
        for name, part in shown.items()
        if name.startswith("marks:")
        for cell in (part or map(_withheld, _part(made, name)))
    ]
    criteria = replace(made.criteria, cells=tuple(cells))
    if any(name.startswith("marks:") for name in earlier):
        # Of groups of one size from an earlier day, it isn't known whether they are the same people.
        sizes = {cell.n for cell in cells if not isinstance(cell.n, Withheld)}
        criteria = replace(criteria, sentence=f"{APART} {DIFFER}" if len(sizes) > 1 else APART)
    vignettes = tuple(shown.get(STORIES, made.vignettes) or ())
    return replace(
        made,
        **vars(levels),
        changes=tuple(changes),
        shifts=tuple(shifts),
        criteria=criteria,
        vignettes=vignettes,
        comparisons=comparisons_sentence(changes, vignettes),
        # A day beside numbers that are all withheld would tell that somebody agreed, and joined or left.
        earlier={name: day for name, day in earlier.items() if _shows(shown[name])},
    )


def _shows(part: Any) -> bool:
    """Whether any number of a bundle is shown; an earlier report may have withheld all of them."""
    if isinstance(part, Levels):
        return any(isinstance(one.estimate, Estimate) for one in part.summaries)
    return any(
        isinstance(one.estimate if isinstance(one, CriteriaCell) else one.difference, Estimate)
        for one in part
    )


def _withheld(cell: CriteriaCell) -> CriteriaCell:
    return replace(cell, n=COMPLEMENT, levels=(COMPLEMENT,) * 4, estimate=COMPLEMENT)
