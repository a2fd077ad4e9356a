"""A wrapper that makes a record usable as a cache key, compared by object identity.

A record never changes, but one that holds a dictionary cannot be hashed.
"""

from typing import Generic, TypeVar

from pydantic import BaseModel

Kind = TypeVar("Kind", bound=BaseModel)


class SameRecord(Generic[Kind]):
    """A hashable key for one record. It keeps the record alive, so that no other object gets its address.

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
