"""Many small numbers in one large integer, a lane of 32 bits for each: a sum adds up all of them at once.

Such a sum is exact and the same on every machine.
"""

import struct
from functools import cache

_WIDTH = 32
ZERO = 128
"""The byte that stands for zero."""


def lanes(row: bytes) -> int:
    """A lane for each byte, which counts from `ZERO`."""
    spread = bytearray(_WIDTH // 8 * len(row))
    spread[:: _WIDTH // 8] = row
    return int.from_bytes(spread, "little") - ZERO * _ones(len(row))


class Lanes:
    """Reads what stands in so many lanes.

    >>> Lanes(3).read(lanes(bytes([130, 128, 127])) + lanes(bytes([128, 120])))
    (2, -8, -1)
    """

    def __init__(self, number: int) -> None:
        self._size = _WIDTH // 8 * number
        # With the upper half of each lane added, no lane lends to the one below it.
        self._half = _ones(number) << _WIDTH - 1
        self._unpack = struct.Struct(f"<{number}i").unpack

    def read(self, total: int) -> tuple[int, ...]:
        """The numbers, the first lane first."""
        return self._unpack((total + self._half ^ self._half).to_bytes(self._size, "little"))


@cache
def _ones(number: int) -> int:
    return sum(1 << _WIDTH * lane for lane in range(number))
