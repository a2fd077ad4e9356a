"""What a class is called and where its hand-ins go: ``class.json`` in the course root, edited by hand."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kit.files import create, read_plain
from kit.model import KitError

FILE = "class.json"

_Line = Annotated[str, Field(min_length=1, max_length=300)]


class Settings(BaseModel):
    """What the file says.

    >>> Settings(course="Partnership, fall 2026").double_mark
    0.1
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    course: _Line | None = None
    """What the class is called, for learners to read."""
    term: _Line | None = None
    """Which term it is, such as Fall 2026; `kit cohort` sets courses side by side by it."""
    hand_in_to: _Line | None = None
    """Where hand-ins go: words to read, or a folder of the learner's computer."""
    double_mark: float = Field(default=0.1, ge=0, le=1)
    """Which share of the texts a second person marks too, 0 to 1."""
    target: int = Field(default=80, ge=1, le=100)
    """Which share of the texts, in percent, is to reach level 2 on each criterion."""

    @field_validator("course", "term", "hand_in_to")
    @classmethod
    def _on_one_line(cls, line: str | None) -> str | None:
        if line is not None and not line.isprintable():
            raise ValueError("not on one line")
        return line


def read_settings(root: Path) -> Settings:
    """Read what a course root says of its class.

    Parameters
    ----------
    root
        The course root.

    Returns
    -------
    Settings
        Those of a new class where there is no ``class.json``.

    Raises
    ------
    KitError
        Where the file isn't one; the sentence names the entry to mend.

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
        raise KitError(
            f"{root / FILE} can't be read: {where}: {first['msg'][:120]}; mend it, or take it away and run: "
            "kit class new with this folder."
        ) from None


def start_settings(root: Path, settings: Settings) -> bool:
    """Put the file in place; one that is there stays. Whether it was made now."""
    text = settings.model_dump_json(indent=1, by_alias=True) + "\n"
    return create(root / FILE, text.encode("utf-8"), 0o644)
