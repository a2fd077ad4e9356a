"""What is saved of a scene that was played: the way through it, in the shape that its form sends."""

from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kit.model.records import Id, Value
from kit.model.scenes import Known
from kit.model.voices import VoiceId


class _Kept(BaseModel):
    # A form of another edition may send more of a path; nothing is refused for it.
    model_config = ConfigDict(frozen=True, extra="ignore")


Kind = TypeVar("Kind", bound=_Kept)


class Taken(_Kept):
    """One choice of a path; ``typed`` is what the learner wrote first, where they did."""

    turn: Id
    choice: Id
    typed: str | None = None


class ScenePath(_Kept):
    """The value of ``scene.<name>``.

    ``year`` is what was known of earlier scenes when it began, ``again`` the line that one would say again.
    """

    voice: VoiceId
    path: tuple[Taken, ...] = Field(min_length=1)
    ending: Id
    year: tuple[Known, ...] = ()
    again: str | None = None


class Played(_Kept):
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
    return _as(ScenePath, value)


def is_played(value: Value) -> bool:
    """Whether a value says that a scene was played, and nothing else.

    >>> is_played({"played": True}), is_played({"played": True, "path": []})
    (True, False)
    """
    return _as(Played, value) is not None


def _as(kind: type[Kind], value: Value) -> Kind | None:
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None
