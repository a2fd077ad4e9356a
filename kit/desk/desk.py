"""One marker's sitting: the texts of an assignment, their order, and what the page gets to know of each.

The page knows texts only by their codes. It gets the names on request, once no text is waiting for a mark.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from kit.classroom.roster import read_roster
from kit.classroom.settings import name_first_marker, read_settings
from kit.content import compiled
from kit.desk.alike import Alike, alike
from kit.desk.marks import Marks
from kit.desk.sample import by_total, drawn
from kit.desk.shown import Shown
from kit.desk.texts import Text, codes_of, learners_of, read_text, readable
from kit.grading.gradebook import Gradebook
from kit.grading.gradebook_opening import GradebookFault, url_of
from kit.grading.gradebook_record import Cell, Held, item_of, of_earlier_text
from kit.grading.texts import marked_text
from kit.model import Assignment, Content, Criterion, Item, NotFound, PlainError, Rating
from kit.ratings import Ratings


class Differing(NamedTuple):
    """Which differences between markers the desk shows."""

    at_least: int = 1
    """The smallest difference shown, in levels."""
    criterion: str | None = None
    """The only criterion shown, or ``None`` for all."""
    learner: str | None = None
    """The only learner whose text is shown, or ``None`` for all."""
    first: bool = False
    """Whether the desk opens with the differences instead of a text to mark."""


class Sitting(NamedTuple):
    """The settings of one sitting: what is marked, by whom, and how."""

    course_root: Path
    assignment: str
    rater: str = "instructor"
    blind: bool = False
    """Whether other markers' levels are hidden."""
    seed: int = 1
    """The seed for the order and the sample."""
    gradebook_url: str | None = None
    language: str | None = None
    second_opinion: Literal["hidden", "after", "beside"] = "after"
    """When a machine's reading is shown: never, after the marker's own levels, or from the beginning."""
    sample: float | None = None
    """The share of the texts that this marker gets, or ``None`` for all of them."""
    differing: Differing = Differing()


class OtherStep(NamedTuple):
    """A step that gave no level, with a function that undoes it."""

    after: int
    """How many levels were given before this step."""
    code: str
    take_back: Callable[[], None]


class Decision(NamedTuple):
    """A decision between markers, as it can be taken back in this sitting."""

    number: int
    learner: str
    criterion: str
    level: int
    held: Held
    """The gradebook's mark before it."""


class Desk:
    """One marker's desk. Its methods wait for the disk, so `kit.desk.server` calls them from threads.

    Raises `NotFound` if the assignment is not marked, if there is no text to mark, if there is no gradebook,
    or if there is nothing to draw a blind sample from.
    """

    def __init__(self, sitting: Sitting, ratings: Ratings, content: Content | None = None) -> None:
        self.sitting = sitting
        self.content = (content or compiled()).speaking(sitting.language)
        self.item = item_of(sitting.assignment)
        first = read_settings(sitting.course_root).first_marker
        if first is None and not sitting.blind:
            first = sitting.rater
            name_first_marker(sitting.course_root, first)
        self.is_first = sitting.rater in ((first,) if isinstance(first, str) else first or ())
        """Whether this marker's levels are the marks."""
        self.gradebook = Gradebook(sitting.course_root, sitting.assignment, sitting.gradebook_url)
        book = self.gradebook if self.is_first else None
        self.marks = Marks(ratings, self.item, sitting.rater, blind=sitting.blind, gradebook=book)
        self.unmarked = 0
        """How many texts are left out of a blind sample because the first marker hasn't marked them yet."""
        root, assignment = sitting.course_root, sitting.assignment
        everybody = codes_of(learners_of(root, assignment), assignment)
        chosen = self._chosen(list(everybody.values()))
        self.codes = {code: learner for code, learner in everybody.items() if learner in chosen}
        if not self.codes:
            raise NotFound(
                f"there is no text of {assignment} to mark in {root}; collect hand-ins first: kit collect or "
                "nbgrader zip_collect, then nbgrader autograde."
            )
        if self.is_first:
            url_of(root, sitting.gradebook_url)  # Refuse now if there is none.
        self.code_of = {learner: code for code, learner in self.codes.items()}
        self._cells: dict[str, dict[str, Cell]] = {}
        self.other_steps: list[OtherStep] = []
        self.decisions: list[Decision] = []
        self._texts: dict[str, str] = {}
        self._known_alike: dict[str, tuple[str | None, list[Alike]]] = {}

    @cached_property
    def _assignment(self) -> Assignment:
        return next(one for one in self.content.assignments if one.id == self.sitting.assignment)

    @property
    def title(self) -> str:
        """The assignment's title."""
        return self._assignment.title

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria that the assignment is marked by."""
        return self.content.rubric.criteria_of(self._assignment.rubric)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rubric's rules for reading a text."""
        return self.content.rubric.rules_of(self._assignment.rubric)

    @property
    def asked(self) -> str:
        """The question's title and prompt."""
        return "\n\n".join(filter(None, (self._asked.title, self._asked.prompt)))

    @cached_property
    def _asked(self) -> Item:
        items = (one for case in self.content.cases.values() for one in case.items.items)
        return next(one for one in items if one.id == self.item)

    @property
    def prompt(self) -> str | None:
        """The question's prompt, which a learner may repeat in the text."""
        return self._asked.prompt

    @property
    def read_by_machine(self) -> bool:
        """Whether the automatic reader can read this kind of text."""
        return self._assignment.rubric == "reflection"

    @property
    def dimension(self) -> str | None:
        """The dimension that the texts are about, or ``None``."""
        known = {one.id for one in self.content.framework.dimensions}
        return self.sitting.assignment if self.sitting.assignment in known else None

    def shown(self, code: str) -> Shown:
        """Return a text with its current state on disk, in the ratings and in the gradebook.

        Raises `NotFound` if no text has that code.
        """
        learner = self.learner(code)
        self._read_gradebook(learner)
        return self._from_ratings(learner)

    def all_shown(self) -> list[Shown]:
        """Return every text in this marker's order, those waiting for a mark first."""
        kept: dict[str, list[Rating]] = {learner: [] for learner in self.codes.values()}
        for one in self.marks.ratings.ratings(self.item):
            kept.get(one.learner, []).append(one)
        self._read_gradebook(None)
        found = [self._shown(learner, kept[learner]) for learner in self.order()]
        return sorted(found, key=lambda one: not one.open)

    def text_of(self, code: str) -> str:
        """Return a text as it was last read."""
        return self._texts[code] if self.learner(code) else ""

    def order(self, of: str = "") -> list[str]:
        """Return the learners in this marker's own order, which is always the same for the same seed.

        A learner who hands in later is inserted at some place; the others keep their order.
        """
        seed = f"{self.sitting.seed}:{self.sitting.rater}:{of}"
        by_chance = {one: random.Random(f"{seed}:{one}").random() for one in self.codes.values()}  # noqa: S311  # an order, no secret
        return sorted(by_chance, key=by_chance.__getitem__)

    def give(self, code: str, criterion: str, level: int, revision: str | None) -> Shown:
        """Save a level, which is on disk when this returns, and the mark if this is the first marker.

        ``revision`` is the text that the marker had on screen. A gradebook's mark that the marker didn't see
        is not overwritten. Raises `KitError` if the text or the mark has changed meanwhile, or if nothing can
        be saved.
        """
        learner = self.learner(code)
        if criterion not in self.marks.criteria:
            raise NotFound(f"{criterion[:60]!r} is not a criterion of {self.sitting.assignment}.")
        now = read_text(*self._place(learner))
        if now.revision != revision:
            raise Moved(self.content.words["desk.text_changed"])
        self._give(learner, criterion, level, revision)
        return self._from_ratings(learner, now)

    def _give(
        self, learner: str, criterion: str, level: int, revision: str | None, reason: str | None = None
    ) -> None:
        cell = self._cells.get(learner, {}).get(criterion)
        try:
            self.marks.give(
                learner, criterion, level, revision, reason, shown=None if cell is None else cell.held
            )
        finally:
            self._read_gradebook(learner)

    def say_why(self, code: str, criterion: str, revision: str | None, reason: str) -> Shown:
        """Save a reason with the marker's own level.

        Raises `KitError` if there is no level yet, or if the text has changed meanwhile.
        """
        learner = self.learner(code)
        standing = self._from_ratings(learner)
        if standing.text.revision != revision:
            raise Moved(self.content.words.fill("desk.reason_text_changed", code=code))
        own = standing.standing[criterion].own if criterion in standing.standing else None
        if own is None:
            raise Moved(self.content.words["desk.reason_first"])
        self._give(learner, criterion, own, revision, reason)
        return self._from_ratings(learner, standing.text)

    def undo(self) -> tuple[Shown, str | None] | None:
        """Undo the last step, and return its text and criterion, or ``None`` if no step is left.

        The criterion is ``None`` for a step that gave no level.
        """
        if self.other_steps and self.other_steps[-1].after >= len(self.marks.given):
            step = self.other_steps.pop()
            step.take_back()
            return self._from_ratings(self.learner(step.code)), None
        last = self.marks.undo()
        if last is None:
            return None
        self._read_gradebook(last.learner)
        return self._from_ratings(last.learner), last.criterion

    def text(self, code: str) -> Text:
        """Read a text from disk; raises `NotFound` if no text has that code."""
        return read_text(*self._place(self.learner(code)))

    def learner(self, code: str) -> str:
        """Return the learner whose text has this code; raises `NotFound` if none has."""
        if code not in self.codes:
            raise NotFound(f"no text has the code {code[:20]!r}; open the desk again.")
        return self.codes[code]

    def warm_up(self) -> None:
        """Load the automatic reader now, so that the first text doesn't have to wait for it."""
        if self.sitting.second_opinion != "hidden" and self.read_by_machine:
            from kit.reading import reader

            reader().read("I asked her on Monday, and she said that the bus is late. " * 8, id="warm")

    def names(self) -> list[dict[str, str]]:
        """Return each text's code and name.

        Raises `KitError` for a blind marker, or while a text is waiting for a mark.
        """
        words = self.content.words
        if self.sitting.blind:
            raise PlainError(words["desk.names_blind"])
        if any(one.open for one in self.all_shown()):
            raise PlainError(words["desk.names_later"])
        known = {one.id: one.name for one in read_roster(self.sitting.course_root) if one.name}
        named = sorted((known.get(learner, learner), code) for code, learner in self.codes.items())
        return [{"code": code, "name": readable(name)} for name, code in named]

    def close(self) -> None:
        """Close the gradebook and the ratings."""
        self.gradebook.close()
        self.marks.ratings.close()

    def _chosen(self, learners: Sequence[str]) -> set[str]:
        """Return this marker's sample: from all parts of the scale, including every learner marked before."""
        sitting = self.sitting
        if sitting.sample is None:
            return set(learners)
        marks: dict[str, list[int | None]] = {one: [] for one in learners}
        for cell in self.gradebook.cells():
            if cell.learner in marks:
                marks[cell.learner].append(cell.level)
        totals: dict[str, int | None] = {}
        for who, levels in marks.items():
            given = [one for one in levels if one is not None]
            totals[who] = sum(given) if given and len(given) == len(levels) else None
        given_before = self.marks.ratings.ratings(self.item, rater=sitting.rater)
        own = [one for one in given_before if one.learner in totals and one.level is not None]
        if sitting.blind:
            # Blind marking is for texts that have their marks; those that this marker has begun stay.
            text = {one.learner: marked_text(*self._place(one.learner)) for one in own}
            begun = {one.learner for one in own if not of_earlier_text(text[one.learner], one)}
            marked = {who: total for who, total in totals.items() if total is not None or who in begun}
            self.unmarked, totals = len(totals) - len(marked), marked
            if not totals:
                raise NotFound(self.content.words.fill("desk.sample_of_none", assignment=sitting.assignment))
        had = {one.learner for one in own} & totals.keys()
        strata = by_total(totals)
        return drawn(strata, sitting.sample, seed=sitting.seed, rater=sitting.rater, had=had)

    def _place(self, learner: str) -> tuple[Path, str, str, str]:
        return self.sitting.course_root, learner, self.sitting.assignment, self.item

    def _from_ratings(self, learner: str, text: Text | None = None) -> Shown:
        one = self._shown(learner, self.marks.ratings.ratings(self.item, learner), text)
        return replace(one, alike=self._alike(learner, one.text))

    def _shown(self, learner: str, kept: Sequence[Rating], text: Text | None = None) -> Shown:
        text = text or read_text(*self._place(learner))
        self._texts[self.code_of[learner]] = text.text
        cells = self._cells.get(learner, {})
        standing = self.marks.standing(text.revision, kept, cells)
        return Shown(self.code_of[learner], learner, text, standing)

    def _alike(self, learner: str, text: Text) -> Sequence[Alike]:
        """Return the similar texts, once all texts have been read. A changed text is compared again."""
        code = self.code_of[learner]
        if len(self._texts) < len(self.codes):
            return ()
        found = self._known_alike.get(code)
        if found is None or found[0] != text.revision:
            found = self._known_alike[code] = (text.revision, alike(code, self._texts))
        return found[1]

    def _read_gradebook(self, learner: str | None) -> None:
        """Read one learner's marks, or everybody's. A marker whose levels are no marks reads none if blind.

        If the gradebook is in use, what was read before stays; without that, raises `GradebookFault`.
        """
        if self.sitting.blind and not self.is_first:
            return
        of = set(self.codes.values()) if learner is None else {learner}
        try:
            cells = self.gradebook.cells(learner)
        except GradebookFault:
            if of - self._cells.keys():
                raise
            return
        self._cells |= {one: {} for one in of}
        for cell in cells:
            if cell.learner in of:
                self._cells[cell.learner][cell.criterion] = cell


class Moved(PlainError):
    """The error for a text that is no longer the one that the marker had on screen."""
