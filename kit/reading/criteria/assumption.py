"""Assumption: is a belief of the writer's own named, traced to its origin or effect, and tested?"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found, by_rule, having, near, share, yes
from kit.reading.lexicon import word_list
from kit.reading.signs import Signed

# Feelings about the assignment are no assumptions about a family.
_COURSE = word_list("course", "words")
_PARTS = ("origin", "effect", "test", "after")


def assumption(signed: Sequence[Signed], _dimension: str | None = None) -> Found:
    """Clues for *assumption*: the belief with the most around it decides."""
    about = [s for s in signed if not (_COURSE & set(s.tokens) and not s.kin and not s.they)]
    # A label put on somebody, with where it came from or what it did, is a belief that no verb names.
    implied = [
        s
        for s in about
        if s.me
        and not s.has("stance.nothing", "action.tense_will")
        and near(signed, s.at, 1, 1, "assumption.origin")
        and s.has("event.meant")
        and s.quotes
    ]
    beliefs = [s for s in having(about, "assumption.belief") if not s.has("stance.nothing")] or implied
    feelings, opinions = having(about, "assumption.feeling"), having(about, "assumption.opinion")
    chain, named = -1, (feelings or opinions)[:1]
    around: tuple[list[Signed], ...] = ([], [], [], [])
    whole = dict.fromkeys(("origin", "effect", "both", "test", "after", "test_after"), False)
    for belief in beliefs:
        origin = near(signed, belief.at, 1, 2, "assumption.origin")
        effect = near(signed, belief.at, 0, 3, "assumption.effect")
        test = near(signed, belief.at, 0, 6, "assumption.test")
        after = near(signed, belief.at + 1, 0, 6, "assumption.after")
        looked = bool(origin or effect)
        there = {
            "origin": bool(origin),
            "effect": bool(effect),
            "both": bool(origin and effect),
            "test": bool(test) and looked,
            "after": bool(after) and looked,
            "test_after": bool(test and after) and looked,
        }
        whole = {name: seen or there[name] for name, seen in whole.items()}
        score = sum(map(bool, (origin, effect, test, after)))
        if score > chain:
            chain, named, around = score, [belief], (origin, effect, test, after)
    origin, effect, test, after = around
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
        "chain": max(chain, 0) / 4,
        **{f"{part}s": share(having(signed, f"assumption.{part}"), 3) for part in _PARTS},
        "wrong": yes(any("wrong" in s.tokens or "mistaken" in s.tokens for s in signed)),
    }
    # A belief told in words that no cue knows still has what surrounds one.
    named = named or having(having(signed, "assumption.origin"), "assumption.effect", "assumption.test")[:1]
    # A belief of one's own with its origin or its effect is level 2 by the rubric's words.
    earning = (named, [*origin[:1], *effect[:1]], [*test[-1:], *after[:1]])
    return Found(clues, earning, lowest=min(int(rule), 2))
