"""One sitting of one marker: the texts of an assignment, their order, and what the page is told of each.

The page knows texts by codes alone. Whose they are is said on request, once none waits for a mark.
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
from kit.grading.gradebook_opening import GradebookFault, url_of
from kit.grading.gradebook_record import Cell, item_of
from kit.grading.texts import marked_text
from kit.model import Assignment, Content, Criterion, Item, KitError, NotFound, Rating
from kit.ratings import Ratings
from kit.ratings.opened import new_desk, open_text
from kit.ratings.tables import Key


class Differing(NamedTuple):
    """Which differences between markers the desk shows."""

    at_least: int = 1
    """How many levels apart."""
    criterion: str | None = None
    """Only this criterion's."""
    learner: str | None = None
    """Only those in this learner's text."""
    first: bool = False
    """Whether the desk opens with them, instead of a text to mark."""


class Sitting(NamedTuple):
    """How somebody marks."""

    course_root: Path
    assignment: str
    rater: str = "instructor"
    blind: bool = False
    """Whether nothing of other markers is shown."""
    seed: int = 1
    """Of the order."""
    gradebook_url: str | None = None
    language: str | None = None
    second_opinion: Literal["hidden", "after", "beside"] = "after"
    """When a machine's reading is shown: never, once the own levels are given, from the beginning."""
    sample: float | None = None
    """The share of the texts that this marker gets; all of them without it."""
    differing: Differing = Differing()


class OtherStep(NamedTuple):
    """A step that gave no level, and how it is taken back."""

    after: int
    """How many levels had been given before it."""
    code: str
    take_back: Callable[[], None]


class Desk:
    """One marker's desk. Its methods wait for the disk; `kit.desk.server` calls them from threads.

    Raises `NotFound` where the assignment is not marked or nobody has handed it in.
    """

    def __init__(self, sitting: Sitting, ratings: Ratings, content: Content | None = None) -> None:
        self.sitting = sitting
        self.content = (content or compiled()).speaking(sitting.language)
        self.item = item_of(sitting.assignment)
        self.marks = Marks(ratings, self.item, sitting.rater, blind=sitting.blind)
        self._id: str | None = None
        self.unmarked = 0
        """Texts that no blind sample is drawn from yet, since the first marker hasn't marked them."""
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
        # What an earlier sitting did not get to write, as when it was killed.
        self.delivery.send(None)

    @cached_property
    def _assignment(self) -> Assignment:
        return next(one for one in self.content.assignments if one.id == self.sitting.assignment)

    @property
    def title(self) -> str:
        """What the assignment is called."""
        return self._assignment.title

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria that the assignment is marked by."""
        return self.content.rubric.criteria_of(self._assignment.rubric)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of reading."""
        return self.content.rubric.rules_of(self._assignment.rubric)

    @property
    def asked(self) -> str:
        """What the learner was asked."""
        return "\n\n".join(filter(None, (self._asked.title, self._asked.prompt)))

    @cached_property
    def _asked(self) -> Item:
        items = (one for case in self.content.cases.values() for one in case.items.items)
        return next(one for one in items if one.id == self.item)

    @property
    def prompt(self) -> str | None:
        """The words of the question, which a learner may repeat."""
        return self._asked.prompt

    @property
    def read_by_machine(self) -> bool:
        """Whether the reader knows this kind of text."""
        return self._assignment.rubric == "reflection"

    @property
    def dimension(self) -> str | None:
        """The dimension that the texts are about, where they are about one."""
        known = {one.id for one in self.content.framework.dimensions}
        return self.sitting.assignment if self.sitting.assignment in known else None

    def shown(self, code: str) -> Shown:
        """A text as it stands on disk, in the ratings and in the gradebook now; raises `NotFound`."""
        learner = self.learner(code)
        self._read_gradebook(learner)
        return self._from_ratings(learner)

    def all_shown(self) -> list[Shown]:
        """Every text, in this marker's order: those that wait for a mark first."""
        kept: dict[str, list[Rating]] = {learner: [] for learner in self.codes.values()}
        for one in self.marks.ratings.ratings(self.item):
            kept.get(one.learner, []).append(one)
        self._read_gradebook(None)
        found = [self._shown(learner, kept[learner]) for learner in self.order()]
        return sorted(found, key=lambda one: not one.open)

    def text_of(self, code: str) -> str:
        """A text as it was last read."""
        return self._texts[code] if self.learner(code) else ""

    def order(self, of: str = "") -> list[str]:
        """The learners in an order of this marker's own, the same for the same seed.

        Somebody who hands in later comes somewhere between, and the others keep their order.
        """
        seed = f"{self.sitting.seed}:{self.sitting.rater}:{of}"
        by_chance = {one: random.Random(f"{seed}:{one}").random() for one in self.codes.values()}  # noqa: S311  # an order, no secret
        return sorted(by_chance, key=by_chance.__getitem__)

    def give(
        self, code: str, criterion: str, level: int, revision: str | None, seen: str | None = None
    ) -> Shown:
        """Keep a level and send it to the gradebook. On disk when it returns.

        ``revision`` and ``seen`` are the text, and the changed mark of the gradebook, that the marker had on
        screen; what is not on screen is not written over. Raises `KitError` where the learner's text is
        another one by now, or the level can't be kept.
        """
        learner = self.learner(code)
        if criterion not in self.marks.criteria:
            raise NotFound(f"{criterion[:60]!r} is not a criterion of {self.sitting.assignment}.")
        now = read_text(*self._place(learner))
        if now.revision != revision:
            raise Moved(self.content.words["desk.text_changed"])
        # The same level again, over what the gradebook has, is a step of its own.
        anew, stood = seen is not None, self._stood(learner, criterion)
        self.marks.give(learner, criterion, level, revision, anew=anew, stood=stood)
        over = {} if seen is None else {(learner, self.item, criterion): seen}
        self.forget_cell(learner, criterion)
        self.delivery.send(learner, over)
        return self._from_ratings(learner, now)

    def say_why(self, code: str, criterion: str, revision: str | None, reason: str) -> Shown:
        """Keep a reason with the marker's own level; raises `KitError` where there is no level yet."""
        learner = self.learner(code)
        standing = self._from_ratings(learner)
        own = standing.standing[criterion].own if criterion in standing.standing else None
        if own is None or standing.text.revision != revision:
            raise Moved(self.content.words["desk.reason_first"])
        self.marks.give(learner, criterion, own, revision, reason, stood=self._stood(learner, criterion))
        self.delivery.send(learner)
        return self._from_ratings(learner, standing.text)

    def undo(self) -> tuple[Shown, str | None] | None:
        """Take back the last step, and say on which text and criterion it was; ``None`` where none is left.

        What gave no level is on no criterion.
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
        """A text as it lies on disk now; raises `NotFound`."""
        return read_text(*self._place(self.learner(code)))

    def learner(self, code: str) -> str:
        """Whose text a code stands for; raises `NotFound`."""
        if code not in self.codes:
            raise NotFound(f"no text has the code {code[:20]!r}; open the desk again.")
        return self.codes[code]

    def warm_up(self) -> None:
        """Load what the first text would wait for."""
        if self.sitting.second_opinion != "hidden" and self.read_by_machine:
            from kit.reading import reader

            reader().read("I asked her on Monday, and she said that the bus is late. " * 8, id="warm")

    def names(self) -> list[dict[str, str]]:
        """Whose text is whose; raises `KitError` while a text waits, and for a blind marker."""
        words = self.content.words
        if self.sitting.blind:
            raise KitError(words["desk.not_blind"])
        if any(one.open for one in self.all_shown()):
            raise KitError(words["desk.names_later"])
        known = {one.id: one.name for one in read_roster(self.sitting.course_root)}
        named = sorted((known.get(learner, learner), code) for code, learner in self.codes.items())
        return [{"code": code, "name": readable(name)} for name, code in named]

    def forget_cell(self, learner: str, criterion: str) -> None:
        """What was read of the gradebook here is not true any more."""
        self._cells.get(learner, {}).pop(criterion, None)

    def note_open(self, code: str) -> list[str]:
        """Note that a text is on this marker's screen, and say who else has it there; raises `KitError`."""
        learner = self.learner(code)
        self._id = self._id or new_desk()
        return open_text(self.marks.ratings.database, self._id, self.sitting.rater, self.item, learner)

    def close(self) -> None:
        """Write to the gradebook what waits, and let the ratings go."""
        self.delivery.stop()
        if self._id is not None:
            with suppress(KitError):
                open_text(self.marks.ratings.database, self._id, self.sitting.rater, self.item, None)
        self._gradebook.close()
        self.marks.ratings.close()

    def _chosen(self, learners: Sequence[str]) -> set[str]:
        """This marker's sample: from every part of the scale, whom they marked before among them."""
        sitting = self.sitting
        if sitting.sample is None:
            return set(learners)
        kept: dict[str, list[Rating]] = {one: [] for one in learners}
        for one in self.marks.ratings.ratings(self.item):
            if one.learner in kept and one.level is not None:
                kept[one.learner].append(one)
        had = {who for who, some in kept.items() if any(one.rater == sitting.rater for one in some)}
        if sitting.blind:
            # Else the second marker's levels would count, and go back to learners, before the first marked.
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
        """Whether this marker began the text as it is now, or another one marked it in full."""
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
        """Found once all texts were read; of a text that has changed since, found again."""
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
        """Read one learner's marks, or everybody's; where it is in use, what was read before stands.

        A blind marker is shown none (`Marks.standing`), and yet undoes what was written over one.
        """
        of = self.codes.values() if learner is None else (learner,)
        # What is on its way there is newer than what the gradebook says.
        fresh = {one for one in of if not self.delivery.is_on_its_way(one)}
        root, assignment = self.sitting.course_root, self.sitting.assignment
        try:
            cells = self._gradebook.cells(root, assignment, learner)
        except (GradebookFault, NotFound):
            # The desk goes on without it; `delivery` says what is the matter.
            return
        seen = self.marks.ratings.seen_in_gradebook(learner)
        by_learner: dict[str, dict[str, Cell]] = {one: {} for one in fresh}
        for cell in cells:
            if cell.learner in fresh:
                by_learner[cell.learner][cell.criterion] = cell
        self._cells.update(by_learner)
        before = {key: level for key, level in self._seen.items() if key[0] not in fresh}
        self._seen = before | {key: level for key, level in seen.items() if key[0] in fresh}


class Moved(KitError):
    """The text is another one than the marker had on screen."""
