"""Self-ratings as rows: the long table of a journal, and one learner's for the form that shows their growth.

Nothing here does I/O, draws, or uses the time of an answer. Bias items have no ratings.
"""

from kit.measures.long_table import COLUMNS, OCCASIONS, long_table
from kit.measures.ratings import alt_text, occasion_name, self_ratings

__all__ = ["COLUMNS", "OCCASIONS", "alt_text", "long_table", "occasion_name", "self_ratings"]
