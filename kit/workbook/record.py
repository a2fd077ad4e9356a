"""Gather what a learner made, by week, each answer with its question. Only the compiled content is read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kit.content.answer_words import in_words, marks_in_words, rating_in_words
from kit.content.earlier import as_answered, asked_then, earlier
from kit.content.reading_grade import plain
from kit.content.table_text import cells
from kit.journal import heads_of
from kit.model import VOICES, CaseContent, Content, Criterion, Item, Occasion, Response, VoiceId
from kit.workbook.rehearsal import Rehearsal, rehearsal

_LEFT_OUT = {"card", "played"}
"""The kinds of items that are left out: practice, and notes that a scene was played."""

_ELSEWHERE = ""
"""The key of the week for answers whose notebook no longer exists."""


@dataclass(frozen=True)
class Entry:
    """One answer; ``said`` has its paragraphs, or the lines of a list if it is ``listed``.

    The ``id`` by which it is chosen is the item's. The self-ratings of an occasion are one entry with the id
    ``rated.<occasion>``, in each lane.
    """

    id: str
    occasion: Occasion
    kind: str
    title: str
    prompt: str
    private: bool
    at: datetime
    said: tuple[str, ...]
    listed: bool
    table: tuple[tuple[str, ...], ...] = ()
    """The rows of a table, shown instead of `said`; the first is the header. Empty if a column is gone."""
    then: str = ""
    """The question as it was worded when it was answered, if it is worded differently today."""
    rehearsal: Rehearsal | None = None
    """A scene as it was played, shown instead of `said`; ``None`` if the course no longer has the scene."""


@dataclass(frozen=True)
class WeekDone:
    """A notebook of the course for one learner: how many tasks are done, and the minutes of those."""

    notebook: str
    title: str
    done: int
    tasks: int
    minutes: int
    month: str = ""
    dimension: str | None = None


@dataclass(frozen=True)
class Week:
    """A notebook and the answers given in it."""

    title: str
    entries: tuple[Entry, ...]
    month: str = ""
    dimension: str | None = None
    notebook: str = _ELSEWHERE


@dataclass(frozen=True)
class Completion:
    """The record of completion: each week, and the day of the last shared answer in it."""

    weeks: tuple[tuple[WeekDone, date | None], ...]

    @property
    def minutes(self) -> int:
        """The minutes of all tasks that are done."""
        return sum(week.minutes for week, _ in self.weeks)

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(week.done for week, _ in self.weeks)

    @property
    def tasks(self) -> int:
        """How many tasks the course has."""
        return sum(week.tasks for week, _ in self.weeks)


@dataclass(frozen=True)
class Workbook:
    """A whole workbook; ``learner`` is the name in class, ``private`` whether any answer in it is private."""

    learner: str | None
    weeks: tuple[Week, ...]
    completion: Completion | None
    private: bool
    plans: tuple[tuple[str, Response], ...]
    """The plans in it, each with the title of its week."""


def gather(
    responses: Iterable[Response],
    content: Content,
    weeks: Sequence[WeekDone],
    learner: str | None,
    *,
    private: bool = False,
    items: Collection[str] | None = None,
    completion: bool = True,
    wordings: Mapping[str, Item] | None = None,
    voice: VoiceId = VOICES[0],
) -> Workbook:
    """Gather a learner's final answers in the course's order.

    Answers to questions that no longer exist are kept, with the question's text from ``wordings`` (by default
    those of earlier editions). They appear in their week, or in an extra last week if that is gone too.

    Private answers are left out unless ``private`` is true. ``items`` are the ids of the entries to include,
    by default all. ``completion`` adds the record of completion. Schedules have the hours of the learner's
    ``voice``.
    """
    heads = heads_of(responses)
    known = earlier() if wordings is None else wordings
    made: dict[str, list[Entry]] = {week.notebook: [] for week in weeks}
    last: dict[str, date] = {}
    plans: list[tuple[str, Response]] = []
    titles = {week.notebook: week.title for week in weeks}
    first = next(iter(content.cases))
    for id, case in content.cases.items():
        # Answers from a case that no longer exists go with the first case.
        here = [r for r in heads if r.case == id or (id == first and r.case not in content.cases)]
        for place, entry, answers in _entries(case, here, content, known, voice):
            notebook = place if place in titles else _ELSEWHERE
            titles.setdefault(notebook, content.words["workbook.earlier"])
            made.setdefault(notebook, [])
            for one in answers if not entry.private else ():
                last[notebook] = max(one.at.date(), last.get(notebook, one.at.date()))
            if (entry.private and not private) or (items is not None and entry.id not in items):
                continue
            made[notebook].append(entry)
            plans += [(titles[notebook], one) for one in answers if entry.kind == "plan"]
    of_course = {week.notebook: week for week in weeks}
    shown = tuple(
        Week(titles[name], tuple(entries), week.month, week.dimension, name)
        if (week := of_course.get(name))
        else Week(titles[name], tuple(entries))
        for name, entries in made.items()
        if entries
    )
    done = Completion(tuple((week, last.get(week.notebook)) for week in weeks)) if completion else None
    return Workbook(
        learner=learner,
        weeks=shown,
        completion=done,
        private=any(entry.private for week in shown for entry in week.entries),
        plans=tuple(plans),
    )


def _entries(
    case: CaseContent,
    heads: Sequence[Response],
    content: Content,
    wordings: Mapping[str, Item],
    voice: VoiceId,
) -> Iterable[tuple[str, Entry, list[Response]]]:
    """Yield entries in the course's order, each with its notebook and the answers in it."""
    words = content.words
    own = {one.graded: one for one in case.items.assignments if one.graded}
    items: dict[str, Item] = {}
    criteria: dict[str, Sequence[Criterion]] = {}
    for item in case.items.items:
        items[item.id] = item
        if one := own.get(item.id):
            marking = content.self_marking(one)
            items[marking.id] = marking
            criteria[marking.id] = content.rubric.criteria_of(one.rubric)
    gone = Item(id="gone.question", kind="prose", title=words["workbook.gone"])
    for head in heads:
        if head.item not in items and not head.item.startswith("card."):
            items[head.item] = wordings.get(head.item_hash, gone)
    scales = {scale.id: scale for scale in case.items.scales}
    rated: dict[tuple[Occasion, bool], list[Response]] = {}
    order = list(items)
    for head in sorted((r for r in heads if r.item in items), key=lambda r: (order.index(r.item), r.seq)):
        item = items[head.item]
        if item.kind == "rating":
            if head.occasion == "during":
                continue  # no form asks for it
            rated.setdefault((head.occasion, head.lane == "private"), []).append(head)
        elif item.kind not in _LEFT_OUT and not item.id.startswith("consent."):
            then = asked_then(head.item_hash, item, wordings)
            asked = as_answered(head.item_hash, item, wordings)
            if item.id in criteria:
                said, listed = marks_in_words(criteria[item.id], head.value, words), True
            else:
                said, listed = in_words(case, asked.told_in(voice), head.value, words)
            entry = Entry(
                id=head.item,
                occasion=head.occasion,
                kind=item.kind,
                title=plain(item.title),
                prompt=" ".join(plain(item.printed or item.prompt or "").split()),
                private=head.lane == "private",
                at=head.at,
                # An imported file may hold an answer without a word in it.
                said=said or (words["form.no_words"],),
                listed=listed,
                table=cells(asked, head.value) if item.kind == "table" else (),
                then=" ".join(plain(f"{then.title} {then.prompt or ''}").split()) if then else "",
                rehearsal=rehearsal(case, item.id, head.value, words),
            )
            yield _notebook(case, item, head.occasion), entry, [head]
    for (occasion, private), answers in rated.items():
        first = items[answers[0].item]
        entry = Entry(
            id=f"rated.{occasion}",
            occasion=occasion,
            kind="rating",
            title=words[f"rated.{occasion}"],
            prompt="",
            private=private,
            at=max(one.at for one in answers),
            said=tuple(
                f"{rating_in_words(scales, items[r.item], r.value, words)}: "
                f"{plain((asked_then(r.item_hash, items[r.item], wordings) or items[r.item]).title)}"
                for r in answers
            ),
            listed=True,
        )
        yield _notebook(case, first, occasion), entry, answers


def _notebook(case: CaseContent, item: Item, occasion: Occasion) -> str:
    if item.kind in ("rating", "vignette"):
        found = next((a.notebook for a in case.items.assignments if occasion in a.occasions), None)
        return f"{found or item.notebook}.ipynb"
    return f"{item.notebook}.ipynb"
