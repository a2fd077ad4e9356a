"""``<case>/case.yaml``: people, facts with their provenance, and both halves of every strategy."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from kit.model.records import DottedId, Id, Record, Text


class Person(Record):
    """Somebody in the case."""

    id: Id
    name: Text
    role: Text


class Fact(Record):
    """Something known about the case and where from, or not known, and the question to ask her about it."""

    id: Id
    known: bool
    text: Text
    provenance: Literal["source", "illustration"] | None = None
    ask: Text | None = None
    """The question, or why it is never asked."""

    @model_validator(mode="after")
    def _known_or_asked(self) -> Fact:
        if self.known and self.provenance is None:
            wrong = f"fact {self.id!r} is known but has no provenance"
            raise ValueError(f"{wrong}; write provenance: source or illustration")
        if not self.known and self.ask is None:
            wrong = f"fact {self.id!r} is not known but has no ask"
            raise ValueError(f"{wrong}; write the question to ask the family")
        return self


class Application(Record):
    """A strategy applied, in two halves: ``all_families``, and the case's id (``ms_perez``)."""

    strategy: DottedId
    halves: dict[str, Text]
    ask: tuple[Text, ...] = Field(min_length=1)


class Station(Record):
    """A station on the path to the meeting: something the school does, and the dimensions it belongs to."""

    id: Id
    when: Text
    title: Text
    text: Text
    dimensions: tuple[Id, ...] = Field(min_length=1, max_length=2)
    meeting: bool = False


class MeetingPath(Record):
    """The picture that ``{{ path }}`` shows: stations in order, and what leads ``back`` to the first."""

    title: Text
    back: Text
    stations: tuple[Station, ...] = Field(min_length=2, max_length=9)


class Case(Record):
    """``case.yaml``; ``review`` says who has reviewed the case, or that nobody has yet."""

    schema_version: Literal[1]
    id: Id
    title: Text
    situation: Text
    credit: Text
    review: Text
    people: tuple[Person, ...]
    facts: tuple[Fact, ...]
    applications: tuple[Application, ...]
    path: MeetingPath | None = None

    @property
    def person(self) -> str:
        """The name of whoever the case is about: the person of the case's id, or its title."""
        return next((p.name for p in self.people if p.id == self.id), self.title)

    @model_validator(mode="after")
    def _both_halves(self) -> Case:
        for one in self.applications:
            if set(one.halves) != {"all_families", self.id}:
                raise ValueError(
                    f"strategy {one.strategy!r} needs exactly two halves, all_families and {self.id}; "
                    f"it has {', '.join(sorted(one.halves)) or 'none'}"
                )
        return self
