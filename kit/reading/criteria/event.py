"""Event: is something told that happened, can it be placed, is what was seen kept apart from its meaning?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kit.reading.criteria.found import Found, near, share, yes
from kit.reading.lexicon import word_list
from kit.reading.sentences import word_set
from kit.reading.signs import Signed
from kit.reading.verbs import forms, is_past

_CLOCK = re.compile(r"\d:\d\d|\d ?[ap]\.?m\b|o'clock")
_TOLD = frozenset(f for verb in word_list("act") for f in forms(verb.rstrip("+")) if is_past(f)) | {
    "came",
    "read",
    "put",
    "set",
    "let",
    "hit",
    "cut",
    "shut",
}
_EITHER = word_set("read put set let hit cut shut")
_NOT_TOLD = word_set(
    "is are be being get gets am a an the to will would could may might should never has have"
)


def event(signed: Sequence[Signed], _dimension: str | None = None) -> Found:
    """Clues for *event*."""
    n = max(1, len(signed))
    # Some tell in the present: "this dad comes in with the baby and sits down". One such sentence may be
    # general.
    in_present = any(
        s.narrated and not s.past and s.kin and (s.has("event.occasion", "event.recent") or s.dated)
        for s in signed
    )
    told = [s for s in signed if _happens(s, in_present)]
    is_told = set(told)
    exact = [s for s in told if s.dated or s.has("event.recent")]
    placed = [s for s in told if s.has("event.occasion")]
    is_placed = {*exact, *placed}
    dated = [
        s for s in signed
        if (s.dated or s.has("event.recent")) and (s.past or _clock(s)) and not s.has("action.tense_will")
    ]  # fmt: skip
    head_occasion = [s for s in signed[:3] if s.has("event.occasion") and (s.past or s in is_told or s.dated)]
    both = [
        s for s in signed if s.has("event.seen") and near(signed, s.at, 1, 1, "event.meant", "event.untold")
    ]
    labels = [
        s for s in signed if s.has("event.meant", "event.untold") and any(_is_label(q) for q in s.quotes)
    ]
    vague = [s for s in signed[:4] if s.has("event.vague_time") and s.past]
    with_family = [s for s in told if s.near_family]
    apart = both or labels
    here = [
        s
        for s in told
        if (s.near_family or s.prof)
        and (s in is_placed or near(signed, s.at, 2, 0, "event.occasion", "event.recent"))
    ]
    here.sort(key=lambda s: s not in is_placed)
    rule = (2 + bool(apart) if here else 1) if told or vague else 0
    clues = {
        "rule": rule / 3,
        "rule_2": yes(rule >= 2),
        "rule_3": yes(rule >= 3),
        "told": share(told, 3),
        "told_share": len(with_family) / n,
        "past_share": sum(s.narrated for s in signed) / n,
        "exact": yes(exact),
        "placed": yes(placed),
        "placed_family": yes([s for s in placed if s.near_family]),
        "head_occasion": yes(head_occasion),
        "head_date": yes(any(s.at < 2 for s in dated)),
        "dated": yes(dated),
        "clock": yes(any(_clock(s) and (s.past or s.dated) for s in signed)),
        "vague_head": yes(any(s.has("event.vague_time") for s in signed[:2])),
        "vague": yes(vague),
        "case": yes(any(s.has("event.case_only") for s in signed)),
        "rehearsal": yes(any(s.has("event.rehearsal") and s.past for s in signed)),
        "seen": share([s for s in signed if s.has("event.seen")], 2),
        "meant": share([s for s in signed if s.has("event.meant")], 3),
        "untold": yes(any(s.has("event.untold") for s in signed)),
        "both": share(both, 2),
        "label": yes(labels),
        "one_line": yes(any(s.has("event.meant") and s.has("event.seen") for s in signed)),
        "placed_apart": yes(exact or placed or head_occasion) * share(both, 2),
        "quote": yes(any(s.quotes for s in signed)),
    }
    first = exact or placed or head_occasion or dated or with_family or vague or told
    plain = any(map(_between, here)) and not vague and not clues["vague_head"] and not clues["case"]
    lowest = 2 if plain else 1 if vague and told else 0
    return Found(clues, (first[:1], [*here[:1], *first], apart), lowest=lowest)


def _happens(s: Signed, in_present: bool) -> bool:
    if s.has("action.tense_will") or not (s.kin or s.prof or s.titled or s.they):
        return False
    for n, word in enumerate(s.tokens):
        if word in _TOLD and (s.past or word not in _EITHER) and (n == 0 or s.tokens[n - 1] not in _NOT_TOLD):
            return True
    return in_present and s.narrated and not s.past


def _between(s: Signed) -> bool:
    """Whether another than the writer does it, or it is done to them: "she sat", "I phoned his mother"."""
    for n, word in enumerate(s.tokens):
        if word in _TOLD and _OTHERS & {*s.tokens[max(0, n - 5) : n], *s.tokens[n + 1 : n + 5]}:
            return True
    return not s.past


_OTHERS = word_list("kin") | word_list("prof") | word_list("title") | word_set("she he they her him them one")


def _clock(s: Signed) -> bool:
    return bool(_CLOCK.search(s.sentence.own))


def _is_label(quote: str) -> bool:
    return len(quote.split()) <= 6 and not quote.rstrip().endswith(("?", "."))
