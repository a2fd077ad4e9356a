"""Event: does the text tell what happened, say when or where, and separate what was seen from its meaning?"""

from kit.reading.criteria.found import Found, by_rule, having, share, yes
from kit.reading.dates import CLOCK
from kit.reading.kinds import kind
from kit.reading.lexicon import forms, is_past, word_list
from kit.reading.signs import Signed, SignedText
from kit.reading.sought import sought

_EITHER, _NOT_TOLD = word_list("either", "grammar"), word_list("not_told", "grammar")
_PAST = {f for verb in word_list("act") for f in forms(verb.rstrip("+")) if is_past(f)}
_TOLD = _PAST | _EITHER | {"came"}
_TELLS, _MAY_HAVE_CLOCK = kind(_TOLD), sought("clock")


def event(signed: SignedText, _dimension: str | None = None) -> Found:
    """Find clues for *event*."""
    n = max(1, len(signed))
    # Some writers tell in the present: "this dad comes in with the baby and sits down". Such sentences count
    # only if one of them has an occasion or a date; otherwise they may be general.
    in_present = any(
        s.narrated and not s.past and s.kin and (s.has("event.occasion", "event.recent") or s.dated)
        for s in signed
    )
    told = [s for s in signed if _happens(s, in_present)]
    exact = [s for s in told if s.dated or s.has("event.recent")]
    placed = having(told, "event.occasion")
    is_told, is_placed = set(told), {*exact, *placed}
    dated = [
        s for s in signed
        if (s.dated or s.has("event.recent")) and (s.past or _clock(s)) and not s.has("action.tense_will")
    ]  # fmt: skip
    head_occasion = [s for s in having(signed[:3], "event.occasion") if s.past or s in is_told or s.dated]
    seen, meant = signed.having("event.seen"), signed.having("event.meant")
    both = [s for s in seen if signed.near(s.at, 1, 1, "event.meant", "event.untold")]
    labels = [s for s in signed.having("event.meant", "event.untold") if any(map(_is_label, s.quotes))]
    vague = [s for s in having(signed[:4], "event.vague_time") if s.past]
    with_family = [s for s in told if s.near_family]
    apart = both or labels
    here = [
        s
        for s in told
        if (s.near_family or s.prof)
        and (s in is_placed or signed.near(s.at, 2, 0, "event.occasion", "event.recent"))
    ]
    rule = (2 + bool(apart) if here else 1) if told or vague else 0
    clues = {
        **by_rule(rule),
        "told": share(told, 3),
        "told_share": len(with_family) / n,
        "past_share": sum(s.narrated for s in signed) / n,
        "exact": yes(exact),
        "placed": yes(placed),
        "placed_family": yes(any(s.near_family for s in placed)),
        "head_occasion": yes(head_occasion),
        "head_date": yes(any(s.at < 2 for s in dated)),
        "dated": yes(dated),
        "clock": yes(any((s.past or s.dated) and _clock(s) for s in signed)),
        "vague_head": yes(having(signed[:2], "event.vague_time")),
        "vague": yes(vague),
        "case": yes(signed.having("event.case_only")),
        "rehearsal": yes(any(s.past for s in signed.having("event.rehearsal"))),
        "seen": share(seen, 2),
        "meant": share(meant, 3),
        "untold": yes(signed.having("event.untold")),
        "both": share(both, 2),
        "label": yes(labels),
        "one_line": yes(having(seen, "event.meant")),
        "placed_apart": yes(exact or placed or head_occasion) * share(both, 2),
        "quote": yes(any(s.quotes for s in signed)),
    }
    return Found(clues)


def _happens(s: Signed, in_present: bool) -> bool:
    if s.has("action.tense_will") or not (s.kin or s.prof or s.titled or s.they):
        return False
    for n, word in enumerate(s.tokens if s.kinds & _TELLS else ()):
        if word in _TOLD and (s.past or word not in _EITHER) and (n == 0 or s.tokens[n - 1] not in _NOT_TOLD):
            return True
    return in_present and s.narrated and not s.past


def _clock(s: Signed) -> bool:
    return bool(s.sentence.sought & _MAY_HAVE_CLOCK and CLOCK.search(s.sentence.own))


def _is_label(quote: str) -> bool:
    return len(quote.split()) <= 6 and not quote.rstrip().endswith(("?", "."))
