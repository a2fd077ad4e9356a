"""Read many learners together: find and merge their files, and look up consent.

Private journals are never opened. Nothing here marks or computes.
"""

from kit.cohort.gathering import consenting, gather, gather_class
from kit.cohort.records import Gathered, Learner

__all__ = ["Gathered", "Learner", "consenting", "gather", "gather_class"]
