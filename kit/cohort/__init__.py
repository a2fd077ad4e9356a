"""Many learners read together: found, merged, checked for consent, and made into tables part by part.

Private journals are never opened. Nothing here marks, draws, or decides what a number means.
"""

from kit.cohort.gathering import consenting, gather, gather_class
from kit.cohort.records import Gathered, Learner

__all__ = ["Gathered", "Learner", "consenting", "gather", "gather_class"]
