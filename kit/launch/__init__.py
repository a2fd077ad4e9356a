"""The way from a command to a page a learner can write on: the workspace copy, its server, and the doctor.

Nothing here knows about forms or answers; `kit.journal` owns the files that hold them.
"""

from kit.launch.doctor import Finding, examine, out_of_date
from kit.launch.running import Running, find_running, start_server
from kit.pages.notebook_copies import DEFAULT, FIRST, Refreshed, refresh

__all__ = [
    "DEFAULT",
    "FIRST",
    "Finding",
    "Refreshed",
    "Running",
    "examine",
    "find_running",
    "out_of_date",
    "refresh",
    "start_server",
]
