"""The course root and the ratings that a command works on: the arguments its commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kit.ratings import Ratings

_MARKS_OF_ONE = ("nbgrader_config.py", "gradebook.db", "submitted")


def course_root(named: str) -> Path:
    """The folder named; the one we stand in, where that is a course root and is what the name means."""
    path, here = Path(named), Path.cwd()
    inside = any((here / name).exists() for name in _MARKS_OF_ONE)
    if inside and not path.exists() and path.name in (here.name, "assignments"):
        return Path()
    return path


Root = Annotated[
    Path,
    typer.Argument(
        metavar="COURSE_ROOT",
        parser=course_root,
        help="nbgrader's course root, such as assignments, or . inside it.",
    ),
]
Place = Annotated[
    str | None,
    typer.Option("--ratings", help="Database of ratings: a file, or postgresql://…; else ratings.db there."),
]


@contextmanager
def opened(place: str | None, folder: Path, *, create: bool) -> Iterator[Ratings]:
    """The ratings at an address, or else those of a folder; none are left behind where a command fails."""
    from kit.model import NotFound
    from kit.ratings import open_ratings
    from kit.ratings.database import FILE

    if place is None and not folder.is_dir():
        raise NotFound(f"there is no folder {folder}; check the name.")
    new = place is None and not (folder / FILE).exists()
    try:
        with open_ratings(folder if place is None else place, create=create) as store:
            yield store
    except BaseException:
        if new:
            (folder / FILE).unlink(missing_ok=True)
        raise
