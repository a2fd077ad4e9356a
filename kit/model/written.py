"""What the records of ``case_studies/`` share: their base, and the forms of a text and an id."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=60)]
DottedId = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=80)]
RubricKind = Literal["reflection", "plan"]
"""Which criteria of ``rubric.yaml`` a text is marked by."""


class Record(BaseModel):
    """Base of what an author writes: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
