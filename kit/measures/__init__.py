"""Change over occasions, from saved self-ratings. Pure: rows in, numbers out.

Nothing here reads a file, draws, or looks at an answer's clock; bias items have no ratings and get no line.
"""

from kit.measures.long_table import COLUMNS, OCCASIONS, long_table
from kit.measures.ratings import alt_text, occasion_name, self_ratings

__all__ = ["COLUMNS", "OCCASIONS", "alt_text", "long_table", "occasion_name", "self_ratings"]
