"""Decide which changes are distinguishable from no change, and what a class of this size could have shown.

Comparisons made together are judged together: Holm's correction, p at most .05, and a studentized bootstrap
interval that excludes zero. If more than a tenth of the people did not answer again, the verdict rests on the
mixed model (if one was run). It must also hold if the missing people's change falls short of the others' by
`PLAUSIBLE` standard deviations, since people who got nothing out of a course are the ones who leave.

The rule was tested on simulated classes of 20, 40 and 80 without any change. A quarter of each class dropped
out, more readily the lower their own change (.3 to .6 standard deviations between leavers and stayers). With
paired tests alone, .07 to .12, .06 to .20 and .10 to .34 of the classes had any false "changed". With this
rule, it was .04 to .07, .02 to .04 and .02 to .06. With the mixed model, it was .02 to .05, .00 to .06 and
.01 to .04 (.00 to .05 with ten missing out of 20 to 28 people). With .7 standard deviations between leavers
and stayers, paired tests with the rule had .07 of classes of 20 and .09 of 80. A change of .9 standard
deviations was found in .61, .96 and 1.00 of dimensions (.76, .99 and 1.00 without the rule). One of half a
standard deviation was found in .13, .28 and .67 (.23, .55 and .93). The slow tests of
tests/measures/test_dropout.py print such figures.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from scipy import special

from kit.measures.change import PairedChange
from kit.measures.results import Estimate

LEVEL = 0.05
GAP = 0.10
"""If a larger share of people than this has no later answer, the verdict must pass the tipping point too."""
PLAUSIBLE = 0.5
"""How far the missing people's change may fall short of the others', in standard deviations of change."""
POWER = 0.80
PAIRED, MIXED = "paired t test", "mixed model"


class Evidence(NamedTuple):
    """The evidence for a change: its size and standard error, and how many people are missing from it."""

    value: float
    error: float
    df: int
    basis: str
    spread: float
    """Standard deviation of change among people who answered twice."""
    missing: float
    """Share of people with a first answer who have no later one."""
    bootstrap_agrees: bool


class Verdict(NamedTuple):
    """A verdict, with the difference between the missing people and the others that would overturn it."""

    distinguishable: bool
    p: float
    """After Holm's correction."""
    tipping: float | None = None
    """How many points short the missing people's change must fall to overturn it, if many are missing."""
    plausible: float | None = None
    """Points by which it might plausibly fall short."""
    missing_after: float | None = None
    """Share of people who are missing, rounded up to the next twentieth."""


def paired_evidence(found: PairedChange, missing: float) -> Evidence:
    """Return the evidence from a paired comparison."""
    n = found.difference.n
    error, value = standard_error(found.difference, n - 1), found.difference.value
    return Evidence(value, error, n - 1, PAIRED, error * math.sqrt(n), missing, found.bootstrap_agrees)


def standard_error(found: Estimate, df: int) -> float:
    """Return the standard error that a t interval was computed from."""
    return (found.high - found.low) / 2 / float(special.stdtrit(df, 0.975))


def verdicts(evidence: Sequence[Evidence]) -> list[Verdict]:
    """Judge comparisons together, with the correction of Holm (1979, Scandinavian J. of Statistics 6, 65–70).

    Notes
    -----
    The tipping point comes from a delta adjustment. If a share m of the people is missing and their change
    lies δ below the others', the mean change is value − m·δ. The tipping point is the δ at which it stops
    being significant (Carpenter and Kenward 2013, Multiple Imputation and its Application, chapter 10).

    Examples
    --------
    >>> few = Evidence(0.8, 0.2, 21, PAIRED, 0.9, 0.05, True)
    >>> [v.distinguishable for v in verdicts([few, few._replace(value=0.1)])]
    [True, False]
    >>> verdicts([few._replace(missing=0.25)])[0].tipping
    1.54
    >>> verdicts([few._replace(value=0.5, missing=0.25)])[0]
    Verdict(distinguishable=False, p=0.0208, tipping=0.34, plausible=0.45, missing_after=0.25)
    """
    from scipy.stats import t
    from statsmodels.stats.multitest import multipletests

    raw = [float(2 * t.sf(abs(one.value) / one.error, one.df)) for one in evidence]
    made = []
    holm = multipletests(raw, method="holm")[1].tolist() if raw else []
    for one, p, corrected in zip(evidence, raw, holm, strict=True):
        stands = corrected <= LEVEL and one.bootstrap_agrees
        if one.missing <= GAP or not stands:
            made.append(Verdict(stands, round(corrected, 4)))
            continue
        share = math.ceil(round(one.missing * 20, 6)) / 20
        needed = float(t.isf(LEVEL * p / corrected / 2, one.df)) * one.error if corrected else 0.0
        tipping, plausible = (abs(one.value) - needed) / share, PLAUSIBLE * one.spread
        made.append(
            Verdict(tipping >= plausible, round(corrected, 4), round(tipping, 2), round(plausible, 2), share)
        )
    return made


def judged(verdict: Verdict, evidence: Evidence, n: int, together: int = 1) -> dict[str, Any]:
    """Return the fields of a change that come from its verdict; see `kit.measures.results.Judged`."""
    return verdict._asdict() | {"detectable": round(smallest_detectable(evidence.spread, n, together), 2)}


def smallest_detectable(spread: float, n: int, together: int = 1) -> float:
    """Return the smallest change that a paired t test with ``n`` people finds in four of five classes.

    ``spread`` is the observed standard deviation of change, which is itself uncertain for few people.
    ``together`` is the number of comparisons judged together; the test is as strict as Holm's first step. The
    result is the δ at which |T| exceeds its critical value with probability .80, where T is noncentral t with
    noncentrality δ√n/s (Cohen 1988, Statistical Power Analysis, chapter 2), computed by statsmodels. G*Power
    agrees that 34 pairs find half a standard deviation.

    >>> round(smallest_detectable(1.0, 34), 2), round(smallest_detectable(0.7, 12, 5), 1)
    (0.5, 0.8)
    """
    from statsmodels.stats.power import TTestPower

    return spread * float(TTestPower().solve_power(nobs=n, alpha=LEVEL / together, power=POWER))
