"""``marking/``: whole texts with their levels and the reasons, and comments that a marker can start from."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from kit.model.records import Id, Record, RubricKind, Text
from kit.model.rubric import LevelNumber

Strength = Literal["weak", "middling", "strong"]
"""The label of an example for learners."""


class Mark(Record):
    """A level, and the reason for it in a sentence or two."""

    level: LevelNumber
    why: Text


class MarkedText(Record):
    """A whole made-up text with a level for each criterion of its rubric."""

    id: Id
    rubric: RubricKind = "reflection"
    dimension: Id | None = None
    """The dimension of a reflection; ``None`` for a plan."""
    shown_as: Strength | None = None
    """The label for learners, who see the text once they have written their own. ``None``: markers only."""
    text: Text
    marks: dict[Id, Mark]

    @model_validator(mode="after")
    def _dimension_of_a_reflection(self) -> Self:
        if (self.rubric == "plan") != (self.dimension is None):
            wrong = f"text {self.id!r} is a {self.rubric}"
            right = "leave out dimension:" if self.rubric == "plan" else "write dimension: with its dimension"
            raise ValueError(f"{wrong}; {right}")
        return self

    @property
    def group(self) -> str:
        """The name of its group in ``{{ examples … }}``: the dimension, or ``plan``."""
        return self.dimension or self.rubric


class MarkedTexts(Record):
    """``marking/texts.yaml``."""

    schema_version: Literal[1]
    texts: tuple[MarkedText, ...] = Field(min_length=1)


def _places(text: str) -> str:
    for place in re.findall(r"\{(\w*)\}", text):
        if place != "quote":
            wrong = f"{{{place}}} can't be filled in; write {{quote}} for the learner's words"
            raise ValueError(f"{wrong}, or remove the braces")
    return text


Comments = Annotated[tuple[Annotated[Text, AfterValidator(_places)], ...], Field(min_length=1)]
"""In a comment ``{quote}`` stands for the learner's words."""


class CommentBank(Record):
    """``marking/comments.yaml``: comments by criterion, for texts at level 0, 1, 2 and 3."""

    schema_version: Literal[1]
    comments: dict[Id, tuple[Comments, Comments, Comments, Comments]]


class Marking(Record):
    """Both files together, as ``kit build`` compiles them. They are optional."""

    texts: tuple[MarkedText, ...] = ()
    comments: dict[Id, tuple[Comments, Comments, Comments, Comments]] = Field(default_factory=dict)

    @property
    def shown(self) -> dict[str, list[MarkedText]]:
        """The texts that learners see, by the page that shows them, in the order of the file."""
        groups: dict[str, list[MarkedText]] = {}
        for text in self.texts:
            if text.shown_as:
                groups.setdefault(text.group, []).append(text)
        return groups
