"""Strategy: is a practice of the dimension named, applied, and fitted to the family's stated life?"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found, share, yes
from kit.reading.lexicon import word_list
from kit.reading.sentences import word_set
from kit.reading.signs import Signed, practices

_INSTITUTION = word_list("inst")
_OUGHT = word_set("should must needs need ought")
_SHORT, _LONG = 6, 14
_FIT = ("strategy.because_life", "strategy.circumstance", "strategy.institution")


def strategy(signed: Sequence[Signed], dimension: str | None = None) -> Found:
    """Clues for *strategy*; any practice of the dimension counts, done or planned."""
    n = max(1, len(signed))
    general = [(bool(_OUGHT & set(s.tokens)) or s.has("strategy.goodwill")) and not s.past for s in signed]
    every = [practices(s) for s in signed]
    own = [[p for p in found if dimension is None or p.startswith(f"{dimension}.")] for found in every]
    acts = [
        s.has("strategy.acts") and not talk and not s.has("stance.nothing", "action.unreal")
        for s, talk in zip(signed, general, strict=True)
    ]
    applied = [s for s, o, a in zip(signed, own, acts, strict=True) if o and a]
    moved = [(s.has("strategy.moved") and bool(_INSTITUTION & set(s.tokens))) for s in signed]
    life = [s.has("strategy.because_life") for s in signed]
    fitted = [
        s for s, m, lf in zip(signed, moved, life, strict=True)
        if m and lf and not s.has("stance.nothing", "action.unreal")
    ]  # fmt: skip
    close = [s for s, m in zip(signed, moved, strict=True) if m and any(life[max(0, s.at - 2) : s.at + 2])]
    goodwill = [s for s in signed if s.has("strategy.goodwill")]
    # The longer a text, the likelier a cue stands somewhere by chance: one alone is enough in a short one
    # only.
    weight = {s.at: sum(len(s.signs[p]) for p in own[s.at]) for s in applied}
    surely = [s for s in applied if weight[s.at] >= 2 + (n > _LONG) or n <= _SHORT]
    fits = [s for s in fitted if own[s.at] or n <= _SHORT]
    rule = 3 if fits and (surely or n <= _LONG) else 2 if surely else yes(goodwill or applied)
    clues = {
        "rule": rule / 3,
        "rule_2": yes(rule >= 2),
        "rule_3": yes(rule >= 3),
        "applied": share(applied, 1),
        "dense": min(max((sum(len(s.signs[p]) for p in own[s.at]) for s in applied), default=0), 4) / 4,
        "any_applied": share([s for s, p, a in zip(signed, every, acts, strict=True) if p and a], 4),
        "applied_by_us": share(
            [
                s
                for s, o, talk in zip(signed, own, general, strict=True)
                if o and not talk and (s.me or s.prof or _INSTITUTION & set(s.tokens))
            ],
            3,
        ),
        "acts": share([a for a in acts if a], 4),
        "practice_share": sum(map(bool, own)) / n,
        "goodwill": yes(goodwill),
        "goodwill_share": len(goodwill) / n,
        "only_goodwill": yes(goodwill and not applied),
        "fitted": share(fitted, 2),
        "fitted_close": yes(close),
        "moved": share([m for m in moved if m], 1),
        "life": share([x for x in life if x], 1),
        "circumstance": share([s for s in signed if s.has("strategy.circumstance")], 1),
        "fitted_practice": yes([s for s in fitted if every[s.at]]),
        "fitted_own": yes([s for s in fitted if own[s.at]]),
        "fit_dense": min(max((sum(len(s.signs.get(k, ())) for k in _FIT) for s in fitted), default=0), 6) / 6,
        "family_moves": yes(any(s.has("strategy.family_moves") for s in signed)),
        "family_share": sum(s.near_family for s in signed) / n,
    }
    # A practice that leaves the family out, or sets them right, is none.
    against = [s for s in signed if s.has("action.excludes") and not s.past]
    asked = any(s.has("perspective.asks") or s.own_question for s in signed)
    densest = sorted(applied, key=lambda s: -sum(len(s.signs[p]) for p in own[s.at]))
    any_practice = [s for s, p in zip(signed, every, strict=True) if p]
    return Found(
        clues,
        ((goodwill or any_practice)[:1], (densest or any_practice)[:2], (fitted or close)[:2]),
        1 if against and not asked else 3,
        int(bool(goodwill)),
    )
