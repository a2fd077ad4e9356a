"""A file that is not collected, and files that are nobody's."""

from pathlib import Path
from typing import NamedTuple


class LeftOut(NamedTuple):
    """A file that is not collected, a row of ``left_out.csv``."""

    file: str
    whose: str
    why: str
    to_send: str


def is_clutter(path: Path) -> bool:
    """Whether a file below a download is none of a learner's: a system put it there, or a copy that was cut.

    >>> is_clutter(Path("__MACOSX/equity_amy.zip")), is_clutter(Path(".DS_Store")), is_clutter(Path("a.zip"))
    (True, True, False)
    """
    return path.name in ("Thumbs.db", "desktop.ini") or any(
        part.startswith(".") or part == "__MACOSX" for part in path.parts
    )
