"""Loads and validates what authors write in ``case_studies/``; learners read the compiled form alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kit.content.course_files import compiled
from kit.content.law import law_for
from kit.content.manifest import item_hash
from kit.model import Content

__all__ = ["check", "compiled", "item_hash", "law_for", "load", "schemas"]


def load(folder: Path) -> Content:
    """The content of a checkout or a ``case_studies`` folder; `kit.model.ContentFault` lists every fault."""
    from kit.content.checking import load

    return load(folder)


def check(folder: Path) -> list[str]:
    """Every fault of a checkout or a ``case_studies`` folder, as ``file:line: wrong; right``."""
    from kit.content.checking import check

    return check(folder)


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of each kind of file that authors write, by the name of the file."""
    from kit.content.checking import schemas

    return schemas()
