"""The record of what a learner made: by week, each answer with the question's words. Data in, data out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kit.content.earlier import as_answered, asked_then, earlier
from kit.content.reading_grade import plain
from kit.journal import heads_of
from kit.model import CaseContent, Content, Criterion, Interface, Item, Occasion, Response, Scale, Value
from kit.model.plans import look_back_on
from kit.model.scene_path import ScenePath, path_in
from kit.scenes.saved import of_ids, of_path
from kit.scenes.transcript import as_text
from kit.workbook.plan_words import plan_in_words

_LEFT_OUT = {"card", "played"}
"""Kinds that are practice, or say that something was played: not work that somebody keeps."""

_ELSEWHERE = ""
"""The week of answers whose notebook is gone."""


@dataclass(frozen=True)
class Entry:
    """One answer; ``said`` are its paragraphs, or the lines of a list where it is ``listed``.

    One chooses it by its ``id``: the item's, or ``rated.<occasion>`` for self-ratings, which are one.
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
    then: str = ""
    """The question as it read when it was answered, where it reads otherwise today."""


@dataclass(frozen=True)
class WeekDone:
    """A notebook of the course as somebody has it: the minutes that it counts, and whether it counts."""

    notebook: str
    title: str
    minutes: int
    done: bool


@dataclass(frozen=True)
class Week:
    """A notebook and what was made in it."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Completion:
    """Which weeks are done, the minutes that each counts, and the day of the last shared answer in it."""

    weeks: tuple[tuple[WeekDone, date | None], ...]

    @property
    def minutes(self) -> int:
        """Of the weeks that are done, together."""
        return sum(week.minutes for week, _ in self.weeks if week.done)


@dataclass(frozen=True)
class Workbook:
    """All of it; ``learner`` is the name in class, and ``private`` whether any answer in it is private."""

    learner: str | None
    weeks: tuple[Week, ...]
    completion: Completion | None
    private: bool
    plans: tuple[tuple[str, Response], ...]
    """Plans in it, each with the title of its week."""


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
) -> Workbook:
    """Put a learner's final answers in the course's order.

    Answers to questions that are gone stay, under the words of ``wordings`` (those of earlier editions unless
    given), in their week, or in a last one of their own where that is gone, too.

    Private ones are left out unless ``private``. ``items`` are the ids of the entries to take, all unless
    given; ``completion`` adds the record of completion.
    """
    heads = heads_of(responses)
    known = earlier() if wordings is None else wordings
    made: dict[str, list[Entry]] = {week.notebook: [] for week in weeks}
    last: dict[str, date] = {}
    plans: list[tuple[str, Response]] = []
    titles = {week.notebook: week.title for week in weeks}
    first = next(iter(content.cases))
    for id, case in content.cases.items():
        # What belongs to a case that is gone follows the first one's.
        here = [r for r in heads if r.case == id or (id == first and r.case not in content.cases)]
        for place, entry, answers in _entries(case, here, content, known):
            notebook = place if place in titles else _ELSEWHERE
            titles.setdefault(notebook, content.words["workbook.earlier"])
            made.setdefault(notebook, [])
            for one in answers if not entry.private else ():
                last[notebook] = max(one.at.date(), last.get(notebook, one.at.date()))
            if (entry.private and not private) or (items is not None and entry.id not in items):
                continue
            made[notebook].append(entry)
            plans += [(titles[notebook], one) for one in answers if entry.kind == "plan"]
    shown = tuple(Week(titles[name], tuple(entries)) for name, entries in made.items() if entries)
    done = Completion(tuple((week, last.get(week.notebook)) for week in weeks)) if completion else None
    return Workbook(
        learner=learner,
        weeks=shown,
        completion=done,
        private=any(entry.private for week in shown for entry in week.entries),
        plans=tuple(plans),
    )


def _entries(
    case: CaseContent, heads: Sequence[Response], content: Content, wordings: Mapping[str, Item]
) -> Iterable[tuple[str, Entry, list[Response]]]:
    """Entries in the order in which the course asks for them, each with its notebook and its answers."""
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
            marks = _marks(criteria[item.id], head.value, words) if item.id in criteria else None
            then = asked_then(head.item_hash, item, wordings)
            asked = as_answered(head.item_hash, item, wordings)
            path = path_in(head.value) if item.kind == "scene" else None
            if path is not None:
                said, listed = _rehearsed(case, item, path, words), False
            else:
                said, listed = (marks, True) if marks is not None else _said(asked, head.value, words)
            entry = Entry(
                id=head.item,
                occasion=head.occasion,
                kind=item.kind,
                title=plain(item.title),
                prompt=" ".join(plain(item.prompt or "").split()),
                private=head.lane == "private",
                at=head.at,
                said=said,
                listed=listed,
                then=" ".join(plain(f"{then.title} {then.prompt or ''}").split()) if then else "",
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
                f"{_rating(scales, items[r.item], r.value)}: "
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


def _rating(scales: dict[str, Scale], item: Item, value: Value) -> str:
    choices = scales[item.scale].choices if item.scale in scales else ()
    missing = value.get("missing") if isinstance(value, dict) else None
    found = (c.label for c in choices if (c.id == missing if missing else c.value == value))
    return plain(next(found, str(value)))


def _marks(criteria: Sequence[Criterion], value: Value, words: Interface) -> tuple[str, ...]:
    """A text's marks by its own writer, a line for each criterion."""
    chosen = value.get("criteria") if isinstance(value, dict) else None
    lines: list[str] = []
    for one in criteria:
        given = chosen.get(one.id) if isinstance(chosen, dict) else None
        level = given.get("level") if isinstance(given, dict) else None
        says = next((each.learner for each in one.levels if each.level == level), None)
        if says is None or not isinstance(given, dict):
            continue
        line = words.fill("self_marking.level", criterion=plain(one.name), level=level, says=plain(says))
        earned = " ".join(str(given.get("words") or "").split())
        lines.append(words.fill("self_marking.earned", level=line, words=earned) if earned else line)
    return tuple(lines)


def _rehearsed(case: CaseContent, item: Item, path: ScenePath, words: Interface) -> tuple[str, ...]:
    """A scene as it was played, a line each, and the line that one would say again."""
    scene = case.scenes.get(item.id.removeprefix("scene."))
    names = {one.id: one.name for one in case.case.people}
    names |= {"you": words["rehearsed.you"], "own": words["rehearsed.own_words"]}
    names["gone"] = words["rehearsed.gone"]
    told = of_path(scene, path) if scene else of_ids(path)
    lines = as_text(told, names, words["rehearsed.later"])
    again = [words.fill("rehearsed.again", line=path.again)] if path.again else []
    return tuple(" ".join(line.split()) for line in (*lines, *again))


def _said(item: Item, value: Value, words: Interface) -> tuple[tuple[str, ...], bool]:
    """An answer in words, and whether they are a list.

    >>> text, told = Item(id="a.b", kind="prose", title="A text"), Interface(schema_version=1, texts={})
    >>> _said(text, "I asked.\\n\\nShe said no.", told)
    (('I asked.', 'She said no.'), False)
    """
    labels = {c.id: plain(c.label) for c in item.choices}
    if item.kind in ("choice", "several"):
        chosen = value if isinstance(value, list) else [value]
        return tuple(labels.get(str(one), str(one)) for one in chosen), len(chosen) > 1
    if item.kind == "sort" and isinstance(value, dict):
        cards = {c.id: " ".join(plain(c.text).split()) for c in item.cards}
        places = {b.id: plain(b.label) for b in item.bins}
        return tuple(
            f"{places.get(str(bin), bin)}: {cards.get(card, card)}" for card, bin in value.items()
        ), True
    if item.kind == "plan" and isinstance(value, dict) and {"if", "then"} <= value.keys():
        # A file that was imported may hold more than the form asks for.
        day = look_back_on(value)
        return (
            *plan_in_words(value, words),
            *([words.fill("plan.looks_back", date=day)] if day else []),
        ), False
    if isinstance(value, dict):
        return tuple(f"{name}: {part}" for name, part in value.items()), True
    if isinstance(value, list):
        return tuple(str(one) for one in value), True
    return tuple(line.strip() for line in str(value).splitlines() if line.strip()), False
