"""Where the built notebooks and assignments lie: in the package of a wheel, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from kit.model import NotFound

_PACKAGE = Path(__file__).resolve().parent.parent


def course_files() -> Path:
    """The folder that holds ``notebooks/`` and ``assignments/``.

    Raises
    ------
    NotFound
        Neither the package nor the folder beside it holds them.
    """
    for root in (_PACKAGE / "_course", _PACKAGE.parent):
        if (root / "notebooks").is_dir() and (root / "assignments").is_dir():
            return root
    raise NotFound(
        f"the course's notebooks are neither in {_PACKAGE / '_course'} nor in {_PACKAGE.parent}; "
        "install partnership-kit again, or run it from a checkout."
    )


def checkout(start: Path | None = None) -> Path:
    """The checkout that authors' commands work on: ``start`` or a folder above it, else the one beside kit.

    Raises
    ------
    NotFound
        No folder with ``case_studies/`` is in sight.
    """
    here = Path.cwd() if start is None else start.resolve()
    places = [here, *here.parents]
    if start is None:
        places.append(_PACKAGE.parent)
    for root in places:
        if (root / "case_studies").is_dir():
            return root
    raise NotFound(
        f"there is no case_studies folder in {here} or above it; run this inside a checkout of the course."
    )
