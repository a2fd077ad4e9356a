"""A notebook as a row of steps: what each is called, what it asks for, and how long it takes.

A step is a heading of the second level; what stands before the first one belongs to the first step. Minutes
are counted: words to read, words to write, choices and ratings. Whoever needs a step's time asks here.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from kit.content.directives import Source, expand
from kit.content.notebook_text import Call, NotebookText, Piece, call_of
from kit.content.reading_grade import plain, words
from kit.model import CaseContent, Item, Occasion
from kit.model.items import MOST_CARDS

_READ, _WRITTEN = 200, 12
"""Words a minute."""

_CHOSEN, _RATED = 1.0, 1 / 6
"""Minutes for a choice; and for a self-rating, a card to sort or a card to recall."""

_SENTENCES = 30
"""Words to write where an item doesn't say how many: a sentence or two."""

_LAW = re.compile(r"(?s)<details.*?</details>")


class Ask(NamedTuple):
    """One answer that a step asks for: the item and when it is asked."""

    item: str
    occasion: Occasion


class Step(NamedTuple):
    """One step; ``slug`` is its address in the notebook, ``feedback`` the assignment whose marks it shows."""

    slug: str
    title: str
    minutes: int
    asks: tuple[Ask, ...]
    feedback: str | None


def steps_of(text: NotebookText, source: Source) -> list[Step]:
    """The steps of a notebook's text, in order; raises `DirectiveFault` where a directive names nothing.

    ``asks`` leaves out what nobody has to do (*Stretch*), and cards to recall, which are asked repeatedly.
    """
    case = source.content.cases[source.case_id]
    steps: list[Step] = []
    for title, pieces in _by_heading(text):
        calls = [call for piece in pieces if piece.kind == "code" and (call := call_of(piece.text))]
        read = sum(words_in(piece, source) for piece in pieces)
        minutes = read / _READ + sum(_minutes(item) for call in calls for item, _ in _asked(call, case))
        slug, taken = _slug(title), {step.slug for step in steps}
        steps.append(
            Step(
                slug=next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, 99))) if one not in taken),
                title=title,
                minutes=max(1, round(minutes)),
                asks=tuple(
                    Ask(item.id, occasion)
                    for call in calls
                    if call.verb != "recall"
                    for item, occasion in _asked(call, case)
                    if not item.stretch
                ),
                feedback=next((call.arguments[0] for call in calls if call.verb == "feedback"), None),
            )
        )
    return steps


def words_in(piece: Piece, source: Source) -> int:
    """How many words there are to read in a piece of a text; the law stands folded and is not counted."""
    if piece.kind == "code":
        return 0
    read = _LAW.sub("", expand(piece.text, source) or "") if piece.kind == "directive" else piece.text
    return len(words(plain(read)))


def _by_heading(text: NotebookText) -> Iterator[tuple[str, list[Piece]]]:
    pieces = list(text.pieces)
    heads = [at for at, one in enumerate(pieces) if one.kind == "heading" and one.text.startswith("## ")]
    for at, end in zip(heads, [*heads[1:], len(pieces)], strict=True):
        yield pieces[at].text[3:].strip(), pieces[0 if at == heads[0] else at : end]


def _slug(title: str) -> str:
    """Lower-case ASCII words with hyphens.

    >>> _slug("What is private, what is graded")
    'what-is-private-what-is-graded'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "step"


def _asked(call: Call, case: CaseContent) -> list[tuple[Item, Occasion]]:
    """The items that a cell shows; of the two vignettes, which are parallel, the first stands for both."""
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
        case "reflect" | "choose" | "sort" | "plan" | "look_back", (id, *_):
            return [(one, "during") for one in case.items.items if one.id == id]
    return []


def _minutes(item: Item) -> float:
    choices = [part for one in item.choices for part in (one.label, one.explain)]
    cards = [part for card in item.cards for part in (card.text, card.explain)]
    shown = [item.title, item.prompt, item.story, item.answer, *item.checklist, *choices, *cards]
    read = sum(len(words(plain(text))) for text in shown if text)
    written = (item.words.least + item.words.most) / 2 if item.words else _SENTENCES
    doing = {
        "prose": written / _WRITTEN,
        "vignette": written / _WRITTEN,
        "plan": written / _WRITTEN,
        "choice": _CHOSEN,
        "several": _CHOSEN,
        "sort": _RATED * len(item.cards),
    }
    return read / _READ + doing.get(item.kind, _RATED)
