"""What stands at the head of a family-facing document, and who has approved its exact text."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kit.model.records import Id, Record, Text

Name = Annotated[str, Field(min_length=2)]


class DocumentHead(Record):
    """The front matter of ``es/<document>.md``; ``staff`` is English, shown on screen and never printed."""

    schema_version: Literal[1]
    id: Id
    title: Text
    staff: Text


class Approval(Record):
    """One Spanish-speaking parent's word that the text of this hash, and no other, may go to families."""

    name: Name
    """Initials are enough for a parent."""
    approved_on: date
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class TranslatorApproval(Approval):
    """A translator's word, with what qualifies the translator."""

    qualification: Name


class DocumentReview(Record):
    """Approvals of one document; empty until somebody has read it."""

    translator: TranslatorApproval | None = None
    parents: tuple[Approval, ...] = ()


class SpanishReview(Record):
    """``es/review.yaml``."""

    schema_version: Literal[1]
    documents: dict[Id, DocumentReview]
