"""Which record each file of ``case_studies/`` follows, and their JSON Schemas for editors."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from kit.content.word_list import WordList
from kit.model import Case, Framework, Interface, Items, Law, Overlay, Rubric, SpanishReview

SHARED: dict[str, type[BaseModel]] = {
    "framework.yaml": Framework,
    "rubric.yaml": Rubric,
    "law.yaml": Law,
    "interface.yaml": Interface,
}
"""Files that stand once, beside the cases."""

PER_CASE: dict[str, type[BaseModel]] = {"case.yaml": Case, "items.yaml": Items}
"""Files in each case's folder."""

OVERLAYS = "overlays"
"""Folder of the files that a state adds, one a state, each an `Overlay`."""

OTHERS: dict[str, type[BaseModel]] = {"overlay.yaml": Overlay, "review.yaml": SpanishReview}
"""What else authors write, by the name that its schema bears."""


LISTS: dict[str, type[BaseModel]] = {"wording.yaml": WordList}
"""Files that a check reads and no learner sees."""


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of each kind of file, by the name of the file.

    >>> sorted(schemas())[:3]
    ['case.yaml', 'framework.yaml', 'items.yaml']
    """
    records = {**SHARED, **PER_CASE, **OTHERS, **LISTS}
    return {name: record.model_json_schema() for name, record in records.items()}
