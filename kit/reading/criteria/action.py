"""Action: is there a next step, who and when, and how will the writer know?"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found, share, yes
from kit.reading.signs import Signed


def action(signed: Sequence[Signed], _dimension: str | None = None) -> Found:
    """Clues for *action*; a plan that leaves out or corrects the family stays at 1."""
    late = signed[len(signed) // 3 :]
    refused = {s for s in signed if s.has("action.refused")}
    ahead = [s for s in late if s.has("action.ahead") and not _told(s) and s not in refused]
    is_ahead = set(ahead)
    vague = [s for s in late if s.has("action.vague_plan")]
    dated = [s for s in late if s.dated and not _told(s)]
    concrete = [
        s for s in late
        if not _told(s)
        and s not in refused
        and (s.dated or s.has("action.when") or (s.has("action.whom") and s in is_ahead))
        and (s in is_ahead or s.me or s.kin or s.prof or s.they or s.titled)
        and not (s.has("action.vague_plan") and not _firm(s))
        and not s.has("action.unreal")
    ]  # fmt: skip
    will = [s for s in late if s.has("action.tense_will") and s not in refused]
    know = [s for s in late if s.has("action.know") and not _told(s)]
    standing = [s for s in late if s.has("action.standing")]
    excludes = [s for s in late if s.has("action.excludes") and not _told(s)]
    after = [s for s in signed[concrete[0].at :] if s.has("action.know")] if concrete else []
    last = signed[-2:]
    rule = (3 if [s for s in after if not _told(s)] else 2) if concrete else yes(vague)
    clues = {
        "rule": rule / 3,
        "rule_2": yes(rule >= 2),
        "rule_3": yes(rule >= 3),
        "ahead": yes(ahead),
        "dated": yes(dated),
        "timed": yes([s for s in concrete if s.dated or s.has("action.when")]),
        "timed_ahead": yes(
            [
                s
                for s in concrete
                if (s.dated or s.has("action.when")) and (s in is_ahead or (s.me and s.dated))
            ]
        ),
        "named": yes([s for s in concrete if s.has("action.whom")]),
        "concrete": share(concrete, 2),
        "will": share(will, 2),
        "vague": yes(vague),
        "dated_will": yes(any(s.dated and s.has("action.tense_will") for s in late)),
        "know_with": yes(after),
        "know_after": yes([s for s in after if s.at > concrete[0].at and not _told(s)]),
        "know": share(know, 3),
        "if": yes(any("if" in s.tokens and not _told(s) for s in late[-4:])),
        "excludes": yes(excludes),
        "standing": yes(standing),
        "whom": yes(any(s.has("action.whom") for s in ahead)),
        "last_ahead": yes(any(s.has("action.tense_will", "action.ahead") and not _told(s) for s in last)),
        "last_vague": yes(any(s.has("action.vague_plan") for s in last)),
        "two_dates": yes(len(dated) > 1),
        "know_dated": yes(any(s.dated for s in know)),
        "unreal": yes(any(s.has("action.unreal") for s in late)),
        "refused": yes(refused),
    }
    first = concrete or [s for s in dated if s.me or s.has("action.ahead")] or standing
    weak = [s for s in vague if s.me] or ahead[-1:]
    highest = 0 if refused and not concrete and not vague else 1 if excludes and concrete else 3
    lowest = 0
    if clues["timed_ahead"] and rule >= 3 and clues["know_after"]:
        lowest = 3
    elif clues["timed_ahead"] and not vague:
        lowest = 2
    elif vague:
        lowest = 1
    return Found(
        clues, (weak[-1:] or first[:1], first[:2], (after or know)[-2:]), highest, min(highest, lowest)
    )


def _told(s: Signed) -> bool:
    return s.past and not s.has("action.tense_will")


def _firm(s: Signed) -> bool:
    return (s.dated or s.has("action.when")) and s.has("action.tense_will") and "hope" not in s.tokens
