"""Who does the work of a cohort: processes of this machine, DuckDB beside them, or a Dask cluster.

Found by the entry point group ``kit.engines``; whichever is chosen, the numbers are the same.
"""

from kit.cohort.engines.found_engines import engine
from kit.cohort.engines.protocol import Cell, Engine

__all__ = ["Cell", "Engine", "engine"]
