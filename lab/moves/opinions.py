"""What a large model thought of the training sentences and their neighbours: numbers only, no sentence.

The large model was tuned once, elsewhere (see the model card). Its opinions travel with the course, so that
anyone with the data makes the same small model without it. They belong to one set of texts, told by a digest.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

MAGIC = b"KITOPINIONS1\n"
_LEVELS = 15


def digest(texts: Sequence[str]) -> bytes:
    """What tells one list of texts from another."""
    found = hashlib.sha256()
    for text in texts:
        found.update(text.encode("utf-8", "surrogatepass") + b"\n")
    return found.digest()


def packed(texts: Sequence[str], chances: npt.NDArray[np.float64]) -> bytes:
    """A file of the opinions of several teachers: ``chances[teacher, text, component]``, in 16 steps each."""
    steps = np.rint(_LEVELS * np.sqrt(chances)).astype(np.uint8).ravel()
    if len(steps) % 2:
        steps = np.append(steps, np.uint8(0))
    body = zlib.compress((steps[::2] << 4 | steps[1::2]).tobytes(), 9)
    return MAGIC + digest(texts) + struct.pack("<3I", *chances.shape) + body


def unpacked(data: bytes, texts: Sequence[str]) -> npt.NDArray[np.float64] | None:
    """The opinions, each adding up to one; ``None`` where they are about other texts.

    >>> chances = np.array([[[1.0, 0.0, 0.0], [0.25, 0.25, 0.5]]])
    >>> unpacked(packed(["a", "b"], chances), ["a", "b"]).round(1).tolist()
    [[[1.0, 0.0, 0.0], [0.3, 0.3, 0.5]]]
    >>> unpacked(packed(["a", "b"], chances), ["a", "c"]) is None
    True
    """
    if not data.startswith(MAGIC + digest(texts)):
        return None
    start = len(MAGIC) + 32
    shape = struct.unpack_from("<3I", data, start)
    both = np.frombuffer(zlib.decompress(data[start + 12 :]), dtype=np.uint8)
    steps = np.stack([both >> 4, both & 15], 1).ravel()[: int(np.prod(shape))]
    chances = (steps.reshape(shape) / _LEVELS) ** 2
    return np.asarray(chances / chances.sum(2, keepdims=True))
