"""Read many learners together: find and merge their files, check consent, and write tables part by part.

Private journals are never opened. Nothing here marks, draws, or interprets numbers.
"""

from kit.cohort.gathering import consenting, gather, gather_class
from kit.cohort.records import Gathered, Learner

__all__ = ["Gathered", "Learner", "consenting", "gather", "gather_class"]
