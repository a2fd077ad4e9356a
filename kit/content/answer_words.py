"""An answer in words, whatever its shape: nowhere does a learner read how it is stored.

What a question does not ask for comes from a file that was imported, from an edition of another year, or from
a question that is gone. The words in it are told all the same.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kit.content.plan_words import plan_in_words
from kit.content.reading_grade import plain
from kit.content.schedule_words import schedule_in_words
from kit.content.table_text import lines
from kit.model import CaseContent, Criterion, Interface, Item, Scale, Value
from kit.model.plans import look_back_on
from kit.model.scene_path import ScenePath, is_played, path_in
from kit.model.schedules import schedule_in
from kit.scenes.saved import of_ids, of_path
from kit.scenes.transcript import as_text

_DEEPEST = 12
"""How many values are looked into that lie in one another."""


class InWords(NamedTuple):
    """The paragraphs of an answer, or the lines of a list where it is ``listed``."""

    lines: tuple[str, ...]
    listed: bool = False


def in_words(case: CaseContent, item: Item, value: Value, words: Interface) -> InWords:
    """An answer to a question, in the words of the question.

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
        # A file that was imported may hold more than the form asks for.
        day = look_back_on(value)
        looks = [words.fill("plan.looks_back", date=words.day(day))] if day else []
        return InWords((*plan_in_words(value, words), *looks))
    return InWords(_loose(value, words), True)


def rating_in_words(scales: dict[str, Scale], item: Item, value: Value, words: Interface) -> str:
    """A self-rating in the words of its scale."""
    choices = scales[item.scale].choices if item.scale in scales else ()
    missing = value.get("missing") if isinstance(value, dict) else None
    found = (c.label for c in choices if (c.id == missing if missing else c.value == value))
    return plain(next(found, "")) or "; ".join(_loose(value, words))


def marks_in_words(criteria: Sequence[Criterion], value: Value, words: Interface) -> tuple[str, ...]:
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
        typed = given.get("words")
        earned = " ".join(typed.split()) if isinstance(typed, str) else ""
        lines.append(words.fill("self_marking.earned", level=line, words=earned) if earned else line)
    return tuple(lines)


def ending_in_words(case: CaseContent, item: str, path: ScenePath, words: Interface) -> str:
    """How a scene ended as somebody played it: a path in one short line."""
    scene = case.scenes.get(item.removeprefix("scene."))
    ending = scene.endings.get(path.ending) if scene else None
    return words.fill("scene.ended", title=ending.title if ending else path.ending.replace("_", " "))


def _rehearsed(case: CaseContent, item: Item, path: ScenePath, words: Interface) -> tuple[str, ...]:
    """A scene as it was played, a line each, from where it is set to the line that one would say again."""
    scene = case.scenes.get(item.id.removeprefix("scene."))
    names = {one.id: one.name for one in case.case.people}
    names |= {"you": words["rehearsed.you"], "own": words["rehearsed.own_words"]}
    names["gone"] = words["rehearsed.gone"]
    setting = [scene.setting[path.voice]] if scene else []
    told = of_path(scene, path) if scene else of_ids(path)
    lines = as_text(told, names, words["rehearsed.later"])
    again = [words.fill("rehearsed.again", line=path.again)] if path.again else []
    return tuple(" ".join(line.split()) for line in (*setting, *lines, *again))


def _loose(value: object, words: Interface) -> tuple[str, ...]:
    """The words and numbers of a value that no question asks for, or a sentence where it has none."""
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
