"""``<case>/voices.yaml``: three people who share what is known of a family and differ in all else.

A learner lives the year with one of them. Each is composed; none has been reviewed by a family.
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from kit.model.records import DottedId, Id, Record, Text

VoiceId = Literal["a", "b", "c"]
VOICES: tuple[VoiceId, ...] = ("a", "b", "c")
"""In the order in which a learner meets the others: after the last comes the first."""

Provenance = Literal["source", "illustration", "voice.a", "voice.b", "voice.c"]
"""Where a fact is from: the table behind the case, the course's own making, or one of the voices."""

Act = Literal[
    "asks", "starts", "corrects", "disagrees", "decides", "refuses", "jokes", "changes_mind", "tells"
]
"""What somebody does by saying a line."""


class VoiceFact(Record):
    """Something about her that holds in one voice only."""

    id: Id
    text: Text


class Spoken(Record):
    """Words in English and in Spanish, and how they came: a voice message, a note, a call."""

    how: Text
    en: Text
    es: Text


class Letter(Spoken):
    """A letter of hers; it opens the dimension of its id."""

    id: Id


class VoiceLine(Record):
    """A line of hers in a notebook: the interpreter's English speaks as she does, in the first person."""

    id: DottedId
    notebook: Text
    does: tuple[Act, ...] = Field(min_length=1)
    moment: Text | None = None
    """What happens in the room as she says it."""
    es: Text
    en: Text


class Voice(Record):
    """One of the three; ``manner`` is for authors and markers."""

    id: VoiceId
    manner: Text
    facts: tuple[VoiceFact, ...] = ()
    letters: tuple[Letter, ...] = ()
    lines: tuple[VoiceLine, ...] = ()
    others: dict[Id, Spoken] = Field(default_factory=dict)
    """What somebody beside her says in this voice's year, by the person's id, such as ``aunt``."""

    @property
    def provenance(self) -> Provenance:
        """Where this voice's facts are from.

        >>> Voice(id="b", manner="exact").provenance
        'voice.b'
        """
        given: dict[VoiceId, Provenance] = {"a": "voice.a", "b": "voice.b", "c": "voice.c"}
        return given[self.id]


class Voices(Record):
    """``voices.yaml``."""

    schema_version: Literal[1]
    whole_year: bool = False
    """Whether her letters and lines are all written, so that `kit check` holds the notebooks to them."""
    voices: tuple[Voice, ...]

    @model_validator(mode="after")
    def _all_three(self) -> Self:
        if (found := [one.id for one in self.voices]) != list(VOICES):
            there = ", ".join(found) or "none"
            raise ValueError(f"the voices are {there}; write exactly a, b and c, in this order")
        return self


def other_voice(voice: VoiceId, notebook: str) -> VoiceId:
    """The voice that a learner of this one meets as another, in a notebook.

    It changes from one notebook to the next, so that everybody meets all three in the year.

    >>> [other_voice(one, "02_respect") for one in VOICES]
    ['b', 'c', 'a']
    >>> [other_voice(one, "03_communication") for one in VOICES]
    ['c', 'a', 'b']
    """
    number = int("".join(filter(str.isdecimal, notebook)) or 0)
    return VOICES[(VOICES.index(voice) + 1 + number % 2) % len(VOICES)]
