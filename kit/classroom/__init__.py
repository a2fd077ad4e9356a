"""What a course root says of its class: who is in it, what is due when, what it is called.

Files that an instructor may open in a spreadsheet or edit by hand.
Nothing here knows of nbgrader, of marks or of any learning platform.
"""

from kit.classroom.due import DueDates, due_for, read_due
from kit.classroom.roster import Member, read_roster, remove_member, write_roster
from kit.classroom.settings import Settings, read_settings

__all__ = [
    "DueDates",
    "Member",
    "Settings",
    "due_for",
    "read_due",
    "read_roster",
    "read_settings",
    "remove_member",
    "write_roster",
]
