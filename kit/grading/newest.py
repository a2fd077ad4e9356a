"""Decide which of a learner's hand-ins is the newest.

The platform's own number or time decides. Without one, the journal's number decides inside one course folder.
Across folders, and where number and date disagree by more than a day (a restored backup), the later date
does.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)


class Order(NamedTuple):
    """What says when a hand-in was made."""

    platform: str
    upload: int
    """The platform's number or time; 0 if it gives none."""
    folder: str
    seq: int
    """The journal's last number."""
    at: datetime

    def follows(self, other: "Order") -> bool:
        """Return whether this is the newer of two.

        >>> from datetime import datetime
        >>> old, new = datetime(2026, 11, 1), datetime(2026, 11, 4)
        >>> Order("", 0, "A", 3, new).follows(Order("", 0, "A", 32, old)), "a restored backup"
        (True, 'a restored backup')
        >>> Order("canvas", 7, "A", 3, old).follows(Order("canvas", 8, "A", 2, new))
        False
        """
        if self.platform == other.platform and self.upload != other.upload and self.upload and other.upload:
            return self.upload > other.upload
        if self.is_odd_beside(other) or self.seq == other.seq:
            return self.at > other.at
        return self.seq > other.seq

    def is_odd_beside(self, other: "Order") -> bool:
        """Return whether the numbers of the journal don't say which is newer."""
        if self.folder != other.folder:
            return True
        disagree = (self.seq > other.seq) != (self.at > other.at)
        return disagree and abs(self.at - other.at) > _DAY
