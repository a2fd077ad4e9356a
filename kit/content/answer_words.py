"""Put an answer of any shape into words, so that a learner never reads how it is stored.

An answer may hold more than its question asks for: it may come from an imported file, another year's edition,
or a question that is gone. All of its words are still shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kit.content.reading_grade import plain
from kit.content.table_text import lines
from kit.content.week_words import clock_in_words, day_in_words, hours_in_words
from kit.model import CaseContent, Criterion, Interface, Item, Scale, Value
from kit.model.plans import look_back_on
from kit.model.scene_path import ScenePath, is_played, path_in
from kit.model.schedules import Layer, Schedule, minute, schedule_in
from kit.scenes.saved import of_ids, of_path
from kit.scenes.transcript import as_text

_DEEPEST = 12
"""How many levels of nested values to look into."""


class InWords(NamedTuple):
    """The paragraphs of an answer, or the entries of a list if it is ``listed``."""

    lines: tuple[str, ...]
    listed: bool = False


def in_words(case: CaseContent, item: Item, value: Value, words: Interface) -> InWords:
    """Return an answer in the words of its question.

    >>> from kit.content import compiled
    >>> content = compiled()
    >>> asked = Item(id="a.b", kind="prose", title="A text")
    >>> in_words(content.cases["ms_perez"], asked, "I asked.\\n\\nShe said no.", content.words).lines
    ('I asked.', 'She said no.')
    """
    if path := path_in(value):
        return InWords(_rehearsed(case, item, path, words))
    if is_played(value):
        return InWords((plain(item.title),))
    if isinstance(value, str) and item.kind not in ("choice", "several"):
        return InWords(_lines(value))
    if item.kind in ("choice", "several"):
        labels = {c.id: plain(c.label) for c in item.choices}
        chosen = value if isinstance(value, list) else [value]
        found = [labels.get(one, one) if isinstance(one, str) else _loose(one, words)[0] for one in chosen]
        return InWords(tuple(found), len(found) > 1)
    if item.kind == "sort" and isinstance(value, dict):
        cards = {c.id: " ".join(plain(c.text).split()) for c in item.cards}
        places = {b.id: plain(b.label) for b in item.bins}
        told = {card: bin for card, bin in value.items() if isinstance(bin, str)}
        sorted_to = (f"{places.get(bin, bin)}: {cards.get(card, card)}" for card, bin in told.items())
        return InWords(tuple(sorted_to) if len(told) == len(value) else _loose(value, words), True)
    if item.kind == "table" and (filled := lines(item, value)) is not None:
        return InWords(filled or _loose(value, words), True)
    if item.kind == "schedule" and (week := schedule_in(value)):
        return InWords(schedule_in_words(item, week, words) or _loose(value, words), True)
    if item.kind == "plan" and isinstance(value, dict) and _is_text(value.get("if"), value.get("then")):
        # An imported file may hold more than the form asks for.
        day = look_back_on(value)
        looks = [words.fill("plan.looks_back", date=words.day(day))] if day else []
        return InWords((*plan_in_words(value, words), *looks))
    return InWords(_loose(value, words), True)


def rating_in_words(scales: dict[str, Scale], item: Item, value: Value, words: Interface) -> str:
    """Return a self-rating in the words of its scale."""
    choices = scales[item.scale].choices if item.scale in scales else ()
    missing = value.get("missing") if isinstance(value, dict) else None
    found = (c.label for c in choices if (c.id == missing if missing else c.value == value))
    return plain(next(found, "")) or "; ".join(_loose(value, words))


def marks_in_words(criteria: Sequence[Criterion], value: Value, words: Interface) -> tuple[str, ...]:
    """Return the marks that a learner gave their own text, one line per criterion."""
    chosen = value.get("criteria") if isinstance(value, dict) else None
    lines: list[str] = []
    for one in criteria:
        given = chosen.get(one.id) if isinstance(chosen, dict) else None
        level = given.get("level") if isinstance(given, dict) else None
        says = next((each.learner for each in one.levels if each.level == level), None)
        if says is None or not isinstance(given, dict):
            continue
        line = words.fill("self_marking.level", criterion=plain(one.name), level=level, says=plain(says))
        typed = given.get("words")
        earned = " ".join(typed.split()) if isinstance(typed, str) else ""
        lines.append(words.fill("self_marking.earned", level=line, words=earned) if earned else line)
    return tuple(lines)


def ending_in_words(case: CaseContent, item: str, path: ScenePath, words: Interface) -> str:
    """Say in one short line how a scene ended for somebody who played it."""
    scene = case.scenes.get(item.removeprefix("scene."))
    ending = scene.endings.get(path.ending) if scene else None
    return words.fill("scene.ended", title=ending.title if ending else path.ending.replace("_", " "))


def _rehearsed(case: CaseContent, item: Item, path: ScenePath, words: Interface) -> tuple[str, ...]:
    """Return a scene as it was played, one line each, from its setting to the line to say again."""
    scene = case.scenes.get(item.id.removeprefix("scene."))
    names = {one.id: one.name for one in case.case.people}
    names |= {"you": words["rehearsed.you"], "own": words["rehearsed.own_words"]}
    names |= {"nearest": words["rehearsed.nearest"], "gone": words["rehearsed.gone"]}
    setting = [scene.setting[path.voice]] if scene else []
    told = of_path(scene, path) if scene else of_ids(path)
    lines = as_text(told, names, words["rehearsed.later"])
    # If the course no longer has the ending, the lines already show it as gone.
    ended = scene is not None and path.ending in scene.endings
    how = [ending_in_words(case, item.id, path, words)] if ended else []
    again = [words.fill("rehearsed.again", line=path.again)] if path.again else []
    return tuple(" ".join(line.split()) for line in (*setting, *lines, *how, *again))


def _loose(value: object, words: Interface) -> tuple[str, ...]:
    """Return the words and numbers in a value that fits no question, or a stock sentence if it has none."""
    return tuple(_inside(value)) or (words["form.no_words"],)


def _inside(value: object, name: str = "", depth: int = 0) -> Iterator[str]:
    if isinstance(value, dict | list) and depth < _DEEPEST:
        named = value.items() if isinstance(value, dict) else ((name, part) for part in value)
        for inner, part in named:
            yield from _inside(part, str(inner), depth + 1)
    elif isinstance(value, str) and value.strip():
        yield ": ".join(filter(None, (name, " ".join(value.split()))))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield ": ".join(filter(None, (name, str(value))))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _is_text(*parts: object) -> bool:
    return all(isinstance(part, str) for part in parts)


def plan_in_words(value: Mapping[str, object], words: Interface) -> tuple[str, ...]:
    """Return an if–then plan as its form shows it: a sentence, or two halves (planSentence in plan.js).

    >>> told = {"sentence": "If {if}, then I will {then}", "begins_if": "if", "begins_then": "then I; I will"}
    >>> words = Interface(schema_version=1, texts={"plan": told | {"two_lines": "If: {if}; then: {then}"}})
    >>> plan_in_words({"if": "If she calls,", "then": "I will answer."}, words)
    ('If she calls, then I will answer.',)
    >>> plan_in_words({"if": "she calls", "then": "Answer"}, words)
    ('If: she calls; then: Answer',)
    """
    halves = {part: str(value[part]).strip() for part in ("if", "then")}
    when, when_fits = _bare(halves["if"], words["plan.begins_if"])
    act, act_fits = _bare(halves["then"], words["plan.begins_then"])
    if when_fits and act_fits and act[:1].islower():
        return (f"{words.fill('plan.sentence', **{'if': when, 'then': act})}.",)
    return tuple(words.fill("plan.two_lines", **halves).splitlines())


def _bare(half: str, begins: str) -> tuple[str, bool]:
    """Return a half without its opening words and its period, and whether it fits the sentence."""
    openings = [one.strip() for one in begins.split(";")]
    first = next((one for one in openings if half.lower().startswith(f"{one.lower()} ")), "")
    rest = re.sub(r"[\s.,;]+$", "", half[len(first) :]).strip()
    return rest, bool(first) or rest[:1].islower() or re.match(r"I\b", rest) is not None


def schedule_in_words(item: Item, value: Schedule, words: Interface) -> tuple[str, ...]:
    """Return a schedule as its form shows it: offers, what was asked with the hours told, and what wasn't.

    Hours that differ by voice are shown only once the voice is known (`ScheduleParts.told_in`).
    """
    offers = (
        words.fill(
            "schedule.offer",
            day=day_in_words(one.day, words),
            time=clock_in_words(minute(one.begin), words),
            how=" ".join(one.how.split()),
        )
        for one in value.offers
    )
    asked = [layer for layer in item.layers if layer.id in value.asked]
    left = ", ".join(plain(layer.label) for layer in item.layers if layer not in asked)
    return (
        *offers,
        *(_told(layer, words) for layer in asked),
        *([words.fill("schedule.not_asked", layers=left)] if left else []),
    )


def _told(layer: Layer, words: Interface) -> str:
    hours = "; ".join(hours_in_words(layer.same_for_all, words))
    label = plain(layer.label)
    return words.fill("schedule.told", layer=label, hours=hours) if hours else label
