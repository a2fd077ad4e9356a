"""Many small numbers in one large integer, a lane of 16 bits for each: a sum adds up all of them at once.

Such a sum is exact and the same on every machine.
"""

import struct
from collections.abc import Sequence
from functools import cache

_WIDTH = 16
ZERO = 128
"""The byte that stands for zero."""
_FIT = 255
"""So many bytes, whatever they are, add up to less than half of what a lane holds."""


def lanes(row: bytes) -> int:
    """A lane for each byte, which counts from `ZERO`."""
    spread = bytearray(_WIDTH // 8 * len(row))
    spread[:: _WIDTH // 8] = row
    return int.from_bytes(spread, "little") - ZERO * _ones(len(row))


class Lanes:
    """Adds up what stands in so many lanes.

    >>> Lanes(3).total([lanes(bytes([130, 128, 127])), lanes(bytes([128, 120]))])
    (2, -8, -1)
    """

    def __init__(self, number: int) -> None:
        self._size = _WIDTH // 8 * number
        # With the upper half of each lane added, no lane lends to the one below it.
        self._half = _ones(number) << _WIDTH - 1
        self._unpack = struct.Struct(f"<{number}h").unpack

    def total(self, rows: Sequence[int]) -> tuple[int, ...]:
        """The sums, the first lane's first."""
        if len(rows) <= _FIT:
            return self._read(sum(rows))
        parts = [self._read(sum(rows[at : at + _FIT])) for at in range(0, len(rows), _FIT)]
        return tuple(map(sum, zip(*parts, strict=True)))

    def _read(self, total: int) -> tuple[int, ...]:
        return self._unpack((total + self._half ^ self._half).to_bytes(self._size, "little"))


@cache
def _ones(number: int) -> int:
    return sum(1 << _WIDTH * lane for lane in range(number))
