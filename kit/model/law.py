"""``law.yaml``: the ledger of rules, each with what it says and what it does not say."""

from __future__ import annotations

from datetime import date
from typing import Literal

from kit.model.written import Id, Record, Text


class LawRow(Record):
    """One entry of the ledger: what a rule says in one plain sentence, and what it does not say."""

    id: Id
    citation: Text
    kind: Literal["regulation", "statute", "case", "guidance"]
    topic: Text
    says: Text
    does_not_say: Text
    checked_on: date | None
    """Day the sentence was held against the official text; ``None`` shows as "not yet checked"."""


class Law(Record):
    """``law.yaml``: US federal law as far as the course uses it; not legal advice."""

    schema_version: Literal[1]
    notice: Text
    rows: tuple[LawRow, ...]
