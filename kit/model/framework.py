"""The content that all cases share: ``framework.yaml``, ``law.yaml`` and its overlays, ``process.yaml`` (the
way to an IEP, step by step) and ``glossary.yaml`` (words to look up)."""

import re
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from kit.model.records import DottedId, Id, Record, Text


class Strategy(Record):
    """One strategy. Its name is a term of the framework; its meaning is in the course's own words.

    ``law`` holds the ids of the rows of ``law.yaml`` that bear on it.
    """

    id: DottedId
    name: Text
    meaning: Text
    law: tuple[Id, ...] = ()


class Practice(Record):
    """Something that a teacher in a text does or plans, and the strategy it belongs to."""

    strategy: DottedId
    text: Text


class Practices(Record):
    """The practices that count for a dimension, and three things that only sound like a practice."""

    count: tuple[Practice, ...] = Field(min_length=5, max_length=8)
    only_sound: tuple[Text, Text, Text]


class Dimension(Record):
    """One dimension, with its strategies in order."""

    id: Id
    name: Text
    meaning: Text
    strategies: tuple[Strategy, ...]
    practices: Practices | None = None


class Framework(Record):
    """``framework.yaml``."""

    schema_version: Literal[1]
    credit: Text
    dimensions: tuple[Dimension, ...]

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """All strategies, dimension by dimension."""
        return tuple(s for d in self.dimensions for s in d.strategies)


class Compared(Record):
    """The stored copies that a ledger row was compared with, and when. None of them is the live text."""

    day: date
    copies: Text
    """The name of each copy, with the date printed on it."""


class LawRow(Record):
    """One row of the ledger: what a rule says in plain sentences, and what it does not say."""

    id: Id
    citation: Text
    kind: Literal["regulation", "statute", "case", "guidance"]
    topic: Text
    says: Text
    does_not_say: Text
    compared: Compared | None = None
    """Shown while `checked_on` is empty. If both are empty, the row is shown as not checked yet."""
    checked_on: date | None
    """The day on which somebody compared the row with the live official text."""


class Law(Record):
    """``law.yaml``: the parts of US federal law that the course uses. Not legal advice."""

    schema_version: Literal[1]
    notice: Text
    rows: tuple[LawRow, ...]


STATE = re.compile(
    "(?:al|ak|az|ar|ca|co|ct|de|dc|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny"
    "|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|as|gu|mp|pr|vi)"
)
"""The two-letter codes of the states and territories. A real overlay uses one as its ``state``."""


class OverlayRow(LawRow):
    """A state's rule. It adds to a federal row and never replaces one."""

    adds_to: Id | None = None
    """The id of a row of ``law.yaml``, or ``None`` if there is no federal row on the subject."""


class NoticeDays(Record):
    """How many days before a meeting the school must send its notice, and the row that says so."""

    days: int = Field(gt=0)
    counted: Literal["calendar days", "school days", "business days"]
    row: Id


class TranslationDuty(Record):
    """Something that the state requires schools to translate, and the row that says so."""

    duty: Text
    row: Id


class Overlay(Record):
    """The rules that one state adds to the ledger. Every duty names a row, and through it a citation."""

    schema_version: Literal[1]
    state: Id
    name: Text
    made_up: bool
    """Whether the state is invented, as an example for authors."""
    notice: Text
    notice_days: NoticeDays | None
    """``None`` if the state adds no rule about days."""
    translation: tuple[TranslationDuty, ...]
    rows: tuple[OverlayRow, ...] = Field(min_length=1)

    @property
    def label(self) -> str:
        """The state's name as pages show it."""
        return f"{self.name} (made up)" if self.made_up else self.name

    @model_validator(mode="after")
    def _made_up_or_a_state(self) -> Self:
        real = STATE.fullmatch(self.state) is not None
        if self.made_up and real:
            wrong = f"{self.state!r} is a real state but made_up is true"
            raise ValueError(f"{wrong}; give an invented state another id")
        if not self.made_up and not real:
            wrong = f"{self.state!r} is not the two-letter code of a state"
            raise ValueError(f"{wrong}; write one such as tx, or made_up: true for an invented state")
        for row in self.rows:
            if self.made_up != row.citation.lower().startswith("made up"):
                wrong = f"the citation of {row.id!r} doesn't match made_up"
                right = "begin each citation with Made up if made_up is true, and only then"
                raise ValueError(f"{wrong}; {right}")
        return self


class ProcessStep(Record):
    """One step, with the rules that it is based on. ``law`` names rows of ``law.yaml``."""

    id: Id
    title: Text
    text: Text
    starts: Text
    decides: Text
    parent_may: Text
    citation: Text
    law: tuple[Id, ...] = ()


class Process(Record):
    """``process.yaml``. ``note`` says what it was compared with."""

    schema_version: Literal[1]
    title: Text
    note: Text
    steps: tuple[ProcessStep, ...] = Field(min_length=2)


class Term(Record):
    """A word, its other forms, and what it means."""

    id: Id
    term: Text
    forms: tuple[Text, ...] = ()
    says: Text = Field(max_length=400)


class Glossary(Record):
    """``glossary.yaml``."""

    schema_version: Literal[1]
    terms: tuple[Term, ...]
