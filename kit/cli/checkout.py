"""Commands that run in a checkout only: what they call lives in ``lab/``, which no wheel carries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kit.model import KitError, MissingExtra


@contextmanager
def from_lab() -> Iterator[None]:
    """Say in one sentence what is missing when a block cannot import from ``lab``."""
    try:
        yield
    except ImportError as fault:
        missing = (fault.name or "").partition(".")[0]
        if missing == "lab":
            raise KitError(
                "this runs in a checkout of the project, where the folder lab/ is; get the source and "
                "run it there."
            ) from fault
        if missing in ("numpy", "scipy", "sklearn"):
            raise MissingExtra(f"training needs {missing}", "train") from fault
        raise
