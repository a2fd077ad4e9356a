"""Records of a cohort's numbers: estimates, and what is withheld and why.

Nothing here computes, reads or draws. The other modules of `kit.measures` fill these in; charts and reports
read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["item", "dimension"]


@dataclass(frozen=True)
class Estimate:
    """A number with its uncertainty and the people it rests on."""

    value: float
    low: float
    high: float
    n: int
    method: str
    confidence: float = 0.95


@dataclass(frozen=True)
class Withheld:
    """The reason why a number is withheld, as a short clause."""

    reason: str


@dataclass(frozen=True)
class Summary:
    """Self-ratings of one question or dimension on one occasion."""

    id: str
    label: str
    kind: Kind
    occasion: str
    estimate: Estimate | Withheld
    missing: Mapping[str, int | Withheld]
    """People without a number, by reason (``no_chance``, ``not_answered`` …)."""
    dimension: str = ""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The figures behind a verdict; ``None`` if there is none."""

    p: float | None = None
    """After Holm's correction over the comparisons judged together."""
    detectable: float | None = None
    """The smallest change that would be found in four of five classes of this size."""
    tipping: float | None = None
    """If many are missing: how far their change must fall short of the others' to overturn the verdict."""
    plausible: float | None = None
    """The shortfall that the verdict must withstand: half the spread of change."""
    missing_after: float | None = None
    """Share of people without a later answer, rounded up to the next twentieth."""


@dataclass(frozen=True)
class Change(Judged):
    """The same people's self-ratings on two occasions; positive is more often at the later one."""

    id: str
    label: str
    kind: Kind
    first: str
    last: str
    pairs: int | Withheld
    difference: Estimate | Withheld
    effect: Estimate | Withheld
    """Hedges' g for paired data, standardized by the mean variance of the two occasions."""
    distinguishable: bool | None
    """Whether it differs from no change after correction; ``None`` if it wasn't judged."""
    dimension: str = ""
    basis: str = ""
    """What the verdict rests on: a paired t test or the mixed model."""


@dataclass(frozen=True)
class Shift:
    """Then-test minus first rating: how differently people rate the same earlier time. Neither is truer."""

    id: str
    label: str
    kind: Kind
    pairs: int | Withheld
    difference: Estimate | Withheld
    dimension: str = ""


@dataclass(frozen=True)
class MissingRow:
    """How many people gave a number for one question on one occasion, and why others did not."""

    id: str
    label: str
    occasion: str
    rated: int | Withheld
    reasons: Mapping[str, int | Withheld]
    dimension: str = ""


@dataclass(frozen=True)
class Pattern:
    """The occasions on which some people answered at all, in the order of `MissingPattern.occasions`."""

    rated: tuple[bool, ...]
    count: int | Withheld


@dataclass(frozen=True)
class MissingPattern:
    """A description of what is missing; nothing is filled in."""

    learners: int | Withheld
    occasions: tuple[str, ...]
    rows: tuple[MissingRow, ...]
    patterns: tuple[Pattern, ...]
    sentence: str


@dataclass(frozen=True)
class MixedChange:
    """A dimension's change from a mixed model over all occasions, including people with gaps."""

    id: str
    label: str
    first: str
    estimates: Mapping[str, Estimate]
    """Later occasion minus the first, by occasion; empty if the model wasn't run or didn't converge."""
    run: bool
    converged: bool
    sentence: str


@dataclass(frozen=True)
class VignetteChange(Judged):
    """Levels on the two transfer vignettes, for one criterion or for their sum."""

    criterion: str
    label: str
    most: int
    pre: Estimate | Withheld
    post: Estimate | Withheld
    pairs: int | Withheld
    difference: Estimate | Withheld
    effect: Estimate | Withheld
    orders: Mapping[str, int | Withheld]
    """Number of people by order of the forms: ``ab`` saw form A first, ``ba`` form B."""
    distinguishable: bool | None
    uneven: bool = False


@dataclass(frozen=True)
class CriteriaCell:
    """Marks of one reflection on one criterion."""

    dimension: str
    dimension_label: str
    item: str
    criterion: str
    criterion_label: str
    n: int | Withheld
    levels: tuple[int | Withheld, ...]
    """Number of people at levels 0, 1, 2 and 3."""
    estimate: Estimate | Withheld


@dataclass(frozen=True)
class CriteriaByDimension:
    """Six different tasks side by side: no line joins them, and the differences are not growth."""

    dimensions: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, str], ...]
    cells: tuple[CriteriaCell, ...]
    sentence: str

    def cell(self, dimension: str, criterion: str) -> CriteriaCell | None:
        """Return the cell of a dimension and a criterion, or None."""
        return next((c for c in self.cells if (c.dimension, c.criterion) == (dimension, criterion)), None)


@dataclass(frozen=True)
class Cohort:
    """Everything that a report says about a group; whatever isn't safe to show is withheld."""

    learners: int | Withheld
    """Number of people described: everyone with a self-rating, or all but one to nine who lack too much."""
    occasions: tuple[str, ...]
    scale: Mapping[int, str]
    summaries: tuple[Summary, ...]
    changes: tuple[Change, ...]
    shifts: tuple[Shift, ...]
    missing: MissingPattern
    mixed: tuple[MixedChange, ...]
    vignettes: tuple[VignetteChange, ...]
    criteria: CriteriaByDimension
    comparisons: str
    cannot_show: tuple[str, ...]
    least: int = 10
    earlier: Mapping[str, str] = field(default_factory=dict)
    """Bundles whose numbers are those of an earlier report, each with that report's ISO date. No bundle whose
    numbers are all withheld is among them."""
