"""From a command to a page one can write on: the workspace copy, the server around it, and the doctor.

Nothing here knows a form or an answer; `kit.journal` owns the files that hold them.
"""

from kit.launch.doctor import Finding, examine, out_of_date
from kit.launch.running import Running, find_running, start_server
from kit.launch.workspace import DEFAULT, FIRST, Refreshed, refresh

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
