"""Where ``kit marks`` finds a course and its ratings: the arguments its commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kit.ratings import Ratings

Root = Annotated[Path, typer.Argument(metavar="COURSE_ROOT", help="The folder with nbgrader_config.py.")]
Place = Annotated[
    str | None,
    typer.Option("--ratings", help="Database of ratings: a file, or postgresql://…; else ratings.db there."),
]


def opened(place: str | None, folder: Path, *, create: bool) -> Ratings:
    """The ratings at an address, or else those of a folder."""
    from kit.model import NotFound
    from kit.ratings import open_ratings

    if place is None and not folder.is_dir():
        raise NotFound(f"there is no folder {folder}; check the name.")
    return open_ratings(folder if place is None else place, create=create)
