"""``<case>/case.yaml``, and everything that an author writes, in the form that ``kit build`` compiles."""

import itertools
from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from kit.model.errors import KitError
from kit.model.framework import Framework, Law, LawRow, Overlay, Process, Term
from kit.model.interface import Interface
from kit.model.items import Assignment, Item, Items
from kit.model.marking import Marking
from kit.model.records import DottedId, Id, Occasion, Record, Text
from kit.model.rubric import Rubric
from kit.model.scenes import Scene
from kit.model.voices import Provenance, Voice, VoiceId

_OF_A_CLASS = ("learner", "invitation", "sent", "in_downloads")
"""What a learner's ``workspace.json`` has only with a class: an id, an invitation, and what was handed in."""


def taken_alone(kept: Mapping[str, object]) -> bool:
    """Return whether a learner counts as alone, as everybody does who neither says nor shows otherwise.

    >>> taken_alone({}), taken_alone({"learner": "ana"}), taken_alone({"learner": "ana", "alone": True})
    (True, False, True)
    """
    said = kept.get("alone")
    return said if isinstance(said, bool) else not any(kept.get(name) for name in _OF_A_CLASS)


class Person(Record):
    """Somebody in the case."""

    id: Id
    name: Text
    role: Text


class Fact(Record):
    """Something known about the case and its source, or something unknown and the question to ask her.

    ``about`` is the person that the fact describes. In a case with voices, no known fact about her may be an
    ``illustration``.
    """

    id: Id
    known: bool
    text: Text
    provenance: Provenance | None = None
    about: Id | None = None
    ask: Text | None = None
    """The question, or the reason why nobody asks it."""

    @model_validator(mode="after")
    def _known_or_asked(self) -> Self:
        if self.known and self.provenance is None:
            wrong = f"fact {self.id!r} is known but has no provenance"
            raise ValueError(f"{wrong}; write provenance: source, illustration or voice.a")
        if not self.known and self.ask is None:
            wrong = f"fact {self.id!r} is not known and has no ask"
            raise ValueError(f"{wrong}; write ask: with the question for the family")
        return self


class Application(Record):
    """How a strategy is applied, in two halves: ``all_families``, and the case's id (``ms_perez``)."""

    strategy: DottedId
    halves: dict[str, Text]
    ask: tuple[Text, ...] = Field(min_length=1)


class Station(Record):
    """A station of the year: the month, who starts it, and the dimensions that it belongs to.

    ``paragraph`` is the rule in the law about it, such as 34 CFR 300.301.
    """

    id: Id
    month: Text
    starts: Literal["family", "school", "both"]
    title: Text
    text: Text
    paragraph: Text | None = None
    dimensions: tuple[Id, ...] = Field(min_length=1, max_length=2)
    meeting: bool = False


class Calendar(Record):
    """The picture that ``{{ calendar }}`` shows: the stations of a year in order.

    ``back`` is the label of the line that leads from the last station back to the first.
    """

    title: Text
    back: Text
    stations: tuple[Station, ...] = Field(min_length=2, max_length=12)


class Page(Record):
    """A page of Markdown in a case: what a student wants people to know, or a page of the student's file."""

    title: Text
    text: Text


class Case(Record):
    """``case.yaml``. ``review`` says who has reviewed the case, or that nobody has yet."""

    schema_version: Literal[1]
    id: Id
    title: Text
    situation: Text
    credit: Text
    review: Text
    people: tuple[Person, ...]
    facts: tuple[Fact, ...]
    applications: tuple[Application, ...]
    calendar: Calendar | None = None

    @property
    def person(self) -> str:
        """The name of the person that the case is about, who has the case's id. The default is the title."""
        return next((p.name for p in self.people if p.id == self.id), self.title)

    @model_validator(mode="after")
    def _both_halves(self) -> Self:
        for one in self.applications:
            if set(one.halves) != {"all_families", self.id}:
                raise ValueError(
                    f"strategy {one.strategy!r} needs exactly two halves, all_families and {self.id}; "
                    f"it has {', '.join(sorted(one.halves)) or 'none'}"
                )
        return self


class CaseContent(Record):
    """A case with its items and, if it has any, its voices, pages and scenes."""

    case: Case
    items: Items
    voices: tuple[Voice, ...] = ()
    """All three, or none."""
    pages: dict[Id, Page] = Field(default_factory=dict)
    """People's own pages (such as ``alfredo.md``), by the person's id."""
    file: tuple[Page, ...] = ()
    """The student's file, page by page: ``file/1_strengths.md`` and so on."""
    scenes: dict[Id, Scene] = Field(default_factory=dict)
    """The scenes that learners rehearse, by id, in the order of the year. Each one makes two items."""

    def voice(self, id: VoiceId) -> Voice:
        """Return the voice with that id. Raises `KeyError` if there is none."""
        return {one.id: one for one in self.voices}[id]

    def item(self, id: str) -> Item:
        """Return the item with that id. Raises `KeyError` if there is none."""
        return {i.id: i for i in self.items.items}[id]

    @property
    def vignettes(self) -> tuple[Item, ...]:
        """The two vignettes, which are parallel forms, or an empty tuple."""
        return tuple(i for i in self.items.items if i.kind == "vignette")

    def handed_in(self, assignment: Assignment) -> tuple[Item, ...]:
        """Return the items whose answers may travel with a hand-in, in order."""
        asked: tuple[Occasion, ...] = assignment.occasions or ("during",)
        return tuple(i for i in self.items.items if any(assignment.takes(i, o) for o in asked))


class Content(Record):
    """Everything that ``kit build`` compiles into ``content.json``."""

    schema_version: Literal[1] = 1
    framework: Framework
    rubric: Rubric
    marking: Marking = Marking()
    """Whole marked texts and the comment bank."""
    law: Law
    words: Interface
    """The texts of forms and pages, by key: ``content.words["rated.pre"]``."""
    translations: dict[str, Interface] = Field(default_factory=dict)
    """The same texts in other languages, by language, such as ``es``."""
    glossary: tuple[Term, ...] = ()
    process: Process | None = None
    """The way to a first IEP. It is optional."""
    cases: dict[str, CaseContent]
    overlays: dict[str, Overlay] = Field(default_factory=dict)
    """The state overlays, by state. One is shown only when somebody asks for that state (`law_for`)."""

    def self_marking(self, assignment: Assignment) -> Item:
        """Return the item that asks a learner without a class to mark their own text once it is *Done*.

        The answer is private and is never handed in.
        """
        return Item(
            id=f"self_marking.{assignment.id}",
            kind="self_marking",
            title=self.words["self_marking.title"],
            prompt=self.words["self_marking.prompt"],
            lane="private",
            lane_open=False,
            notebook=assignment.notebook,
        )

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The assignments of all cases, case by case, in the course's order."""
        return tuple(one for case in self.cases.values() for one in case.items.assignments)

    def in_language(self, language: str) -> Self:
        """Return the content with its interface in another language. Raises `KitError` if it is missing."""
        if language not in self.translations:
            raise KitError("words.no_language", language=language)
        # Texts that a translation lacks stay in the course's own language.
        texts = {
            group: said | self.translations[language].texts.get(group, {})
            for group, said in self.words.texts.items()
        }
        errors = self.words.errors | self.translations[language].errors
        alone = self.words.alone | self.translations[language].alone
        words = self.words.model_copy(
            update={"texts": texts, "errors": errors, "alone": alone, "language": language}
        )
        return self.model_copy(update={"words": words})

    def speaking(self, language: object) -> Self:
        """Return the content in the language that a learner chose, or unchanged if it isn't a translation."""
        known = isinstance(language, str) and language in self.translations
        return self.in_language(str(language)) if known else self

    def said_to(self, kept: Mapping[str, object]) -> Self:
        """Return the content for a learner's ``workspace.json``: in their language, with a class or alone."""
        said = self.speaking(kept.get("language"))
        return said.model_copy(update={"words": said.words.said_alone()}) if taken_alone(kept) else said

    def law_for(self, state: str) -> Law:
        """Return the ledger with a state's rows.

        Each state row follows the federal row that it adds to; the others come at the end. Every federal row
        stays word for word, and notebooks show only those. The topic of a state row begins with the state's
        name. Raises `KitError` if there is no overlay for the state.

        >>> from kit.content import compiled
        >>> [row.topic for row in compiled().law_for("example_state").rows][:2]
        ['Time and place of the meeting', 'Example State (made up): Days of notice']
        """
        if state not in self.overlays:
            known = tuple(sorted(self.overlays)) or ("none",)
            raise KitError("content.no_overlay", state=state, known=known)
        overlay = self.overlays[state]
        added: dict[str | None, list[LawRow]] = {}
        for row in overlay.rows:
            topic = f"{overlay.label}: {row.topic}"
            shown = LawRow(**row.model_dump(exclude={"adds_to", "topic"}), topic=topic)
            added.setdefault(row.adds_to, []).append(shown)
        rows: list[LawRow] = []
        for federal in self.law.rows:
            rows += [federal, *added.pop(federal.id, [])]
        rows += itertools.chain(*added.values())
        notice = f"{self.law.notice}\n\n{overlay.label}: {overlay.notice}"
        return Law(schema_version=1, notice=notice, rows=tuple(rows))
