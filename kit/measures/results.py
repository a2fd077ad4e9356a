"""What a cohort's numbers are: frozen records of estimates, and of what is withheld and why.

Nothing here computes, reads or draws; the modules beside it fill these in, pictures and reports read them.
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
    """A number that is not given, with the reason as a short clause."""

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
    """What a verdict rests on; ``None`` where none is given."""

    p: float | None = None
    """After Holm's correction over the dimensions."""
    detectable: float | None = None
    """The smallest change that so many people show in four classes of five."""
    tipping: float | None = None
    """Where many are missing: by how much their change must lie against it for the verdict to fall."""
    plausible: float | None = None
    """The difference that the verdict must bear, half the spread of change."""
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
    """Hedges' g for paired data, standardised by the mean variance of the two occasions."""
    distinguishable: bool | None
    """Whether it differs from no change after correction; ``None`` where that was not asked."""
    dimension: str = ""
    basis: str = ""
    """What the verdict rests on: a paired t test or the mixed model."""


@dataclass(frozen=True)
class Shift:
    """Then-test minus first rating: how far the same earlier time is judged otherwise. Neither is truer."""

    id: str
    label: str
    kind: Kind
    pairs: int | Withheld
    difference: Estimate | Withheld
    dimension: str = ""


@dataclass(frozen=True)
class MissingRow:
    """Who gave a number for one question on one occasion, and why others did not."""

    id: str
    label: str
    occasion: str
    rated: int | Withheld
    reasons: Mapping[str, int | Withheld]
    dimension: str = ""


@dataclass(frozen=True)
class Pattern:
    """On which occasions people rated at all, in the order of `MissingPattern.occasions`."""

    rated: tuple[bool, ...]
    count: int | Withheld


@dataclass(frozen=True)
class MissingPattern:
    """What is missing, described; nothing is filled in."""

    learners: int | Withheld
    occasions: tuple[str, ...]
    rows: tuple[MissingRow, ...]
    patterns: tuple[Pattern, ...]
    sentence: str


@dataclass(frozen=True)
class MixedChange:
    """A dimension's change by a mixed model over all occasions, people with gaps included."""

    id: str
    label: str
    first: str
    estimates: Mapping[str, Estimate]
    """Later occasion minus the first, by occasion; empty where the model was not run or did not converge."""
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
    """People by order of the forms: ``ab`` met form A first, ``ba`` form B."""
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
    """People at level 0, 1, 2 and 3."""
    estimate: Estimate | Withheld


@dataclass(frozen=True)
class CriteriaByDimension:
    """Six different tasks side by side: no line joins them, and the differences are not growth."""

    dimensions: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, str], ...]
    cells: tuple[CriteriaCell, ...]
    sentence: str

    def cell(self, dimension: str, criterion: str) -> CriteriaCell | None:
        """The cell of a dimension and a criterion, where there is one."""
        return next((c for c in self.cells if (c.dimension, c.criterion) == (dimension, criterion)), None)


@dataclass(frozen=True)
class Cohort:
    """Everything that is said about a group, safe to publish as it stands."""

    learners: int | Withheld
    """People described: everyone with a self-rating, or, where one to nine lack too much, all but those."""
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
    """Bundles of numbers that are shown as an earlier report showed them, with its day (ISO)."""
