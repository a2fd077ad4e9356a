"""Change over occasions, from saved self-ratings. Pure: responses in, numbers and sentences out.

Nothing here reads a file, draws, or looks at an answer's clock; bias items have no ratings and get no line.
"""

from kit.measures.ratings import OCCASIONS, self_ratings
from kit.measures.tables import COLUMNS, long_table
from kit.measures.words import alt_text, occasion_name

__all__ = ["COLUMNS", "OCCASIONS", "alt_text", "long_table", "occasion_name", "self_ratings"]
