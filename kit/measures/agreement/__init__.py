"""How far raters agree: levels in, numbers with their uncertainty out. Pure: no files, no pictures.

A *unit* is one text read on one criterion; a *level* is whole and ordered; a rater may have left a unit out.
"""

from kit.measures.agreement.coefficients import (
    adjacent,
    alpha,
    confusion,
    exact,
    icc,
    kappa,
    standardised_mean_difference,
)
from kit.measures.agreement.comparing import Row, compare, pairs_of
from kit.measures.agreement.ratings_table import Rated, read_ratings

__all__ = [
    "Rated",
    "Row",
    "adjacent",
    "alpha",
    "compare",
    "confusion",
    "exact",
    "icc",
    "kappa",
    "pairs_of",
    "read_ratings",
    "standardised_mean_difference",
]
