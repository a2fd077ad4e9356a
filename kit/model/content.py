"""``<case>/case.yaml``, and all that an author writes, put together as ``kit build`` compiles it."""

import itertools
from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from kit.model.errors import NotFound
from kit.model.framework import Framework, Law, LawRow, Overlay, Process, Term
from kit.model.interface import Interface
from kit.model.items import Assignment, Item, Items
from kit.model.marking import Marking
from kit.model.records import DottedId, Id, Occasion, Record, Text
from kit.model.rubric import Rubric
from kit.model.scenes import Scene
from kit.model.voices import Provenance, Voice, VoiceId


class Person(Record):
    """Somebody in the case."""

    id: Id
    name: Text
    role: Text


class Fact(Record):
    """Something known about the case and where from, or not known, and the question to ask her about it.

    ``about`` is the person it tells of. In a case with voices nothing about her is the course's own making.
    """

    id: Id
    known: bool
    text: Text
    provenance: Provenance | None = None
    about: Id | None = None
    ask: Text | None = None
    """The question, or why it is never asked."""

    @model_validator(mode="after")
    def _known_or_asked(self) -> Self:
        if self.known and self.provenance is None:
            wrong = f"fact {self.id!r} is known but has no provenance"
            raise ValueError(f"{wrong}; write provenance: source, illustration or voice.a")
        if not self.known and self.ask is None:
            wrong = f"fact {self.id!r} is not known but has no ask"
            raise ValueError(f"{wrong}; write the question to ask the family")
        return self


class Application(Record):
    """A strategy applied, in two halves: ``all_families``, and the case's id (``ms_perez``)."""

    strategy: DottedId
    halves: dict[str, Text]
    ask: tuple[Text, ...] = Field(min_length=1)


class Station(Record):
    """A station of the year: the month, who starts it, and the dimensions that it belongs to.

    ``paragraph`` is where the law speaks of it, such as 34 CFR 300.301.
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
    """The picture that ``{{ calendar }}`` shows: a year's stations in order, and what leads ``back``."""

    title: Text
    back: Text
    stations: tuple[Station, ...] = Field(min_length=2, max_length=12)


class Page(Record):
    """A page of Markdown that belongs to a case: what a student wants known, a page of the student's file."""

    title: Text
    text: Text


class Case(Record):
    """``case.yaml``; ``review`` says who has reviewed the case, or that nobody has yet."""

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
        """The name of whoever the case is about: the person of the case's id, or its title."""
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
    """A case with its items and, where it has them, its voices and the pages of its people."""

    case: Case
    items: Items
    voices: tuple[Voice, ...] = ()
    """All three, or none."""
    pages: dict[Id, Page] = Field(default_factory=dict)
    """A person's own page by the person's id: ``alfredo.md``."""
    file: tuple[Page, ...] = ()
    """The student's file, page by page: ``file/1_strengths.md`` and so on."""
    scenes: dict[Id, Scene] = Field(default_factory=dict)
    """What is rehearsed, by id, in the order of the year; each makes two items."""

    def voice(self, id: VoiceId) -> Voice:
        """The voice of that id; raises `KeyError`."""
        return {one.id: one for one in self.voices}[id]

    def item(self, id: str) -> Item:
        """The item of that id; raises `KeyError`."""
        return {i.id: i for i in self.items.items}[id]

    def said_alone(self) -> Self:
        """The same case with its questions as they are put to somebody without a class."""
        items = tuple(item.said_alone() for item in self.items.items)
        return self.model_copy(update={"items": self.items.model_copy(update={"items": items})})

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
    marking: Marking = Marking()
    """Whole marked texts and the comment bank."""
    law: Law
    words: Interface
    """What forms and pages say: ``content.words["rated.pre"]``."""
    translations: dict[str, Interface] = Field(default_factory=dict)
    """The same words by language, such as ``es``."""
    glossary: tuple[Term, ...] = ()
    process: Process | None = None
    """The way to a first IEP; a course may do without."""
    cases: dict[str, CaseContent]
    overlays: dict[str, Overlay] = Field(default_factory=dict)
    """By state; shown only where somebody asks for that state (`law_for`)."""

    def self_marking(self, assignment: Assignment) -> Item:
        """What somebody without a class is asked once the text of an assignment is done. It goes nowhere."""
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
        """The content with its interface in another language; raises `NotFound` where there is none."""
        if language not in self.translations:
            raise NotFound(
                f"there is no interface.{language}.yaml in case_studies; write it and run `kit build`."
            )
        # What a translation has not said yet is said in the course's own language.
        texts = {
            group: said | self.translations[language].texts.get(group, {})
            for group, said in self.words.texts.items()
        }
        alone = self.words.alone | self.translations[language].alone
        words = self.words.model_copy(update={"texts": texts, "alone": alone, "language": language})
        return self.model_copy(update={"words": words})

    def speaking(self, language: object) -> Self:
        """The same for a learner who chose a language, or none that there is: then as it is."""
        known = isinstance(language, str) and language in self.translations
        return self.in_language(str(language)) if known else self

    def said_to(self, kept: Mapping[str, object]) -> Self:
        """The same for the learner whose ``workspace.json`` says this: their language, and whether alone."""
        said = self.speaking(kept.get("language"))
        return said._said_alone() if kept.get("alone") is True else said

    def _said_alone(self) -> Self:
        cases = {id: case.said_alone() for id, case in self.cases.items()}
        return self.model_copy(update={"words": self.words.said_alone(), "cases": cases})

    def law_for(self, state: str) -> Law:
        """The ledger with a state's rows: each after the federal row that it adds to, the others at the end.

        Notebooks show the federal rows alone, and every one of them stays, word for word. A state's row bears
        the state's name in its topic. Raises `NotFound` where there is no overlay for the state.

        >>> from kit.content import compiled
        >>> [row.topic for row in compiled().law_for("example_state").rows][:2]
        ['Time and place of the meeting', 'Example State (made up): Days of notice']
        """
        if state not in self.overlays:
            known = ", ".join(sorted(self.overlays)) or "none yet"
            raise NotFound(
                f"there is no law overlay for {state!r} ({known}); write case_studies/overlays/{state}.yaml."
            )
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
