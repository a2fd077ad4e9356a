"""The files in a course root that describe its class: who is in it, what is due when, what it is called.

An instructor may open these files in a spreadsheet or edit them by hand. Nothing here knows about nbgrader,
marks or learning platforms.
"""

from kit.classroom.due import DueDates, read_due
from kit.classroom.roster import Member, read_roster, write_roster
from kit.classroom.settings import Settings, read_settings

__all__ = [
    "DueDates",
    "Member",
    "Settings",
    "read_due",
    "read_roster",
    "read_settings",
    "write_roster",
]
