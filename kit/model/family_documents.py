"""What stands at the head of a family-facing document, and who has read it, as frozen records.

``es/<document>.md`` begins with a `DocumentHead`; ``es/review.yaml`` → `SpanishReview`. An approval is for
one exact text.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kit.model.written import Id, Record, Text

Name = Annotated[str, Field(min_length=2)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class DocumentHead(Record):
    """The front matter of a document."""

    schema_version: Literal[1]
    id: Id
    title: Text
    staff: Text
    """In English, for whoever hands it out: what it asks and promises. Shown on screen, never printed."""


class Approval(Record):
    """One Spanish-speaking parent's word that a text may go to families."""

    name: Name
    """Initials are enough for a parent."""
    approved_on: date
    sha256: Sha256
    """Of the text that was read: any other text is not approved."""


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
