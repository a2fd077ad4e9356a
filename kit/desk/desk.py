"""One marker's sitting: the texts of an assignment, their order, and what the page gets to know of each.

The page knows texts only by their codes. It gets the names on request, once no text is waiting for a mark.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from kit.classroom.roster import read_roster
from kit.content import compiled
from kit.desk.alike import Alike, alike
from kit.desk.delivery import Delivery
from kit.desk.marks import Marks, Stood
from kit.desk.sample import by_total, drawn
from kit.desk.shown import Shown
from kit.desk.texts import Text, codes_of, learners_of, read_text, readable
from kit.grading.counting import of_earlier_text
from kit.grading.gradebook_looked_at import GradebookLookedAt
from kit.grading.gradebook_opening import url_of
from kit.grading.gradebook_record import Cell, item_of
from kit.grading.texts import marked_text
from kit.model import Assignment, Content, Criterion, Item, KitError, NotFound, PlainError, Rating
from kit.ratings import Ratings
from kit.ratings.opened import new_desk, open_text
from kit.ratings.tables import Key


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


class Desk:
    """One marker's desk. Its methods wait for the disk, so `kit.desk.server` calls them from threads.

    Raises `NotFound` if the assignment is not marked, if nobody has handed it in, or if there is nothing to
    draw a blind sample from.
    """

    def __init__(self, sitting: Sitting, ratings: Ratings, content: Content | None = None) -> None:
        self.sitting = sitting
        self.content = (content or compiled()).speaking(sitting.language)
        self.item = item_of(sitting.assignment)
        self.marks = Marks(ratings, self.item, sitting.rater, blind=sitting.blind)
        self._id: str | None = None
        self.unmarked = 0
        """How many texts are left out of a blind sample because the first marker hasn't marked them yet."""
        root, assignment = sitting.course_root, sitting.assignment
        everybody = codes_of(learners_of(root, assignment), assignment)
        chosen = self._chosen(list(everybody.values()))
        self.codes = {code: learner for code, learner in everybody.items() if learner in chosen}
        if not self.codes:
            raise NotFound(
                f"nobody has handed in {assignment} in {root}; collect it first: kit collect or nbgrader "
                "zip_collect, then nbgrader autograde."
            )
        self.code_of = {learner: code for code, learner in self.codes.items()}
        self._cells: dict[str, dict[str, Cell]] = {}
        self._seen: dict[Key, int] = {}
        self._gradebook = GradebookLookedAt(lambda: url_of(root, sitting.gradebook_url))
        self.other_steps: list[OtherStep] = []
        self.decisions: list[int] = []
        self._texts: dict[str, str] = {}
        self._known_alike: dict[str, tuple[str | None, list[Alike]]] = {}
        self.delivery = Delivery(ratings, root, assignment, sitting.gradebook_url)
        # Write the levels that an earlier sitting left unwritten, for example because it was killed.
        self.delivery.send(None)

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

    def give(
        self, code: str, criterion: str, level: int, revision: str | None, seen: str | None = None
    ) -> Shown:
        """Save a level, which is on disk when this returns, and send it to the gradebook.

        ``revision`` is the text that the marker had on screen, and ``seen`` the changed gradebook mark. A
        gradebook mark that the marker didn't see is not overwritten. Raises `KitError` if the learner's text
        has changed meanwhile, or if the level can't be saved.
        """
        learner = self.learner(code)
        if criterion not in self.marks.criteria:
            raise NotFound(f"{criterion[:60]!r} is not a criterion of {self.sitting.assignment}.")
        now = read_text(*self._place(learner))
        if now.revision != revision:
            raise Moved(self.content.words["desk.text_changed"])
        # Giving the same level again counts as a step if it overwrites the gradebook's mark.
        anew, stood = seen is not None, self._stood(learner, criterion)
        self.marks.give(learner, criterion, level, revision, anew=anew, stood=stood)
        over = {} if seen is None else {(learner, self.item, criterion): seen}
        self.forget_cell(learner, criterion)
        self.delivery.send(learner, over)
        return self._from_ratings(learner, now)

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
        self.marks.give(learner, criterion, own, revision, reason, stood=self._stood(learner, criterion))
        self.delivery.send(learner)
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
        key = (last.learner, self.item, last.criterion)
        self.forget_cell(last.learner, last.criterion)
        over: dict[Key, str | None] = {}
        if last.stood is not None:
            self._cells.setdefault(last.learner, {})[last.criterion] = last.stood.cell
            self._seen.pop(key, None)
            if last.stood.seen is not None:
                self._seen[key] = last.stood.seen
            over[key] = None
        self.delivery.send(last.learner, over)
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
        known = {one.id: one.name for one in read_roster(self.sitting.course_root)}
        named = sorted((known.get(learner, learner), code) for code, learner in self.codes.items())
        return [{"code": code, "name": readable(name)} for name, code in named]

    def forget_cell(self, learner: str, criterion: str) -> None:
        """Drop what was read from the gradebook for a criterion, since it is out of date."""
        self._cells.get(learner, {}).pop(criterion, None)

    def note_open(self, code: str) -> list[str]:
        """Note that this marker has a text open, and return who else has.

        Raises `KitError` if no text has that code, or if the database can't be written.
        """
        learner = self.learner(code)
        self._id = self._id or new_desk()
        return open_text(self.marks.ratings.database, self._id, self.sitting.rater, self.item, learner)

    def close(self) -> None:
        """Write the waiting levels to the gradebook, and close the ratings."""
        self.delivery.stop()
        if self._id is not None:
            with suppress(KitError):
                open_text(self.marks.ratings.database, self._id, self.sitting.rater, self.item, None)
        self._gradebook.close()
        self.marks.ratings.close()

    def _chosen(self, learners: Sequence[str]) -> set[str]:
        """Return this marker's sample: from all parts of the scale, including every learner marked before."""
        sitting = self.sitting
        if sitting.sample is None:
            return set(learners)
        kept: dict[str, list[Rating]] = {one: [] for one in learners}
        for one in self.marks.ratings.ratings(self.item):
            if one.learner in kept and one.level is not None:
                kept[one.learner].append(one)
        had = {who for who, some in kept.items() if any(one.rater == sitting.rater for one in some)}
        if sitting.blind:
            # Otherwise the second marker's levels would count and reach learners before the first has marked.
            drawn_from = {who: some for who, some in kept.items() if self._has_marks(who, some)}
            self.unmarked = len(kept) - len(drawn_from)
            kept = drawn_from
            if not kept:
                raise NotFound(self.content.words.fill("desk.sample_of_none", assignment=sitting.assignment))
        totals: dict[str, int | None] = {}
        for who, some in kept.items():
            levels = [one.level for one in some if one.primary and one.level is not None]
            totals[who] = sum(levels) if len(levels) == len(self.marks.criteria) else None
        strata = by_total(totals)
        return drawn(strata, sitting.sample, seed=sitting.seed, rater=sitting.rater, had=had & set(kept))

    def _has_marks(self, learner: str, kept: Sequence[Rating]) -> bool:
        """Return whether this marker has begun the current text, or others have marked all of it."""
        text, rater = marked_text(*self._place(learner)), self.sitting.rater
        of_now = [one for one in kept if not of_earlier_text(text, one)]
        others = {one.criterion for one in of_now if one.primary and one.rater != rater}
        return any(one.rater == rater for one in of_now) or others >= set(self.marks.criteria)

    def _place(self, learner: str) -> tuple[Path, str, str, str]:
        return self.sitting.course_root, learner, self.sitting.assignment, self.item

    def _from_ratings(self, learner: str, text: Text | None = None) -> Shown:
        one = self._shown(learner, self.marks.ratings.ratings(self.item, learner), text)
        return replace(one, alike=self._alike(learner, one.text))

    def _shown(self, learner: str, kept: Sequence[Rating], text: Text | None = None) -> Shown:
        text = text or read_text(*self._place(learner))
        self._texts[self.code_of[learner]] = text.text
        cells = self._cells.get(learner, {})
        standing = self.marks.standing(learner, text.revision, kept, cells, self._seen)
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

    def _stood(self, learner: str, criterion: str) -> Stood | None:
        cell = self._cells.get(learner, {}).get(criterion)
        return None if cell is None else Stood(cell, self._seen.get(cell.key))

    def _read_gradebook(self, learner: str | None) -> None:
        """Read one learner's marks, or everybody's. If the gradebook is in use, keep what was read before.

        A blind marker is shown no marks (`Marks.standing`), but undoing a level needs the mark it replaced.
        """
        of = self.codes.values() if learner is None else (learner,)
        # Levels that are still to be written are newer than the gradebook's marks.
        fresh = {one for one in of if not self.delivery.is_on_its_way(one)}
        root, assignment = self.sitting.course_root, self.sitting.assignment
        try:
            cells = self._gradebook.cells(root, assignment, learner)
        except KitError:
            # The desk works without the gradebook; `delivery` reports the problem.
            return
        seen = self.marks.ratings.seen_in_gradebook(learner)
        by_learner: dict[str, dict[str, Cell]] = {one: {} for one in fresh}
        for cell in cells:
            if cell.learner in fresh:
                by_learner[cell.learner][cell.criterion] = cell
        self._cells.update(by_learner)
        before = {key: level for key, level in self._seen.items() if key[0] not in fresh}
        self._seen = before | {key: level for key, level in seen.items() if key[0] in fresh}


class Moved(PlainError):
    """The error for a text that is no longer the one that the marker had on screen."""
