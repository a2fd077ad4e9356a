"""Assumption: does the writer name a belief of their own, trace its origin or effect, and test it?"""

from kit.reading.criteria.found import Found, by_rule, having, share, yes
from kit.reading.kinds import kind
from kit.reading.lexicon import word_list
from kit.reading.signs import SignedText

# Feelings about the assignment don't count as assumptions about a family.
_COURSE = kind(word_list("course", "words"))
_PARTS = ("origin", "effect", "test", "after")


def assumption(signed: SignedText, _dimension: str | None = None) -> Found:
    """Find clues for *assumption*; the belief with the most evidence around it decides."""
    about = [s for s in signed if not (s.kinds & _COURSE and not s.kin and not s.they)]
    # A label put on somebody, with its origin nearby, is a belief that no verb names.
    implied = [
        s
        for s in about
        if s.me
        and not s.has("stance.nothing", "action.tense_will")
        and signed.near(s.at, 1, 1, "assumption.origin")
        and s.has("event.meant")
        and s.quotes
    ]
    beliefs = [s for s in having(about, "assumption.belief") if not s.has("stance.nothing")] or implied
    feelings, opinions = having(about, "assumption.feeling"), having(about, "assumption.opinion")
    chains = [
        (
            signed.near(belief.at, 1, 2, "assumption.origin"),
            signed.near(belief.at, 0, 3, "assumption.effect"),
            signed.near(belief.at, 0, 6, "assumption.test"),
            signed.near(belief.at + 1, 0, 6, "assumption.after"),
        )
        for belief in beliefs
    ]
    looked = [one for one in chains if one[0] or one[1]]
    whole = {
        "origin": any(origin for origin, _, _, _ in chains),
        "effect": any(effect for _, effect, _, _ in chains),
        "both": any(origin and effect for origin, effect, _, _ in chains),
        "test": any(test for _, _, test, _ in looked),
        "after": any(after for _, _, _, after in looked),
        "test_after": any(test and after for _, _, test, after in looked),
    }
    most = [sum(map(bool, one)) for one in chains]
    rule = yes(beliefs or feelings or opinions)
    if whole["origin"] or whole["effect"]:
        rule = 3 if whole["test_after"] else 2
    clues = {
        **by_rule(rule),
        "belief": yes(beliefs),
        "beliefs": share(beliefs, 3),
        "feeling": yes(feelings),
        "opinion": yes(opinions),
        **{name: yes(seen) for name, seen in whole.items()},
        "chain": max(most, default=0) / 4,
        **{f"{part}s": share(signed.having(f"assumption.{part}"), 3) for part in _PARTS},
        "wrong": yes(any("wrong" in s.tokens or "mistaken" in s.tokens for s in signed)),
    }
    return Found(clues)
