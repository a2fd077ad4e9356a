"""What an author writes in ``case_studies/``, as frozen records. Unknown keys are refused.

Files: ``framework.yaml`` → `Framework`, ``rubric.yaml`` → `Rubric`, ``law.yaml`` → `Law`,
``overlays/<state>.yaml`` → `Overlay`, ``<case>/case.yaml`` → `Case`, ``<case>/items.yaml`` → `Items`.
Prose fields are Markdown.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kit.model.records import ItemId, Lane, Occasion

Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=60)]
RubricKind = Literal["reflection", "plan"]
"""Which criteria of ``rubric.yaml`` a text is marked by."""

DottedId = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=80)]


class Record(BaseModel):
    """Base of the records here: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


# -- framework.yaml ---------------------------------------------------------------------------


class Strategy(Record):
    """One of the fifteen: its name is a term of the framework, its meaning the course's own words."""

    id: DottedId
    name: Text
    meaning: Text
    law: tuple[Id, ...] = ()
    """Ids of rows of ``law.yaml`` that bear on it."""


class Dimension(Record):
    """One of the five, with its strategies in order."""

    id: Id
    name: Text
    meaning: Text
    strategies: tuple[Strategy, ...]


class Framework(Record):
    """``framework.yaml``: independent of any case."""

    schema_version: Literal[1]
    credit: Text
    dimensions: tuple[Dimension, ...]

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """All strategies, dimension by dimension."""
        return tuple(s for d in self.dimensions for s in d.strategies)


# -- rubric.yaml ------------------------------------------------------------------------------


class Level(Record):
    """One level of a criterion, worded for the learner and for the marker, with a worked anchor."""

    level: int = Field(ge=0, le=3)
    learner: Text
    marker: Text
    anchor: Text
    """A made-up piece of a reflection at this level."""
    evidence: tuple[Text, ...] = ()
    """The words of the anchor that earn the level, verbatim; none at level 0."""
    why: Text

    @model_validator(mode="after")
    def _evidence_is_verbatim(self) -> Level:
        for piece in self.evidence:
            if piece not in self.anchor:
                raise ValueError(
                    f"evidence {piece!r} does not stand in the anchor; copy it letter for letter"
                )
        return self


class Criterion(Record):
    """One criterion with its four levels, 0 to 3."""

    id: Id
    name: Text
    question: Text
    """What a marker asks of the text, in one sentence."""
    levels: tuple[Level, Level, Level, Level]


class PlanRubric(Record):
    """The criteria of a meeting plan, which is marked by a rubric of its own."""

    criteria: tuple[Criterion, ...]
    rules: tuple[Text, ...] = ()
    """Rules of reading that hold for plans."""


class Rubric(Record):
    """``rubric.yaml``: the criteria of reflections, and those of a meeting plan."""

    schema_version: Literal[1]
    criteria: tuple[Criterion, ...]
    rules: tuple[Text, ...]
    """Rules of reading that hold across the criteria."""
    plan: PlanRubric | None = None

    def criteria_of(self, kind: RubricKind) -> tuple[Criterion, ...]:
        """The criteria that a kind of text is marked by; none where there is no such rubric."""
        if kind == "reflection":
            return self.criteria
        return self.plan.criteria if self.plan else ()


# -- law.yaml ---------------------------------------------------------------------------------


class LawRow(Record):
    """One entry of the ledger: what a rule says in one plain sentence, and what it does not say."""

    id: Id
    citation: Text
    kind: Literal["regulation", "statute", "case", "guidance"]
    topic: Text
    says: Text
    does_not_say: Text
    checked_on: date | None
    """Day the sentence was held against the official text; ``None`` shows as "not yet checked"."""


class Law(Record):
    """``law.yaml``: US federal law as far as the course uses it; not legal advice."""

    schema_version: Literal[1]
    notice: Text
    rows: tuple[LawRow, ...]


# -- overlays/<state>.yaml --------------------------------------------------------------------

STATE = re.compile(
    "(?:al|ak|az|ar|ca|co|ct|de|dc|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny"
    "|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|as|gu|mp|pr|vi)"
)
"""Letters of the states and territories: a real overlay bears one of these, a made-up one none."""


class OverlayRow(LawRow):
    """A state's rule, beside the federal one that it adds to; it replaces none."""

    adds_to: Id | None = None
    """Id of a row of ``law.yaml``; ``None`` where federal law has no row on the matter."""


class NoticeDays(Record):
    """How long before a meeting its notice goes out, and the row that says so."""

    days: int = Field(gt=0)
    counted: Literal["calendar days", "school days", "business days"]
    row: Id


class TranslationDuty(Record):
    """Something that the state has schools translate, and the row that says so."""

    duty: Text
    row: Id


class Overlay(Record):
    """What one state adds to the ledger. Every duty names a row, and so a citation."""

    schema_version: Literal[1]
    state: Id
    name: Text
    made_up: bool
    """An invented state, for showing how it is done; shown with its name everywhere."""
    notice: Text
    notice_days: NoticeDays | None
    """``None``: the state adds no days."""
    translation: tuple[TranslationDuty, ...]
    rows: tuple[OverlayRow, ...] = Field(min_length=1)

    @property
    def label(self) -> str:
        """The state's name as it is shown."""
        return f"{self.name} (made up)" if self.made_up else self.name

    @model_validator(mode="after")
    def _made_up_or_a_state(self) -> Overlay:
        real = STATE.fullmatch(self.state) is not None
        if self.made_up and real:
            raise ValueError(
                f"{self.state!r} is a real state but made_up is true; give an invented state another id"
            )
        if not self.made_up and not real:
            raise ValueError(
                f"{self.state!r} is no state's two letters; write such as tx, or made_up: true for an example"
            )
        for row in self.rows:
            if self.made_up != row.citation.lower().startswith("made up"):
                raise ValueError(
                    f"the citation of {row.id!r} and made_up do not agree; begin each citation of a made-up "
                    "state with Made up, and no other"
                )
        return self


# -- <case>/case.yaml -------------------------------------------------------------------------


class Person(Record):
    """Somebody in the case."""

    id: Id
    name: Text
    role: Text


class Fact(Record):
    """Something known about the case and where from, or something not known and the question to ask."""

    id: Id
    known: bool
    text: Text
    provenance: Literal["source", "illustration"] | None = None
    ask: Text | None = None
    """For what is not known: the question to ask her (or why it is never asked)."""

    @model_validator(mode="after")
    def _known_or_asked(self) -> Fact:
        if self.known and self.provenance is None:
            raise ValueError(
                f"fact {self.id!r} is known but has no provenance; write provenance: source or illustration"
            )
        if not self.known and self.ask is None:
            raise ValueError(
                f"fact {self.id!r} is not known but has no ask; write the question to ask the family"
            )
        return self


class Application(Record):
    """A strategy applied: what it means with all families, and in this case."""

    strategy: DottedId
    halves: dict[str, Text]
    """Exactly two keys: ``all_families`` and the case's id (``ms_perez``)."""
    ask: tuple[Text, ...] = Field(min_length=1)
    """*Ask, don't assume* questions."""


class Case(Record):
    """``case.yaml``: people, facts, and both halves of all strategies."""

    schema_version: Literal[1]
    id: Id
    title: Text
    situation: Text
    credit: Text
    review: Text
    """Who has reviewed the case, or that nobody has yet."""
    people: tuple[Person, ...]
    facts: tuple[Fact, ...]
    applications: tuple[Application, ...]

    @model_validator(mode="after")
    def _both_halves(self) -> Case:
        for one in self.applications:
            if set(one.halves) != {"all_families", self.id}:
                raise ValueError(
                    f"strategy {one.strategy!r} needs exactly two halves, all_families and {self.id}; "
                    f"it has {', '.join(sorted(one.halves)) or 'none'}"
                )
        return self


# -- <case>/items.yaml ------------------------------------------------------------------------


class Choice(Record):
    """One option of a choice, or one point of a scale."""

    id: Id
    label: Text
    explain: Text | None = None
    """Shown after choosing."""
    value: int | None = None
    """On a scale: the number stored; ``None`` is stored as missing under the choice's id."""


class Scale(Record):
    """A response scale with the stem that its items complete."""

    id: Id
    stem: Text
    choices: tuple[Choice, ...]


class Bin(Record):
    """A place to sort cards into."""

    id: Id
    label: Text


class Card(Record):
    """One card of a sort, with the bin that the course argues for and the reason."""

    id: Id
    text: Text
    bin: Id
    explain: Text


class Words(Record):
    """How long a text is asked to be, in words. Shown and counted, never enforced."""

    least: int = Field(ge=0)
    most: int = Field(gt=0)


class Item(Record):
    """One prompt, self-rating, choice, sort, if–then plan or retrieval card.

    Its id is permanent: journals name it.
    """

    id: ItemId
    kind: Literal["prose", "rating", "choice", "several", "sort", "plan", "card", "vignette"]
    title: Text
    """The question as the form's legend (a rating: the act that completes the scale's stem)."""
    prompt: Text | None = None
    lane: Lane = "shared"
    """Where answers go unless the learner chooses otherwise before the first save."""
    lane_open: bool = True
    """Whether the learner may choose the other lane."""
    notebook: Id | None = None
    """Where it stands, e.g. ``01_equity``; a card: the notebook whose matter it recalls."""
    assignment: Id | None = None
    """The hand-in it travels with when it is shared and done."""
    words: Words | None = None
    checklist: tuple[Text, ...] = ()
    locked: bool = False
    """Once *Done* it is not rewritten (a first thought)."""
    scale: Id | None = None
    strategy: DottedId | None = None
    choices: tuple[Choice, ...] = ()
    bins: tuple[Bin, ...] = ()
    cards: tuple[Card, ...] = ()
    answer: Text | None = None
    """A retrieval card's other side."""
    story: Text | None = None
    """What a vignette tells before it asks."""

    @model_validator(mode="after")
    def _kind_has_its_parts(self) -> Item:
        needs = {
            "rating": ("scale", "strategy"),
            "choice": ("choices",),
            "several": ("choices",),
            "sort": ("bins", "cards"),
            "card": ("answer", "notebook"),
            "vignette": ("story",),
        }
        for part in needs.get(self.kind, ()):
            if not getattr(self, part):
                raise ValueError(f"item {self.id!r} is a {self.kind} and needs {part}")
        bins = {b.id for b in self.bins}
        for card in self.cards:
            if card.bin not in bins:
                raise ValueError(
                    f"card {card.id!r} of item {self.id!r} names bin {card.bin!r}; use one of {sorted(bins)}"
                )
        return self


class Assignment(Record):
    """A hand-in: the notebook it belongs to and, where it is graded, the prose that is marked."""

    id: Id
    title: Text
    notebook: Id
    graded: ItemId | None = None
    """The item whose answer is marked, five criteria, 3 points each; ``None`` carries 0 points."""
    rubric: RubricKind = "reflection"
    """The criteria it is marked by."""
    occasions: tuple[Occasion, ...] = ()
    """Occasions on which self-ratings and vignettes are asked in its notebook; they travel with it."""

    def takes(self, item: Item, occasion: Occasion) -> bool:
        """Whether an answer to an item, given on an occasion, travels with this hand-in."""
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


# -- all of it --------------------------------------------------------------------------------


class CaseContent(Record):
    """A case with its items."""

    case: Case
    items: Items

    def item(self, id: str) -> Item:
        """The item of that id; raises `KeyError`."""
        return {i.id: i for i in self.items.items}[id]

    @property
    def vignettes(self) -> tuple[Item, ...]:
        """The two parallel forms, or none."""
        return tuple(i for i in self.items.items if i.kind == "vignette")

    def handed_in(self, assignment: Assignment) -> tuple[Item, ...]:
        """The items whose answers may travel with a hand-in, in order."""
        asked: tuple[Occasion, ...] = assignment.occasions or ("during",)
        return tuple(i for i in self.items.items if any(assignment.takes(i, o) for o in asked))


class Content(Record):
    """Everything that ``kit build`` compiles into ``content.json``."""

    schema_version: Literal[1] = 1
    framework: Framework
    rubric: Rubric
    law: Law
    cases: dict[str, CaseContent]
    overlays: dict[str, Overlay] = {}
    """By state; shown only where somebody asks for that state (`kit.content.law_for`)."""
