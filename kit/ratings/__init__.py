"""Ratings by human raters, all of them kept, as rows of a database. No statistics or drawing here."""

from kit.ratings.database import RatingFault, option
from kit.ratings.sheet import TextToMark, write_sheet
from kit.ratings.store import Ratings, open_ratings
from kit.ratings.taking import take_sheet

__all__ = [
    "RatingFault",
    "Ratings",
    "TextToMark",
    "open_ratings",
    "option",
    "take_sheet",
    "write_sheet",
]
