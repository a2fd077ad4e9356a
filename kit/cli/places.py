"""Options and folders that commands share: a course folder, a course root with its ratings, the checkout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.files import require_folder
from kit.model import NotFound, PlainError
from kit.model.addresses import without_password

if TYPE_CHECKING:
    from kit.ratings import Ratings

_MARKS_OF_ONE = ("nbgrader_config.py", "gradebook.db", "submitted")

Workspace = Annotated[
    Path | None,
    typer.Option(
        help="The course folder. Default: the one you are in, or ~/partnership-course.", show_default=False
    ),
]


def workspace_folder(named: Path | None) -> Path:
    """Return the named folder, or the course folder around the current one, or ``~/partnership-course``.

    Raises `NotFound` if none is named and neither of the others is a course folder.
    """
    from kit.journal import find_workspace
    from kit.pages.notebook_copies import DEFAULT

    if named is not None:
        return named
    found = find_workspace(Path.cwd()) or find_workspace(DEFAULT)
    if found is None:
        raise NotFound(
            f"neither this folder nor {DEFAULT} is a course folder; name one with "
            "--workspace, or make one with: kit start"
        )
    return found


def course_root(named: str) -> Path:
    """Return the named folder, or ``.`` if the user is already in the course root that the name means.

    That is so if the current folder is a course root, nothing here has that path, and the path ends in this
    folder's name or in ``assignments``.
    """
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
        help="The class's folder (nbgrader's course root), such as assignments; use . if you are in it.",
    ),
]
Place = Annotated[
    str | None,
    typer.Option(
        "--ratings",
        "--db",
        parser=without_password,
        metavar="PLACE",
        help="Where the ratings are: a file, or postgresql://… with its password in ~/.pgpass or PGPASSWORD. "
        "Default: the class's ratings.db.",
    ),
]
Gradebook = Annotated[
    str | None,
    typer.Option(
        "--gradebook",
        parser=without_password,
        metavar="ADDRESS",
        help="The gradebook's address, without a password. Default: gradebook.db in the folder.",
    ),
]


def share_of(written: str, option: str) -> float:
    """Return the share of texts that an option asks for. Raises `KitError` if it isn't over 0 and up to 1.

    >>> share_of("10%", "--sample"), share_of("0.25", "--sample")
    (0.1, 0.25)
    """
    number = written.strip().removesuffix("%").strip()
    try:
        share = float(number) / (100 if written.strip().endswith("%") else 1)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise PlainError(f"{option} {written!r} is not a share of the texts; write one such as 10%.")
    return share


def name_of(written: str, option: str) -> str:
    """Return the name that an option gives. Raises `KitError` if marks can't be kept under it.

    >>> name_of(" Ana Ruiz ", "--rater")
    'Ana Ruiz'
    """
    from pydantic import TypeAdapter, ValidationError

    from kit.model.records import Name

    try:
        return TypeAdapter[str](Name).validate_python(" ".join(written.split()))
    except ValidationError:
        said = f"{option} {written[:40]!r} can't be used as a marker's name"
    raise PlainError(f'{said}; write one such as "Ana Ruiz".')


@contextmanager
def opened(place: str | None, folder: Path, *, create: bool) -> Iterator[Ratings]:
    """Open the ratings at ``place``, or ``ratings.db`` in the folder.

    If the block raises, a ``ratings.db`` that wasn't there before is deleted again.
    """
    from kit.ratings import open_ratings
    from kit.ratings.database import FILE

    if place is None:
        require_folder(folder)
    new = place is None and not (folder / FILE).exists()
    try:
        with open_ratings(folder if place is None else place, create=create) as store:
            yield store
    except BaseException:
        if new:
            (folder / FILE).unlink(missing_ok=True)
        raise
