"""What a course root says of its class: who is in it. Files that an instructor may open in a spreadsheet.

Nothing here knows of nbgrader, of marks or of any learning platform.
"""

from kit.classroom.roster import Member, read_roster, remove_member, write_roster

__all__ = ["Member", "read_roster", "remove_member", "write_roster"]
