"""Which sentences of a text can be quoted beside a remark to its writer: their own, and about what is said.

A quote that does not fit does more harm than none, so a remark goes without one where no sentence is sure to
fit. What makes one fit is the list ``cue_lists/quoting.txt``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from kit.reading.lexicon import listed

_MOST_WORDS = 30
"""A quoted sentence is cut after so many words."""
_LEAST_WORDS = 5
"""Of fewer words nobody can tell what is in them."""
_LEAST_STOPS = 1 / 50
"""With fewer full stops a word (dictated without any), a cut sentence is a fragment: nothing is quoted."""
_OTHERS_MOST = 0.4
"""A sentence of which more stands in quotation marks is somebody else's."""
_QUOTATION = re.compile(r'"[^"]*"|“[^”]*”')


class _Fits(NamedTuple):
    """The sections of the list of which a sentence has one, and those of which it has none."""

    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


_MOMENT = _Fits(("happened",), ("judges", "to_reader"))
_REMARKS: dict[str, _Fits] = {
    "praise.event": _MOMENT,
    "praise.assumption": _Fits(("thought",), ("seen_through",)),
    "praise.perspective.3": _Fits(("asked",), ("to_reader", "asked_staff", "not_asked")),
    "praise.perspective": _Fits(("felt",), ("to_reader", "if_they", "should")),
    "praise.strategy": _Fits(("changed",), ("ahead", "feeling", "joking")),
    "praise.action": _Fits(("ahead",), ("feeling",)),
    "ask.event": _Fits(none_of=("to_reader",)),
    # Nothing earns these yet: they are asked about the moment, and what one could do about the whole text.
    "ask.assumption.0": _MOMENT,
    "ask.perspective.0": _MOMENT,
    "ask.assumption": _Fits(("thought",), ("seen_through",)),
    "ask.perspective.1": _Fits(("felt",), ("to_reader", "thought")),
    "ask.strategy.2": _Fits(("changed",), ("feeling",)),
    "ask.strategy.3": _Fits(("changed",), ("feeling",)),
    "ask.action.1": _Fits(("ahead",), ("placed",)),
    "ask.action.2": _Fits(("mine",), ("feeling",)),
    "ask.action.3": _Fits(("mine",), ("feeling",)),
    "caution": _Fits(none_of=("told_by_others", "thought")),
}


def quotable(remark: str, level: int, evidence: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The sentences that can be quoted beside a remark at a level, in order; some remarks take none.

    >>> said = [{"text": "She crossed out father."}, {"text": "Maybe she felt that we left them out."}]
    >>> list(quotable("ask.perspective", 1, said))
    ['Maybe she felt that we left them out.']
    """
    fits = _REMARKS.get(f"{remark}.{level}") or _REMARKS.get(remark)
    if fits is None:
        return
    for one in evidence:
        sentence = str(one["text"])
        plain = sentence.lower().replace("’", "'").replace("“", '"').replace("”", '"')
        has = {name for name in (*fits.one_of, *fits.none_of) if _section(name).search(plain)}
        if _is_own(plain) and not has & {*fits.none_of} and (has or not fits.one_of):
            yield cut(sentence)


def may_quote(text: str, words: int) -> bool:
    """Whether sentences of a text can be told apart at all.

    >>> may_quote("so i told him and he said ok and i said ok and then we went on " * 9, 153)
    False
    """
    return len(re.findall(r"[.!?…](?:\s|$)", text)) >= _LEAST_STOPS * words


def cut(sentence: str) -> str:
    """A sentence on one line, without the dash of a list, its end left out where it is long."""
    said = sentence.lstrip("-*• ").split()
    return " ".join(said) if len(said) <= _MOST_WORDS else " ".join(said[:_MOST_WORDS]) + " …"


def _is_own(plain: str) -> bool:
    """Whether a sentence is the writer's: not part of a quotation, much of it quoted, or a mere question."""
    if plain.count('"') % 2 or len(plain.split()) < _LEAST_WORDS:
        return False
    quoted = sum(len(one) for one in _QUOTATION.findall(plain))
    return quoted <= _OTHERS_MOST * len(plain) and not (not quoted and plain.endswith("?"))


@cache
def _section(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(listed('quoting')[name])})(?![\w'])")
