"""What stands for a learner in tables that others may get."""

from __future__ import annotations

import hashlib
import hmac


def code(course: str, learner: str, key: bytes | None) -> str:
    """The id itself without a key, else a code that only the key's holder can make.

    >>> code("fall", "ana", None), code("fall", "ana", b"key") == code("fall", "ana", b"other")
    ('ana', False)
    """
    if key is None:
        return learner
    return hmac.new(key, f"{course}\n{learner}".encode(), hashlib.sha256).hexdigest()[:16]
