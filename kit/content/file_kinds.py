"""Which record each file of ``case_studies/`` follows, and their JSON Schemas for editors."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from kit.content.word_list import WordList
from kit.model import Case, Framework, Items, Law, Rubric

SHARED: dict[str, type[BaseModel]] = {"framework.yaml": Framework, "rubric.yaml": Rubric, "law.yaml": Law}
"""Files that stand once, beside the cases."""

PER_CASE: dict[str, type[BaseModel]] = {"case.yaml": Case, "items.yaml": Items}
"""Files in each case's folder."""


LISTS: dict[str, type[BaseModel]] = {"wording.yaml": WordList}
"""Files that a check reads and no learner sees."""


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of each kind of file, by the name of the file.

    >>> sorted(schemas())
    ['case.yaml', 'framework.yaml', 'items.yaml', 'law.yaml', 'rubric.yaml', 'wording.yaml']
    """
    return {name: record.model_json_schema() for name, record in {**SHARED, **PER_CASE, **LISTS}.items()}
