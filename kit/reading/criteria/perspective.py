"""Perspective: is the family's view absent, imagined, told on stated grounds, or openly asked for?"""

from kit.reading.criteria.found import Found, by_rule, having, share, yes
from kit.reading.kinds import kind
from kit.reading.lexicon import word_list
from kit.reading.signs import Signed, SignedText

_WH = word_list("wh", "grammar")
_HAS_WH = kind(_WH)


def perspective(signed: SignedText, _dimension: str | None = None) -> Found:
    """Find clues for *perspective*."""
    asks = [
        s for s in signed
        if (s.has("perspective.asks") or s.own_question or _asks_openly(s))
        and not s.has("stance.nothing", "action.unreal", "perspective.not_asked")
        and (s.own_question or not s.has("perspective.empty_question"))
    ]  # fmt: skip
    of_family = [s for s in asks if s.near_family]
    addressed = any((s.asks and s.has("perspective.second_person")) or _asks_you(s) for s in signed)
    is_open = any(any(map(_is_open, s.quotes)) or (s.asks and s.kinds & _HAS_WH) for s in signed)
    said = [
        s for s in signed.having("perspective.view_said", "perspective.reported")
        if s.near_family and not s.has("stance.nothing")
    ]  # fmt: skip
    with_content = [
        s for s in said
        if s.has("perspective.wants", "perspective.reported") or any(len(q.split()) >= 3 for q in s.quotes)
    ]  # fmt: skip
    imagined = [s for s in signed.having("perspective.imagined") if s.near_family or s.they]
    quoted = [
        s for s in signed
        if s.near_family and not s.own_question and any(len(q.split()) >= 4 for q in s.quotes)
        and (s.kin or s.they or s.titled or len(s.tokens) < 3)
    ]  # fmt: skip
    changed = [s for s in signed.having("perspective.changed") if signed.near(s.at, 2, 0, "perspective.asks")]
    aside = signed.having("perspective.set_aside")
    rule = 3 if of_family else 2 if with_content or quoted else yes(imagined)
    clues = {
        **by_rule(rule),
        "set_aside": yes(aside),
        "asks": yes(asks),
        "asks_family": yes(of_family),
        "asks_twice": share(asks, 2),
        "own_question": yes(any(s.own_question for s in signed)),
        "addressed": yes(addressed),
        "open": yes(is_open),
        "asks_open": yes(asks and (is_open or addressed)),
        "said": yes(said),
        "said_content": yes(with_content),
        "wants": yes(any(s.near_family for s in signed.having("perspective.wants"))),
        "imagined": yes(imagined),
        "only_imagined": yes(imagined and not with_content),
        "quoted": yes(quoted),
        "reported": yes(having(said, "perspective.reported")),
        "overruled": yes(signed.having("perspective.overruled")),
        "overruled_after": yes(any(signed.near(s.at, 0, 2, "perspective.overruled") for s in said)),
        "family_share": sum(s.near_family for s in signed) / max(1, len(signed)),
        "no_family": yes(not any(s.near_family for s in signed)),
        "changed": yes(changed),
        "answered": yes(any(signed.near(s.at, 0, 2, "perspective.view_said") for s in asks)),
        "empty": yes(signed.having("perspective.empty_question")),
    }
    # A view that is mentioned only to be set aside isn't perspective.
    return Found(clues, 0 if aside and not asks and not changed else 3)


def _asks_openly(s: Signed) -> bool:
    """Whether the text itself asks "you", as on a form: "what should we know about your house?"."""
    return s.asks and s.has("perspective.second_person") and bool(s.kinds & _HAS_WH)


def _asks_you(s: Signed) -> bool:
    return any("?" in q and "you" in q.replace(",", " ").replace("?", " ").split() for q in s.quotes)


def _is_open(quote: str) -> bool:
    first = [w.strip("?.,'!") for w in quote.split()[:6]]
    return quote.rstrip().endswith("?") and any(w in _WH or w[:-2] in _WH for w in first)
