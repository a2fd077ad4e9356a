"""Which record each file of ``case_studies/`` follows, and their JSON Schemas for editors."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from kit.model import Case, Framework, Items, Law, Rubric

SHARED: dict[str, type[BaseModel]] = {"framework.yaml": Framework, "rubric.yaml": Rubric, "law.yaml": Law}
"""Files that stand once, beside the cases."""

PER_CASE: dict[str, type[BaseModel]] = {"case.yaml": Case, "items.yaml": Items}
"""Files in each case's folder."""


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of each kind of file, by the name of the file.

    >>> sorted(schemas())
    ['case.yaml', 'framework.yaml', 'items.yaml', 'law.yaml', 'rubric.yaml']
    """
    return {name: record.model_json_schema() for name, record in {**SHARED, **PER_CASE}.items()}
