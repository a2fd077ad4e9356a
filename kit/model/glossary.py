"""``glossary.yaml``: words that a learner may look up, each with what it means."""

from typing import Literal

from pydantic import Field

from kit.model.records import Id, Record, Text


class Term(Record):
    """A word, other spellings of it, and what it means."""

    id: Id
    term: Text
    forms: tuple[Text, ...] = ()
    says: Text = Field(max_length=400)


class Glossary(Record):
    """``glossary.yaml``."""

    schema_version: Literal[1]
    terms: tuple[Term, ...]
