"""Marks that people gave, every one kept, as rows of a database. Nothing here computes or draws."""

from kit.ratings.faults import RatingFault
from kit.ratings.store import Ratings, open_ratings

__all__ = ["RatingFault", "Ratings", "open_ratings"]
