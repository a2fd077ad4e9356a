"""A record as a key, told from others by which object it is.

A record never changes, and one that holds a dictionary has no hash of its own.
"""

from typing import Generic, TypeVar

from pydantic import BaseModel

Kind = TypeVar("Kind", bound=BaseModel)


class SameRecord(Generic[Kind]):
    """Stands for one record, and keeps it: no other one comes to have its place in memory.

    >>> from kit.model.records import Record
    >>> one = Record()
    >>> SameRecord(one) == SameRecord(one), SameRecord(one) == SameRecord(Record())
    (True, False)
    """

    def __init__(self, record: Kind) -> None:
        self.record = record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameRecord) and other.record is self.record

    def __hash__(self) -> int:
        return id(self.record)
