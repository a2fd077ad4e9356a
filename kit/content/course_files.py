"""What the package carries of the course, and where: compiled content, notebooks, the checkout.

Nothing here reads YAML: authors' files are `kit.content.loader`'s.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from kit.model import Content, NotFound
from kit.model.sample_class import SampleClass

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def compiled() -> Content:
    """All content, as ``kit build`` compiled it; raises `NotFound` in a checkout that was never built."""
    return Content.model_validate_json(_compiled("content.json", "course's compiled content is"))


@cache
def sample_class() -> SampleClass:
    """What the made-up learners' answers are put together from; raises `NotFound` where none was built."""
    return SampleClass.model_validate_json(_compiled("demo.json", "sample class's compiled texts are"))


def _compiled(name: str, what: str) -> bytes:
    place = files("kit") / "_compiled" / name
    if not place.is_file():
        raise NotFound(f"the {what} missing; run `kit build` in the checkout.")
    return place.read_bytes()


def course_files() -> Path:
    """The folder with ``notebooks/`` and ``assignments/``: in the package, or beside it in a checkout."""
    for root in (_PACKAGE / "_course", _PACKAGE.parent):
        if (root / "notebooks").is_dir() and (root / "assignments").is_dir():
            return root
    raise NotFound(
        f"the course's notebooks are neither in {_PACKAGE / '_course'} nor in {_PACKAGE.parent}; "
        "install partnership-kit again, or run it from a checkout."
    )


def checkout(start: Path | None = None) -> Path:
    """The checkout that authors work on: ``start`` or a folder above it, else the one beside kit."""
    here = Path.cwd() if start is None else start.resolve()
    for root in (here, *here.parents, *([_PACKAGE.parent] if start is None else [])):
        if (root / "case_studies").is_dir():
            return root
    raise NotFound(
        f"there is no case_studies folder in {here} or above it; run this inside a checkout of the course."
    )
