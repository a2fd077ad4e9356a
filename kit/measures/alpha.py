"""Cronbach's alpha with its interval and n: how far questions go together; no proof of one trait.

The fifteen questions were not written to measure one thing, so nothing in the course rests on this number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from kit.measures.results import Estimate

FELDT = "Feldt interval"


def cronbach_alpha(answers: ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Alpha of a table of people by questions, complete rows only.

    Parameters
    ----------
    answers
        One row a person, one column a question; at least two of each, no gaps.

    Notes
    -----
    Cronbach 1951, Psychometrika 16, 297–334; the interval is Feldt's (see `feldt_interval`), which supposes
    that the questions measure one thing equally well.

    Examples
    --------
    >>> e = cronbach_alpha([[1, 1, 2], [2, 2, 2], [3, 3, 3], [4, 4, 3], [0, 1, 1]])
    >>> round(e.value, 2), e.n
    (0.95, 5)
    """
    table = np.asarray(answers, dtype=np.float64)
    people, questions = table.shape
    total = float(table.sum(axis=1).var(ddof=1))
    if total == 0:
        raise ValueError("where all sums are the same there is no alpha")
    alpha = alpha_from_variances(questions, float(table.var(axis=0, ddof=1).sum()), total)
    low, high = feldt_interval(alpha, people, questions, confidence=confidence)
    return Estimate(alpha, low, high, people, FELDT, confidence)


def alpha_from_variances(questions: int, of_questions: float, of_sum: float) -> float:
    """k/(k − 1) · (1 − Σs²ᵢ/s²).

    Examples
    --------
    Ten questions on hand function with variances of 11.16 in all and 77.44 of their sum (Bland and Altman
    1997, BMJ 314, 572), where it is given as 0.95.

    >>> round(alpha_from_variances(10, 11.16, 77.44), 2)
    0.95
    """
    return questions / (questions - 1) * (1 - of_questions / of_sum)


def feldt_interval(
    alpha: float, people: int, questions: int, *, confidence: float = 0.95
) -> tuple[float, float]:
    """Ends of Feldt's interval.

    Notes
    -----
    Feldt, Woodruff and Salih 1987, Applied Psychological Measurement 11, 93–103, formulas 6 and 7: (1 − α)
    times the outer quantiles of F with n − 1 and (n − 1)(k − 1) degrees of freedom, taken from 1.

    Examples
    --------
    R's ``statpsych::ci.cronbach(.05, .85, 7, 89)``, with n(k − 1) in place of (n − 1)(k − 1), gives 0.797
    to 0.893.

    >>> tuple(round(x, 3) for x in feldt_interval(0.85, 89, 7))
    (0.797, 0.893)
    """
    from scipy.special import fdtri

    df1, df2 = people - 1, (people - 1) * (questions - 1)
    outer = (1 - confidence) / 2
    return (
        float(1 - (1 - alpha) * fdtri(df1, df2, 1 - outer)),
        float(1 - (1 - alpha) * fdtri(df1, df2, outer)),
    )
