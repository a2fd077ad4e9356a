"""Measure on this machine what the course promises. Each measure cleans up after itself.

The figures are rough. They depend on the machine and on what else it is doing.
"""

from lab.bench.collecting import collecting
from lab.bench.desk import desk
from lab.bench.feedback import feedback
from lab.bench.grades import grades
from lab.bench.keys import keys
from lab.bench.marking import marking
from lab.bench.pages import pages
from lab.bench.porch import porch
from lab.bench.waiting import form, importing, reading, saving
from lab.measured import Measured

MEASURES = {
    "import": importing,
    "form": form,
    "pages": pages,
    "porch": porch,
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
