"""Make up one learner's answers over the year, as journal revisions, with the levels of texts. No I/O."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

from ulid import ULID

from kit.content import item_hash
from kit.content.sample_class import SampleClass, Story
from kit.demo.people import COMPLETE, Person, Text, answered, weeks
from kit.demo.rehearsals import Rehearsals
from kit.journal.counterbalance import form_for
from kit.journal.voice import voice_for
from kit.model import Assignment, Content, Item, Occasion, Response, Value, VoiceId
from kit.model.schedules import clock, windows
from kit.model.tables import FilledTable

_LEAVES_AFTER = 3
"""How many notebooks a learner does before leaving."""
_SKIPS = 0.12
"""How often a learner skips an answer that isn't marked."""
_ASKS = 0.85
"""Share of learners who ask each question in a schedule."""
_EASE = (0.35, -0.15, -0.3, 0.15, 0.0)
"""How much easier each criterion is than the average one, in the rubric's order. It repeats after five."""
_RISE: dict[Occasion, float] = {"pre": 0.0, "then": -0.45, "post": 1.0, "follow_up": 0.85}
"""Rise of self-ratings since the first ones, in units of the learner's growth; the then-test is in levels."""
_SHARE = (1.1, 0.5, 1.0, 0.1, 1.2)
"""How much of this rise shows in each dimension, in the framework's order; not all changes in a year."""


@dataclass(slots=True)
class Year:
    """One learner's year: every saved revision, and the texts among them that markers will read."""

    responses: list[Response] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


class Writer:
    """Writes one learner's year for the workspace with the id ``workspace``.

    In a small class, only a learner who leaves early skips self-ratings.
    """

    def __init__(
        self,
        person: Person,
        workspace: str,
        seed: int,
        class_size: int,
        content: Content,
        sample: SampleClass,
    ) -> None:
        self.person = person
        self.content = content
        self.case = next(iter(content.cases.values()))
        self.sample = sample
        self._workspace = workspace
        self._small = class_size < COMPLETE
        self._chance = Random(f"{seed}/{person.number}/answers")  # noqa: S311  # a sample class, no secret
        self._quote = Random(f"{seed}/{person.number}/quote")  # noqa: S311
        # A separate random source, so that the texts stay the same.
        self._added = Random(f"{seed}/{person.number}/added")  # noqa: S311
        self._rehearsals = Rehearsals(person.id, seed)
        self._year = Year()
        self._week = 0
        self._now = answered(0, 0)

    def write(self) -> Year:
        """Write and return the whole year, case by case, in the year's order."""
        for case in self.content.cases.values():
            self.case = case
            assignments = self.case.items.assignments
            for assignment in assignments[: _LEAVES_AFTER if self.person.leaves else None]:
                self._week = weeks(assignments)[assignment.id]
                self._now = answered(self._week, self.person.number)
                for item, occasion in self._asked(assignment):
                    self._answer(assignment, item, occasion)
        return self._year

    def _asked(self, assignment: Assignment) -> Iterator[tuple[Item, Occasion]]:
        for item in self.case.handed_in(assignment):
            if item.lane == "private":
                continue
            if item.kind == "vignette":
                for occasion in (one for one in assignment.occasions if one in ("pre", "post")):
                    if form_for(self.case.vignettes, occasion, self.person.id).id == item.id:
                        yield item, occasion
            elif item.kind == "rating":
                yield from ((item, occasion) for occasion in assignment.occasions)
            else:
                yield item, "during"

    def _answer(self, assignment: Assignment, item: Item, occasion: Occasion) -> None:
        if item.kind == "rating":
            self._save(item, self._rating(item, occasion), occasion)
        elif item.kind == "vignette" or item.id == assignment.graded:
            self._text(assignment, item, occasion)
        elif item.id == "consent.quote":
            # A separate random source, so that the texts stay the same.
            self._save(item, "yes" if self.person.quotes else "no", occasion, chance=self._quote)
        elif item.kind == "played":
            for shared, said in self._rehearsals.of(self.case, item):
                self._save(shared, said, occasion, chance=self._rehearsals.chance)
        elif (value := self._other(item)) is not None:
            self._save(item, value, occasion)
        elif (value := self._later(item)) is not None:
            self._save(item, value, occasion, chance=self._added)

    def _text(self, assignment: Assignment, item: Item, occasion: Occasion) -> None:
        example = next(
            (e for e in self.sample.examples if (e.id, e.item) == (self.person.example, item.id)), None
        )
        if example is not None:
            saved = self._save(item, f"[{example.note}] {example.text}", occasion)
            levels = dict(example.levels)
        else:
            story = self._chance.choice([one for one in self.sample.stories if one.item == item.id])
            levels = self._levels(assignment, item, occasion)
            before = None
            if item.kind != "vignette" and self._chance.random() < 0.25:
                # Some learners revise a text: they save a first version, then the one that counts.
                earlier = {name: max(0, level - self._chance.randint(0, 1)) for name, level in levels.items()}
                if earlier != levels:
                    first = composed(story, earlier, self.sample.words.fill, self._chance)
                    before = self._save(item, first, occasion).id
            text = composed(story, levels, self.sample.words.fill, self._chance)
            saved = self._save(item, text, occasion, parent=before)
        self._year.texts.append(Text(self.person.id, assignment.id, self._week, item.id, saved.id, levels))

    def _levels(self, assignment: Assignment, item: Item, occasion: Occasion) -> dict[str, int]:
        kind = "reflection" if item.kind == "vignette" else assignment.rubric
        criteria = self.content.rubric.criteria_of(kind)
        assignments = self.case.items.assignments
        last = max((n for n, one in enumerate(assignments) if one.graded), default=0)
        order = assignments.index(assignment) / max(1, last)
        mean = self.person.writing + self.person.growth * (
            order if item.kind != "vignette" else occasion == "post"
        )
        return {
            one.id: _within(self._chance.gauss(mean + ease, 0.65), 3)
            for one, ease in zip(criteria, cycle(_EASE), strict=False)
        }

    def _rating(self, item: Item, occasion: Occasion) -> Value:
        few = 0.25 if self.person.leaves else 0.0 if self._small else 0.04
        if self._chance.random() < few:
            return {"missing": "no_chance"}
        # Seeded by the item's id, so that a question is equally hard for everybody.
        ease = Random(item.id).gauss(0, 0.35)  # noqa: S311  # a sample class, no secret
        rise = _RISE[occasion] * (1.0 if occasion == "then" else self.person.growth * self._share(item))
        return _within(self._chance.gauss(self.person.practice + ease + rise, 0.6), 4)

    def _share(self, item: Item) -> float:
        own = [any(s.id == item.strategy for s in d.strategies) for d in self.content.framework.dimensions]
        return next((share for share, mine in zip(_SHARE, own, strict=False) if mine), 1.0)

    def _other(self, item: Item) -> Value | None:
        if item.id == "consent.use":
            return "yes" if self.person.consent else "no"
        if item.kind == "sort":
            bins = [one.id for one in item.bins]
            return {
                c.id: c.bin if self._chance.random() < 0.7 else self._chance.choice(bins) for c in item.cards
            }
        if item.kind == "choice":
            return self._chance.choice([one.id for one in item.choices])
        pool = self.sample.texts.get(item.id)
        if pool is None or self._chance.random() < _SKIPS:
            return None
        return self._drawn(item, pool, self._chance)

    def _later(self, item: Item) -> Value | None:
        """Answer an item that `_other` skipped, or that was added to the sample later.

        Returns ``None`` if the learner skips it or the sample has no answer. A thorough learner never skips.
        """
        earlier = self.sample.texts.get(item.id)
        if not self.person.thorough and (earlier is not None or self._added.random() < _SKIPS):
            return None
        if item.kind == "several":
            return self._added.sample([one.id for one in item.choices], self._added.randint(2, 3))
        pool = earlier or self.sample.added.get(item.id)
        return None if pool is None else self._drawn(item, pool, self._added)

    def _drawn(self, item: Item, pool: Sequence[Any], chance: Random) -> Value:
        if item.kind == "schedule":
            places = [one for one in pool if isinstance(one, str)]
            return schedule_of(item, voice_for(self.person.id), places, chance)
        drawn = chance.choice(pool)
        if isinstance(drawn, FilledTable):
            return drawn.model_dump(mode="json")
        return drawn if isinstance(drawn, str) else dict(drawn)

    def _save(
        self,
        item: Item,
        value: Value,
        occasion: Occasion,
        parent: str | None = None,
        chance: Random | None = None,
    ) -> Response:
        chance = chance or self._chance
        self._now += timedelta(seconds=chance.randint(20, 240))
        response = Response(
            id=_ulid(self._now, chance),
            parent=parent,
            workspace=self._workspace,
            item=item.id,
            item_hash=item_hash(item),
            case=self.case.case.id,
            occasion=occasion,
            seq=len(self._year.responses),
            at=self._now,
            lane="shared",
            value=value,
        )
        self._year.responses.append(response)
        return response


def _within(value: float, most: int) -> int:
    return min(most, max(0, round(value)))


def _ulid(at: datetime, chance: Random) -> str:
    return str(ULID(int(at.timestamp() * 1000).to_bytes(6, "big") + chance.randbytes(10)))


def composed(
    story: Story, levels: Mapping[str, int], fill: Mapping[str, tuple[str, ...]], chance: Random
) -> str:
    """Compose a story's text at the given level of each criterion.

    >>> story = Story(id="s", item="equity.reflection",
    ...               parts={"event": ("Well.", "It was {day}.", "A father came on {day}.", "He came.")})
    >>> composed(story, {"event": 2}, {"day": ("Monday",)}, Random(1))
    'A father came on Monday.'
    """
    words = {name: chance.choice(one) for name, one in fill.items()}
    return " ".join(parts[levels[criterion]].format(**words) for criterion, parts in story.parts.items())


def schedule_of(item: Item, voice: VoiceId, places: Sequence[str], chance: Random) -> Value:
    """Return a schedule's answer: times that don't conflict with what the learner asked about, with places.

    There are as many times as the item wants, or as many as are free.

    >>> from kit.content import compiled
    >>> item = compiled().cases["ms_perez"].item("advocacy.scheduler")
    >>> value = schedule_of(item, "b", ["At the school."], Random(1))
    >>> len(value["options"]), value["options"][0]["how"]
    (2, 'At the school.')
    """
    first = chance.choice(item.layers)
    asked = [layer for layer in item.layers if layer is first or chance.random() < _ASKS]
    free = windows(item.days, [one for layer in asked for one in layer.hours[voice]], item.minutes)
    chosen = [free[at] for at in sorted(chance.sample(range(len(free)), min(item.least, len(free))))]
    offers = [{"day": one.day, "from": clock(one.begin), "how": chance.choice(places)} for one in chosen]
    return {"asked": [layer.id for layer in asked], "options": offers}
