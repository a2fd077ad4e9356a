"""Strategy: is a practice of the dimension named, applied, and fitted to the family's stated life?"""

from kit.reading.criteria.found import Found, by_rule, having, share, yes
from kit.reading.kinds import kind
from kit.reading.lexicon import word_list
from kit.reading.signs import Signed, SignedText, practices

_INSTITUTION, _OUGHT = kind(word_list("inst")), kind(word_list("ought", "grammar"))
_SHORT, _LONG = 6, 14
_FIT = ("strategy.because_life", "strategy.circumstance", "strategy.institution")


def strategy(signed: SignedText, dimension: str | None = None) -> Found:
    """Find clues for *strategy*; any practice of the dimension counts, done or planned."""
    n = max(1, len(signed))
    goodwill = signed.having("strategy.goodwill")
    general = {s for s in signed if (s.kinds & _OUGHT or s.has("strategy.goodwill")) and not s.past}
    practiced = {s for s in signed if practices(s)}
    # The number of cues of the dimension's practices in each sentence.
    cues = {s: sum(len(s.signs[p]) for p in practices(s, dimension)) for s in signed}
    acts = [s for s in signed.having("strategy.acts") if s not in general and _is_real(s)]
    applied = [s for s in acts if cues[s]]
    moved = [s for s in signed.having("strategy.moved") if s.kinds & _INSTITUTION]
    fitted = [s for s in having(moved, "strategy.because_life") if _is_real(s)]
    close = [s for s in moved if signed.near(s.at, 2, 1, "strategy.because_life")]
    # The longer a text, the likelier a cue is there by chance: a single cue is enough only in a short text.
    surely = [s for s in applied if cues[s] >= 2 + (n > _LONG) or n <= _SHORT]
    fits = [s for s in fitted if cues[s] or n <= _SHORT]
    rule = 3 if fits and (surely or n <= _LONG) else 2 if surely else yes(goodwill or applied)
    by_us = [s for s in signed if cues[s] and (s.me or s.prof or s.kinds & _INSTITUTION)]
    clues = {
        **by_rule(rule),
        "applied": yes(applied),
        "dense": min(max((cues[s] for s in applied), default=0), 4) / 4,
        "any_applied": share((s in practiced for s in acts), 4),
        "applied_by_us": share((s not in general for s in by_us), 3),
        "acts": share(acts, 4),
        "practice_share": sum(map(bool, cues.values())) / n,
        "goodwill": yes(goodwill),
        "goodwill_share": len(goodwill) / n,
        "only_goodwill": yes(goodwill and not applied),
        "fitted": share(fitted, 2),
        "fitted_close": yes(close),
        "moved": yes(moved),
        "life": yes(signed.having("strategy.because_life")),
        "circumstance": yes(signed.having("strategy.circumstance")),
        "fitted_practice": yes(any(s in practiced for s in fitted)),
        "fitted_own": yes(any(cues[s] for s in fitted)),
        "fit_dense": min(max((sum(len(s.signs.get(k, ())) for k in _FIT) for s in fitted), default=0), 6) / 6,
        "family_moves": yes(signed.having("strategy.family_moves")),
        "family_share": sum(s.near_family for s in signed) / n,
    }
    # Leaving the family out, or correcting them, isn't a practice.
    against = any(not s.past for s in signed.having("action.excludes"))
    asked = signed.having("perspective.asks") or any(s.own_question for s in signed)
    return Found(clues, 1 if against and not asked else 3)


def _is_real(s: Signed) -> bool:
    return not s.has("stance.nothing", "action.unreal")
