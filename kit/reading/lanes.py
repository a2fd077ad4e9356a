"""Many small numbers in one large integer, each in a lane of 16 bits, so that one sum adds up all of them.

Such a sum is exact and the same on every machine.
"""

import struct
from collections.abc import Sequence
from functools import cache

_WIDTH = 16
ZERO = 128
"""The byte value that means zero."""
_FIT = 255
"""This many rows can be added without overflowing a lane, whatever their bytes are."""


def lanes(row: bytes) -> int:
    """Put each byte of a row, minus `ZERO`, into a lane."""
    spread = bytearray(_WIDTH // 8 * len(row))
    spread[:: _WIDTH // 8] = row
    return int.from_bytes(spread, "little") - ZERO * _ones(len(row))


class Lanes:
    """An adder for integers with ``number`` lanes.

    >>> Lanes(3).total([lanes(bytes([130, 128, 127])), lanes(bytes([128, 120]))])
    (2, -8, -1)
    """

    def __init__(self, number: int) -> None:
        self._size = _WIDTH // 8 * number
        # Adding half of a lane's range to each lane keeps a negative lane from borrowing from its neighbor.
        self._half = _ones(number) << _WIDTH - 1
        self._unpack = struct.Struct(f"<{number}h").unpack

    def total(self, rows: Sequence[int]) -> tuple[int, ...]:
        """Return the sum of each lane, in order."""
        if len(rows) <= _FIT:
            return self._read(sum(rows))
        parts = [self._read(sum(rows[at : at + _FIT])) for at in range(0, len(rows), _FIT)]
        return tuple(map(sum, zip(*parts, strict=True)))

    def _read(self, total: int) -> tuple[int, ...]:
        return self._unpack((total + self._half ^ self._half).to_bytes(self._size, "little"))


@cache
def _ones(number: int) -> int:
    return sum(1 << _WIDTH * lane for lane in range(number))
