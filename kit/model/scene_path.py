"""The saved record of a scene that a learner played: the path through it, as the scene's form sends it."""

from typing import Literal

from pydantic import ConfigDict, Field

from kit.model.records import Id, Kept, Value, kept_as
from kit.model.scenes import Known
from kit.model.voices import VoiceId

Rather = Literal["mine", "chosen", "unsure"]


class Taken(Kept):
    """One choice on a path. ``typed`` is what the learner wrote before choosing, if anything.

    ``rather`` is which of the two the learner thinks she would rather have heard.
    """

    turn: Id
    choice: Id
    typed: str | None = None
    rather: Rather | None = None


class ScenePath(Kept):
    """The value of ``scene.<name>``.

    ``year`` holds what was known from earlier scenes when this one began. ``again`` is the line that the
    learner would say again.
    """

    voice: VoiceId
    path: tuple[Taken, ...] = Field(min_length=1)
    ending: Id
    year: tuple[Known, ...] = ()
    again: str | None = None


class Played(Kept):
    """The value of ``scene.<name>.played``: that the scene was played, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    played: Literal[True]


def path_in(value: Value) -> ScenePath | None:
    """Return the path in a saved value, or ``None`` if it holds none.

    >>> path_in({"voice": "a", "path": [{"turn": "ring", "choice": "ask"}], "ending": "heard"}).ending
    'heard'
    >>> path_in("I asked her.") is None
    True
    """
    return kept_as(ScenePath, value)


def is_played(value: Value) -> bool:
    """Return whether a value says that a scene was played, and nothing else.

    >>> is_played({"played": True}), is_played({"played": True, "path": []})
    (True, False)
    """
    return kept_as(Played, value) is not None
