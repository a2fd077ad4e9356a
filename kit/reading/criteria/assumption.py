"""Assumption: is a belief of the writer's own named, traced to its origin or effect, and tested?"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found, near, share, yes
from kit.reading.sentences import word_set
from kit.reading.signs import Signed

# Feelings about the assignment are no assumptions about a family.
_COURSE = word_set(
    "assignment course module essay exam readings activities instructor instructors syllabus reflection "
    "writing videos criteria rubric"
)


def assumption(signed: Sequence[Signed], _dimension: str | None = None) -> Found:
    """Clues for *assumption*: the belief with the most around it decides."""
    about = [s for s in signed if not (_COURSE & set(s.tokens) and not s.kin and not s.they)]
    beliefs = [s for s in about if s.has("assumption.belief") and not s.has("stance.nothing")]
    # A label put on somebody, with where it came from or what it did, is a belief that no verb names.
    implied = [
        s
        for s in about
        if s.me
        and not s.has("stance.nothing", "action.tense_will")
        and near(signed, s.at, 1, 1, "assumption.origin")
        and s.has("event.meant")
        and bool(s.quotes)
    ]
    beliefs = beliefs or implied
    feelings = [s for s in about if s.has("assumption.feeling")]
    opinions = [s for s in about if s.has("assumption.opinion")]
    best: tuple[int, Signed | None, list[list[Signed]]] = (-1, None, [[], [], [], []])
    whole = {
        "origin": False,
        "effect": False,
        "both": False,
        "test": False,
        "after": False,
        "test_after": False,
    }
    for belief in beliefs:
        origin = near(signed, belief.at, 1, 2, "assumption.origin")
        effect = near(signed, belief.at, 0, 3, "assumption.effect")
        test = near(signed, belief.at, 0, 6, "assumption.test")
        after = near(signed, belief.at + 1, 0, 6, "assumption.after")
        looked = bool(origin or effect)
        whole["origin"] |= bool(origin)
        whole["effect"] |= bool(effect)
        whole["both"] |= bool(origin and effect)
        whole["test"] |= bool(test and looked)
        whole["after"] |= bool(after and looked)
        whole["test_after"] |= bool(test and after and looked)
        score = sum(map(bool, (origin, effect, test, after)))
        if score > best[0]:
            best = (score, belief, [origin, effect, test, after])
    origin, effect, test, after = best[2]
    rule = (
        3
        if whole["test_after"]
        else 2
        if whole["origin"] or whole["effect"]
        else yes(beliefs or feelings or opinions)
    )
    clues = {
        "rule": rule / 3,
        "rule_2": yes(rule >= 2),
        "rule_3": yes(rule >= 3),
        "belief": yes(beliefs),
        "beliefs": share(beliefs, 3),
        "feeling": yes(feelings),
        "opinion": yes(opinions),
        **{name: yes(there) for name, there in whole.items()},
        "chain": max(best[0], 0) / 4,
        "origins": share([s for s in signed if s.has("assumption.origin")], 3),
        "effects": share([s for s in signed if s.has("assumption.effect")], 3),
        "tests": share([s for s in signed if s.has("assumption.test")], 3),
        "afters": share([s for s in signed if s.has("assumption.after")], 3),
        "wrong": yes(any("wrong" in s.tokens or "mistaken" in s.tokens for s in signed)),
    }
    named = [best[1]] if best[1] is not None else (feelings or opinions)[:1]
    if not named:
        # A belief told in words that no cue knows still has what surrounds one.
        named = [
            s for s in signed if s.has("assumption.origin") and s.has("assumption.effect", "assumption.test")
        ][:1]
    # A belief of one's own with its origin or its effect is level 2 by the rubric's words.
    return Found(
        clues, (named, [*origin[:1], *effect[:1]], [*test[-1:], *after[:1]]), lowest=min(int(rule), 2)
    )
