"""Measure how far raters agree: levels in, numbers with their uncertainty out. No I/O, no charts.

A *unit* is one text rated on one criterion. *Levels* are whole numbers in order. A rater may skip a unit.
"""

from kit.measures.agreement.coefficients import (
    Icc,
    adjacent,
    alpha,
    coincidences,
    confusion,
    exact,
    icc,
    kappa,
    standardised_mean_difference,
)
from kit.measures.agreement.comparing import Group, Interval, Row, by_group, compare
from kit.measures.agreement.ratings_table import Rated, read_ratings

__all__ = [
    "Group",
    "Icc",
    "Interval",
    "Rated",
    "Row",
    "adjacent",
    "alpha",
    "by_group",
    "coincidences",
    "compare",
    "confusion",
    "exact",
    "icc",
    "kappa",
    "read_ratings",
    "standardised_mean_difference",
]
