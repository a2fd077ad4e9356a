"""``<case>/items.yaml``: prompts, self-ratings, sorts, cards and the hand-ins that they travel with."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from kit.model.item_parts import Bin, Card, Choice, Scale, Words
from kit.model.records import DottedId, Id, ItemId, Lane, Occasion, Record, RubricKind, Text
from kit.model.schedules import ScheduleParts
from kit.model.tables import TableParts

MOST_CARDS = 4
"""The most retrieval cards that one notebook asks."""


PARTS_OF: Mapping[str, type[Record]] = {"table": TableParts, "schedule": ScheduleParts}
"""The kinds of items that have extra fields, each with the record of those fields."""


class Item(TableParts, ScheduleParts):
    """One prompt, self-rating, choice, sort, table, schedule, plan or retrieval card. Journals store its id.

    Items of kind ``scene`` and ``played`` are made from a case's scenes (`kit.content.scene_files`).
    """

    id: ItemId
    kind: Literal[
        "prose",
        "rating",
        "choice",
        "several",
        "sort",
        "plan",
        "table",
        "schedule",
        "card",
        "vignette",
        "self_marking",
        "scene",
        "played",
    ]
    title: Text
    """The question, shown as the form's legend. In a rating, the act that completes the scale's stem."""
    prompt: Text | None = None
    printed: Text | None = None
    """The prompt on paper and in My workbook, where ``prompt`` tells what the screen does."""
    lane: Lane = "shared"
    """Where answers go unless the learner chooses the other lane before the first save."""
    lane_open: bool = True
    """Whether the learner may choose the other lane."""
    notebook: Id | None = None
    """The notebook that asks it, such as ``01_equity``. For a card, the notebook whose content it recalls."""
    assignment: Id | None = None
    """The hand-in that it travels with once it is shared and *Done*."""
    words: Words | None = None
    least: int = Field(default=1, ge=1)
    """The least that *Done* requires: rows that aren't empty in a table, offered times in a schedule."""
    checklist: tuple[Text, ...] = ()
    stretch: bool = False
    """Whether it is outside the core, so that a learner who is short of time can skip it."""
    looked_back: bool = False
    """Whether the first wording is handed in with the latest, because a later notebook looks back at it.

    The loader sets it for what a ``look_back(beside=…)`` names and nobody marks.
    """
    wins: Literal["asking", "other", "neither"] | None = None
    """Why one answer of a choice is best: it asks the family, or there is another reason.

    ``neither`` means that no answer is best.
    """
    practices: tuple[DottedId, ...] = ()
    """The strategies that a learner practices here, on the case."""
    carries: tuple[DottedId, ...] = ()
    """The strategies that a learner takes from here into their own work."""
    scale: Id | None = None
    strategy: DottedId | None = None
    choices: tuple[Choice, ...] = ()
    bins: tuple[Bin, ...] = ()
    cards: tuple[Card, ...] = ()
    answer: Text | None = None
    """The back of a retrieval card."""
    story: Text | None = None
    """The story that a vignette tells before it asks its question."""

    @property
    def for_class(self) -> bool:
        """Whether it is asked only of learners with a class: nobody else has anybody to agree with."""
        return self.id.startswith("consent.")

    @model_validator(mode="after")
    def _kind_has_its_parts(self) -> Self:
        needs = {
            "rating": ("scale", "strategy"),
            "choice": ("choices",),
            "several": ("choices",),
            "sort": ("bins", "cards"),
            "schedule": ("days", "layers"),
            "card": ("answer", "notebook"),
            "vignette": ("story",),
        }
        for part in needs.get(self.kind, ()):
            if not getattr(self, part):
                raise ValueError(f"item {self.id!r} has kind: {self.kind} and no {part}; add {part}:")
        bins = {b.id for b in self.bins}
        for card in self.cards:
            if card.bin not in bins:
                wrong = f"card {card.id!r} of item {self.id!r} goes in bin {card.bin!r}, which doesn't exist"
                raise ValueError(f"{wrong}; use one of {', '.join(sorted(bins))}")
        return self


class Assignment(Record):
    """An assignment: the notebook to hand in and, if it is graded, the text that is marked."""

    id: Id
    title: Text
    notebook: Id
    graded: ItemId | None = None
    """The item whose answer is marked, at 3 points a criterion. With ``None``, the hand-in has 0 points."""
    rubric: RubricKind = "reflection"
    occasions: tuple[Occasion, ...] = ()
    """The occasions on which its notebook asks self-ratings and vignettes. Those answers travel with it."""

    def takes(self, item: Item, occasion: Occasion) -> bool:
        """Return whether an answer to an item, given on an occasion, travels with this hand-in."""
        if item.kind == "vignette":
            return occasion in self.occasions and occasion in ("pre", "post")
        if item.kind == "rating" and self.occasions:
            return occasion in self.occasions
        return item.assignment == self.id


class Items(Record):
    """``items.yaml``."""

    schema_version: Literal[1]
    scales: tuple[Scale, ...]
    items: tuple[Item, ...]
    assignments: tuple[Assignment, ...] = ()
