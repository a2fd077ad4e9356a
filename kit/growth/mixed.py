"""Change by a mixed model: everybody's ratings on all occasions, people with gaps included.

It supposes that a gap says nothing that the person's other ratings do not say (missing at random). It is
run for at least thirty people and two occasions, and it says plainly where it was not run or did not
converge.
"""

from __future__ import annotations

import warnings

import numpy as np

from kit.growth.intervals import Floats
from kit.growth.publish import rounded
from kit.growth.results import Estimate, MixedChange
from kit.growth.suppress import LEAST

PEOPLE = 30
MOST = 2_000
"""Beyond so many people the model takes long and says what the paired change says."""
METHOD = "mixed model, REML"


def mixed_change(
    id: str, label: str, values: Floats, occasions: tuple[str, ...], least: int = LEAST
) -> MixedChange:
    """Later occasions minus the first, with a random intercept for each person.

    Parameters
    ----------
    id, label
        Of the dimension.
    values
        People × occasions, NaN where there is none.
    occasions
        Names of the columns; the first is what the others are held against.
    least
        Occasions with fewer people are left out.

    Notes
    -----
    yᵢⱼ = β₀ + βⱼ + uᵢ + eᵢⱼ, by restricted maximum likelihood (Laird and Ware 1982, Biometrics 38,
    963–974), as fitted by statsmodels; intervals are Wald's. Where nobody has a gap the differences are the
    paired ones.

    Examples
    --------
    >>> mixed_change("equity", "Equity", np.ones((12, 2)), ("pre", "post")).sentence
    'The mixed model was not run; it needs at least 30 people, and there are 12.'
    """
    enough = [n for n in range(len(occasions)) if (~np.isnan(values[:, n])).sum() >= least]
    values, occasions = values[:, enough], tuple(occasions[n] for n in enough)
    values = values[(~np.isnan(values)).any(axis=1)] if enough else values[:0]
    people = len(values)
    first = occasions[0] if occasions else ""
    why = ""
    if people < PEOPLE:
        why = f"it needs at least {PEOPLE} people, and there are {people if people >= least else 'too few'}"
    elif len(occasions) < 2:
        why = "it needs two occasions"
    elif people > MOST:
        why = f"with more than {MOST:,} people the paired change says the same, sooner"
    if why:
        return MixedChange(id, label, first, {}, False, False, f"The mixed model was not run; {why}.")
    found = _fit(values, occasions)
    if found is None:
        return MixedChange(
            id,
            label,
            first,
            {},
            True,
            False,
            f"{label}: the mixed model did not converge; nothing is taken from it.",
        )
    estimates = {o: rounded(e, 2) for o, e in found.items()}
    return MixedChange(
        id, label, first, estimates, True, True, f"{label}: the mixed model converged for {people} people."
    )


def _fit(values: Floats, occasions: tuple[str, ...]) -> dict[str, Estimate] | None:
    from statsmodels.regression.mixed_linear_model import MixedLM

    people, columns = np.nonzero(~np.isnan(values))
    later = [(columns == n).astype(np.float64) for n in range(1, len(occasions))]
    design = np.column_stack([np.ones(people.size), *later])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fit = MixedLM(values[people, columns], design, groups=people).fit(reml=True)
            ends = np.asarray(fit.conf_int())
        except (np.linalg.LinAlgError, ValueError):
            return None
    effects = np.asarray(fit.fe_params)
    if not fit.converged or not np.isfinite(ends[: len(occasions)]).all():
        return None
    return {
        occasion: Estimate(float(effects[n]), float(ends[n, 0]), float(ends[n, 1]), len(values), METHOD)
        for n, occasion in enumerate(occasions)
        if n
    }
