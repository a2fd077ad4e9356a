"""Statistics on self-ratings and marks: how they change over occasions, and what may be shown about a group.

Rows in, numbers out. Nothing here does I/O, draws, or uses the time of an answer. Bias items have no ratings,
so nothing is computed for them.
"""

from kit.measures.long_table import COLUMNS, OCCASIONS, long_table
from kit.measures.ratings import alt_text, occasion_name, self_ratings

__all__ = ["COLUMNS", "OCCASIONS", "alt_text", "long_table", "occasion_name", "self_ratings"]
