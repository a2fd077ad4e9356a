"""The settings of a class, such as its name and where hand-ins go: ``class.json``, edited by hand."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kit.files import create, read_plain, replace
from kit.model import PlainError

FILE = "class.json"

_Line = Annotated[str, Field(min_length=1, max_length=300)]


class Settings(BaseModel):
    """The contents of ``class.json``.

    >>> Settings(course="Partnership, fall 2026").double_mark
    0.1
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    course: _Line | None = None
    """The name of the class, as learners see it."""
    term: _Line | None = None
    """The term, such as Fall 2026; `kit cohort` compares courses by it."""
    hand_in_to: _Line | None = None
    """Where hand-ins go: an instruction for learners, or a folder on the learner's computer."""
    first_marker: _Line | tuple[_Line, ...] | None = None
    """Whose levels the desk writes into the gradebook: one marker's, or those of several who share it."""
    double_mark: float = Field(default=0.1, ge=0, le=1)
    """The share of texts that a second person marks as well, from 0 to 1."""
    target: int = Field(default=80, ge=1, le=100)
    """The percentage of texts that should reach level 2 on each criterion."""

    time_zone: str | None = None
    """The time zone of due dates, such as America/New_York; by default this computer's."""

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        try:
            return zone if zone is None else ZoneInfo(zone).key
        except (LookupError, ValueError, OSError):
            raise ValueError("no time zone; write one such as America/New_York") from None

    def local(self, at: datetime) -> datetime:
        """Return a time that was written without a zone, in the class's zone."""
        return at.replace(tzinfo=ZoneInfo(self.time_zone)) if self.time_zone else at.astimezone()

    @field_validator("course", "term", "hand_in_to")
    @classmethod
    def _on_one_line(cls, line: str | None) -> str | None:
        if line is not None and not line.isprintable():
            raise ValueError("not on one line")
        return line


def read_settings(root: Path) -> Settings:
    """Read the settings of a class.

    Parameters
    ----------
    root
        The course root.

    Returns
    -------
    Settings
        The defaults if there is no ``class.json``.

    Raises
    ------
    KitError
        If the file is invalid; the message names the entry to fix.

    Examples
    --------
    >>> read_settings(Path("no_such_course")).course is None
    True
    """
    try:
        return Settings.model_validate_json(read_plain(root / FILE))
    except FileNotFoundError:
        return Settings()
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise PlainError(
            f"{root / FILE} can't be read: {where}: {first['msg'][:120]}; fix it, or remove it and run "
            "kit class new with this folder."
        ) from None


def start_settings(root: Path, settings: Settings) -> bool:
    """Create ``class.json`` unless it exists, and return whether it was created."""
    text = settings.model_dump_json(indent=1, by_alias=True) + "\n"
    return create(root / FILE, text.encode("utf-8"), 0o644)


def name_first_marker(root: Path, rater: str) -> None:
    """Write the first marker into ``class.json``, which is created if need be."""
    settings = read_settings(root).model_copy(update={"first_marker": rater})
    text = settings.model_dump_json(indent=1, by_alias=True, exclude_none=True) + "\n"
    replace(root / FILE, text.encode("utf-8"), 0o644)
