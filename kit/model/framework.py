"""``framework.yaml``: five dimensions and fifteen strategies, independent of any case."""

from __future__ import annotations

from typing import Literal

from kit.model.written import DottedId, Id, Record, Text


class Strategy(Record):
    """One of the fifteen: its name is a term of the framework, its meaning the course's own words."""

    id: DottedId
    name: Text
    meaning: Text
    law: tuple[Id, ...] = ()
    """Ids of rows of ``law.yaml`` that bear on it."""


class Dimension(Record):
    """One of the five, with its strategies in order."""

    id: Id
    name: Text
    meaning: Text
    strategies: tuple[Strategy, ...]


class Framework(Record):
    """``framework.yaml``: independent of any case."""

    schema_version: Literal[1]
    credit: Text
    dimensions: tuple[Dimension, ...]

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """All strategies, dimension by dimension."""
        return tuple(s for d in self.dimensions for s in d.strategies)
