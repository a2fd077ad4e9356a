"""``process.yaml``: what happens on the way to an IEP, step by step, and who begins and decides each step."""

from typing import Literal

from pydantic import Field

from kit.model.records import Id, Record, Text


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
