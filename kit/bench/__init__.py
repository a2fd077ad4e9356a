"""Measure on this machine what the course promises. Each measure cleans up after itself.

The figures are rough. They depend on the machine and on what else it is doing.
"""

from kit.bench.collecting import collecting
from kit.bench.desk import desk
from kit.bench.feedback import feedback
from kit.bench.grades import grades
from kit.bench.keys import keys
from kit.bench.marking import marking
from kit.bench.measured import Measured
from kit.bench.pages import pages
from kit.bench.waiting import form, importing, reading, saving

MEASURES = {
    "import": importing,
    "form": form,
    "pages": pages,
    "save": saving,
    "reading": reading,
    "marking": marking,
    "collect": collecting,
    "desk": desk,
    "feedback": feedback,
    "grades": grades,
    "keys": keys,
}
"""The function for each measure's name, in the order of the report."""

__all__ = ["MEASURES", "Measured"]
