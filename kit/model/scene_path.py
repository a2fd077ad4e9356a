"""What is saved of a scene that was played: the way through it, in the shape that its form sends."""

from typing import Literal

from pydantic import ConfigDict, Field

from kit.model.records import Id, Kept, Value, kept_as
from kit.model.scenes import Known
from kit.model.voices import VoiceId


class Taken(Kept):
    """One choice of a path; ``typed`` is what the learner wrote first, where they did."""

    turn: Id
    choice: Id
    typed: str | None = None


class ScenePath(Kept):
    """The value of ``scene.<name>``.

    ``year`` is what was known of earlier scenes when it began, ``again`` the line that one would say again.
    """

    voice: VoiceId
    path: tuple[Taken, ...] = Field(min_length=1)
    ending: Id
    year: tuple[Known, ...] = ()
    again: str | None = None


class Played(Kept):
    """The value of ``scene.<name>.played``: that it was played, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    played: Literal[True]


def path_in(value: Value) -> ScenePath | None:
    """The path that a saved value holds, or ``None`` where it holds none.

    >>> path_in({"voice": "a", "path": [{"turn": "ring", "choice": "ask"}], "ending": "heard"}).ending
    'heard'
    >>> path_in("I asked her.") is None
    True
    """
    return kept_as(ScenePath, value)


def is_played(value: Value) -> bool:
    """Whether a value says that a scene was played, and nothing else.

    >>> is_played({"played": True}), is_played({"played": True, "path": []})
    (True, False)
    """
    return kept_as(Played, value) is not None
