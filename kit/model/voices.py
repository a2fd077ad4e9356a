"""``<case>/voices.yaml``: three people who share the known facts of a family and differ in everything else.

A learner spends the year with one of them. All three are composed; no family has reviewed them.
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from kit.model.records import DottedId, Id, Record, Text

VoiceId = Literal["a", "b", "c"]
VOICES: tuple[VoiceId, ...] = ("a", "b", "c")
"""The voices in the order in which a learner meets the others. The first follows the last."""

Provenance = Literal["source", "illustration", "voice.a", "voice.b", "voice.c"]
"""Where a fact comes from: the table behind the case, the course's authors, or one of the voices."""

Act = Literal[
    "asks", "starts", "corrects", "disagrees", "decides", "refuses", "jokes", "changes_mind", "tells"
]
"""What the speaker of a line does by saying it."""


class VoiceFact(Record):
    """Something about her that is true in only one voice."""

    id: Id
    text: Text


class Spoken(Record):
    """Words in English and in Spanish. ``how`` says how they came: a voice message, a note, a call."""

    how: Text
    en: Text
    es: Text


class Letter(Spoken):
    """A letter from her. It opens the dimension that has the same id."""

    id: Id


class VoiceLine(Record):
    """A line of hers in a notebook. ``en`` is what the interpreter says for her, in the first person."""

    id: DottedId
    notebook: Text
    does: tuple[Act, ...] = Field(min_length=1)
    moment: Text | None = None
    """What happens in the room while she says it."""
    es: Text
    en: Text


class Voice(Record):
    """One of the three voices. ``manner`` is for authors and markers."""

    id: VoiceId
    manner: Text
    facts: tuple[VoiceFact, ...] = ()
    letters: tuple[Letter, ...] = ()
    lines: tuple[VoiceLine, ...] = ()
    others: dict[Id, Spoken] = Field(default_factory=dict)
    """What other people say in this voice's year, by the person's id, such as ``aunt``."""

    @property
    def provenance(self) -> Provenance:
        """The provenance of this voice's facts.

        >>> Voice(id="b", manner="exact").provenance
        'voice.b'
        """
        given: dict[VoiceId, Provenance] = {"a": "voice.a", "b": "voice.b", "c": "voice.c"}
        return given[self.id]


class Voices(Record):
    """``voices.yaml``."""

    schema_version: Literal[1]
    voices: tuple[Voice, ...]

    @model_validator(mode="after")
    def _all_three(self) -> Self:
        if (found := [one.id for one in self.voices]) != list(VOICES):
            there = ", ".join(found) or "none"
            raise ValueError(f"the voices are {there}; write exactly a, b and c, in this order")
        return self


def other_voice(voice: VoiceId, notebook: str) -> VoiceId:
    """Return the other voice that a learner with this voice meets in a notebook.

    It alternates from one notebook to the next, so that everybody meets all three voices in the year.

    >>> [other_voice(one, "02_respect") for one in VOICES]
    ['b', 'c', 'a']
    >>> [other_voice(one, "03_communication") for one in VOICES]
    ['c', 'a', 'b']
    """
    number = int("".join(filter(str.isdecimal, notebook)) or 0)
    return VOICES[(VOICES.index(voice) + 1 + number % 2) % len(VOICES)]
