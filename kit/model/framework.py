"""What holds for every case: ``framework.yaml``, ``law.yaml`` and its overlays, ``process.yaml`` (the way to
an IEP, step by step) and ``glossary.yaml`` (words to look up)."""

import re
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from kit.model.records import DottedId, Id, Record, Text


class Strategy(Record):
    """One strategy: its name is a term of the framework, its meaning the course's own words.

    ``law`` holds ids of rows of ``law.yaml`` that bear on it.
    """

    id: DottedId
    name: Text
    meaning: Text
    law: tuple[Id, ...] = ()


class Practice(Record):
    """Something that a reader of a text can see done or planned, and the strategy that it belongs to."""

    strategy: DottedId
    text: Text


class Practices(Record):
    """What counts as a practice of a dimension, and what only sounds like one."""

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
    """Which stored copies a row of the ledger was held against, and when; none of them is the live text."""

    day: date
    copies: Text
    """Each copy by its name, with the date that it bears."""


class LawRow(Record):
    """One entry of the ledger: what a rule says in plain sentences, and what it does not say."""

    id: Id
    citation: Text
    kind: Literal["regulation", "statute", "case", "guidance"]
    topic: Text
    says: Text
    does_not_say: Text
    compared: Compared | None = None
    """Shown while nobody has checked the row; ``None`` beside an empty `checked_on` is "not yet checked"."""
    checked_on: date | None
    """Day the row was held against the live official text."""


class Law(Record):
    """``law.yaml``: US federal law as far as the course uses it; not legal advice."""

    schema_version: Literal[1]
    notice: Text
    rows: tuple[LawRow, ...]


STATE = re.compile(
    "(?:al|ak|az|ar|ca|co|ct|de|dc|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny"
    "|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|as|gu|mp|pr|vi)"
)
"""Letters of the states and territories: a real overlay bears one of these, a made-up one none."""


class OverlayRow(LawRow):
    """A state's rule, beside the federal one that it adds to; it replaces none."""

    adds_to: Id | None = None
    """Id of a row of ``law.yaml``; ``None`` where federal law has no row on the matter."""


class NoticeDays(Record):
    """How long before a meeting its notice goes out, and the row that says so."""

    days: int = Field(gt=0)
    counted: Literal["calendar days", "school days", "business days"]
    row: Id


class TranslationDuty(Record):
    """Something that the state has schools translate, and the row that says so."""

    duty: Text
    row: Id


class Overlay(Record):
    """What one state adds to the ledger. Every duty names a row, and so a citation."""

    schema_version: Literal[1]
    state: Id
    name: Text
    made_up: bool
    """An invented state, for showing how it is done."""
    notice: Text
    notice_days: NoticeDays | None
    """``None``: the state adds no days."""
    translation: tuple[TranslationDuty, ...]
    rows: tuple[OverlayRow, ...] = Field(min_length=1)

    @property
    def label(self) -> str:
        """The state's name as it is shown everywhere."""
        return f"{self.name} (made up)" if self.made_up else self.name

    @model_validator(mode="after")
    def _made_up_or_a_state(self) -> Self:
        real = STATE.fullmatch(self.state) is not None
        if self.made_up and real:
            wrong = f"{self.state!r} is a real state but made_up is true"
            raise ValueError(f"{wrong}; give an invented state another id")
        if not self.made_up and not real:
            wrong = f"{self.state!r} is no state's two letters"
            raise ValueError(f"{wrong}; write such as tx, or made_up: true for an example")
        for row in self.rows:
            if self.made_up != row.citation.lower().startswith("made up"):
                wrong = f"the citation of {row.id!r} and made_up do not agree"
                right = "begin each citation of a made-up state with Made up, and no other"
                raise ValueError(f"{wrong}; {right}")
        return self


class ProcessStep(Record):
    """One step, with the paragraphs that it rests on; ``law`` names rows of ``law.yaml``."""

    id: Id
    title: Text
    text: Text
    starts: Text
    decides: Text
    parent_may: Text
    citation: Text
    law: tuple[Id, ...] = ()


class Process(Record):
    """``process.yaml``; ``note`` says what it was compared with."""

    schema_version: Literal[1]
    title: Text
    note: Text
    steps: tuple[ProcessStep, ...] = Field(min_length=2)


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
