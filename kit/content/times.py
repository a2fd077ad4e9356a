"""Count what one learner reads and does in a notebook, piece by piece, and the minutes that it takes.

All words and minutes are counted here: for Home, the bar, the notebooks' own sentences about time, and ``kit
check``. The folded law doesn't count, and in a text with two languages only the English does. A scene counts
the minutes of its slowest path and no words, since scenes have a word limit of their own. Parts called
*Stretch* are counted separately: a callout of that name makes a stretch of its section, up to the next
heading of the same level or a higher one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kit.content.directives import TIMES, DirectiveFault, Source, expand
from kit.content.notebook_text import Call, NotebookText, Piece, call_of, scene_in
from kit.content.reading_grade import plain, words
from kit.content.scene_minutes import minutes_of
from kit.model import CaseContent, Item, Occasion
from kit.model.items import MOST_CARDS

_READ, _WRITTEN = 200, 12
"""Words per minute."""

_CHOSEN, _CARD, _RATED = 1.0, 1 / 2, 1 / 6
"""Minutes for a choice, for a card to recall or to sort, and for a self-rating."""

_SENTENCES = 30
"""Words to write where an item doesn't say how many: a sentence or two."""

_WHERE = 6
"""Words to write for each time that a learner offers in a schedule."""

_LAW = re.compile(r"""(?s)<details class="kit-callout kit-callout-law">.*?</details>""")
_SPANISH = re.compile(r'(?s)<(\w+)[^>]*\blang="es"[^>]*>.*?</\1>')

_TOLD = {
    ("minutes", ""): "times.core",
    ("so_far", ""): "times.stop",
    ("so_far", "sitting"): "times.sitting",
    ("so_far", "end"): "times.end",
}


class Part(NamedTuple):
    """One piece of a text, as one learner reads it."""

    piece: Piece
    stretch: bool
    """Whether a learner who is short of time may skip it."""
    shown: tuple[str, ...]
    """The text to read, without Markdown's marks."""
    doing: float
    """Minutes beyond reading: to write, to choose, to rate."""

    @property
    def words(self) -> int:
        """The number of words to read."""
        return sum(len(words(text)) for text in self.shown)

    @property
    def minutes(self) -> float:
        """Minutes to read it and to do what it asks."""
        return self.words / _READ + self.doing


def parts_of(text: NotebookText, source: Source) -> list[Part]:
    """Return a text's pieces in order; raises `DirectiveFault` if a directive names nothing that exists."""
    case = source.content.cases[source.case_id]
    parts = []
    for piece, stretch in with_stretches(text, source):
        call = call_of(piece.text) if piece.kind == "code" else None
        items = [item for item, _ in asked(call, case)] if call else []
        parts.append(
            Part(
                piece,
                stretch or (bool(items) and all(item.stretch for item in items)),
                tuple(_read(call, items, case)) if call else (shown_in(piece, source),),
                sum(_doing(item, case) for item in items),
            )
        )
    return parts


def core_minutes(text: NotebookText, source: Source) -> int:
    """Return the minutes of a notebook without its stretches, rounded."""
    return round(sum(part.minutes for part in parts_of(text, source) if not part.stretch))


def shown_in(piece: Piece, source: Source) -> str:
    """Return what a learner reads of a piece, without marks or the folded law; nothing for a cell."""
    if piece.kind == "code":
        return ""
    if piece.kind != "directive":
        return plain(piece.text)
    if scene_in(piece.text):
        return ""  # On a screen its form replaces it, and the form is what counts.
    if found := TIMES.match(piece.text):
        if (found[1], found[2] or "") not in _TOLD:
            raise DirectiveFault("content.time_kind", name=" ".join(filter(None, found.groups())))
        # The number isn't known yet. Any number is one word, and so is its placeholder.
        return source.content.words[_TOLD[found[1], found[2] or ""]]
    return plain(_SPANISH.sub("", _LAW.sub("", expand(piece.text, source) or "")))


def is_stretch(piece: Piece, source: Source) -> bool:
    """Return whether a piece is the callout that begins a stretch."""
    name = re.escape(source.content.words["callout.stretch"])
    return piece.kind == "directive" and bool(re.match(rf"\{{\{{\s*callout\s+{name}\s*\|", piece.text))


def with_stretches(text: NotebookText, source: Source) -> Iterator[tuple[Piece, bool]]:
    """Yield each piece of a text, and whether it is in a part that a *Stretch* callout begins."""
    here, within = 1, 0  # Levels: of the last heading, of the stretch's heading.
    for at, piece in enumerate(text.pieces):
        if piece.kind == "heading":
            here = len(piece.text) - len(piece.text.lstrip("#"))
            if here <= within:
                within = 0
            # The heading belongs to what follows it.
            if not within and any(is_stretch(one, source) for one in text.pieces[at + 1 : at + 2]):
                within = here
        elif not within and is_stretch(piece, source):
            within = here
        yield piece, bool(within)


def asked(call: Call, case: CaseContent) -> list[tuple[Item, Occasion]]:
    """Return the items that a cell shows, with their occasions.

    The two vignettes are parallel, so the first counts for both.
    """
    ratings: list[Item] = [one for one in case.items.items if one.kind == "rating"]
    match call.verb, call.arguments:
        case "rate", ("pre" | "post" | "follow_up" as occasion,):
            return [(one, occasion) for one in ratings]
        case "then_test", ():
            return [(one, "then") for one in ratings]
        case "vignette", (which,):
            return [(one, "pre" if which == "first" else "post") for one in case.vignettes[:1]]
        case "recall", (here,):
            cards = [one for one in case.items.items if one.kind == "card" and (one.notebook or "") < here]
            return [(card, "during") for card in cards[-MOST_CARDS:]]
        case "scene", (name,):
            return [(one, "during") for one in case.items.items if one.id == f"scene.{name}"]
        case "reflect" | "choose" | "sort" | "plan" | "table" | "schedule" | "look_back", (id, *_):
            return [(one, "during") for one in case.items.items if one.id == id]
    return []


def _read(call: Call, items: list[Item], case: CaseContent) -> Iterator[str]:
    for scale in case.items.scales:
        if any(item.scale == scale.id for item in items):
            said = [scale.then_intro, scale.then_stem] if call.verb == "then_test" else [scale.stem]
            yield from (plain(text) for text in said if text)
    for item in items:
        choices = [text for one in item.choices for text in (one.label, one.explain)]
        cards = [text for card in item.cards for text in (card.text, card.explain)]
        bins = [one.label for one in item.bins]
        columns = [text for one in item.columns for text in (one.label, one.hint)]
        options = [option.label for one in item.columns for option in one.options]
        rows = [text for one in item.rows for text in (one.text, *one.cells.values(), one.explain)]
        told = [item.title, item.story, item.prompt, item.answer, *item.checklist, *bins, *choices, *cards]
        layers = [text for layer in item.layers for text in (layer.label, layer.ask, layer.told)]
        told += [*columns, *options, *rows, *layers, *_hers(item, case)]
        yield from (plain(text) for text in told if text)


def _hers(item: Item, case: CaseContent) -> Iterator[str | None]:
    """Yield what the parent answers in the first voice, which is the one that a notebook carries."""
    asked = {layer.line for layer in item.layers}
    for line in (line for voice in case.voices[:1] for line in voice.lines if line.id in asked):
        yield line.moment
        yield line.en


def _words_of(item: Item) -> float:
    return (item.words.least + item.words.most) / 2 if item.words else _SENTENCES


def _doing(item: Item, case: CaseContent) -> float:
    match item.kind:
        case "prose" | "vignette" | "plan" | "table":
            first = next((one for one in case.items.items if one.id == item.starts_from), None)
            # The table that it starts from was written, and counted, earlier.
            return max(0, _words_of(item) - (_words_of(first) if first else 0)) / _WRITTEN
        case "choice" | "several":
            return _CHOSEN
        case "sort":
            return _CARD * len(item.cards)
        case "schedule":
            # A press for each question and each offered time, and a few words on where and how.
            return _RATED * len(item.layers) + item.least * (_RATED + _WHERE / _WRITTEN)
        case "card":
            return _CARD
        case "scene":
            return minutes_of(case, item.id.removeprefix("scene."))
    return _RATED
