"""Action: is there a next step, who and when, and how will the writer know?"""

from collections.abc import Sequence

from kit.reading.criteria.found import Found, by_rule, having, share, yes
from kit.reading.signs import Signed, SignedText


def action(signed: SignedText, _dimension: str | None = None) -> Found:
    """Find clues for *action*; a plan that leaves out or corrects the family stays at level 1."""
    # Plans are in the last two thirds of a text; what sounds like a plan before that is part of the story.
    late = signed[len(signed) // 3 :]
    refused = signed.having("action.refused")
    ahead = [s for s in having(late, "action.ahead") if not _told(s) and s not in refused]
    vague = having(late, "action.vague_plan")
    dated = [s for s in late if s.dated and not _told(s)]
    concrete = [s for s in late if s not in refused and _is_concrete(s, ahead)]
    will = having(late, "action.tense_will")
    standing = having(late, "action.standing")
    excludes = any(not _told(s) for s in having(late, "action.excludes"))
    # Three places for how the writer will know: anywhere in the part that is read for this, from the first
    # concrete step on, or only after it.
    know = [s for s in having(late, "action.know") if not _told(s)]
    with_step = having(signed[concrete[0].at :], "action.know") if concrete else []
    known_ahead = [s for s in with_step if not _told(s)]
    after_step = any(s.at > concrete[0].at for s in known_ahead)
    timed = [s for s in concrete if _timed(s)]
    timed_ahead = any(s in ahead or (s.me and s.dated) for s in timed)

    rule = (3 if known_ahead else 2) if concrete else yes(vague)
    clues = {
        **by_rule(rule),
        "ahead": yes(ahead),
        "dated": yes(dated),
        "timed": yes(timed),
        "timed_ahead": yes(timed_ahead),
        "named": yes(having(concrete, "action.whom")),
        "concrete": share(concrete, 2),
        "will": share((s not in refused for s in will), 2),
        "vague": yes(vague),
        "dated_will": yes(any(s.dated for s in will)),
        "know_with": yes(with_step),
        "know_after": yes(after_step),
        "know": share(know, 3),
        "if": yes(any("if" in s.tokens and not _told(s) for s in late[-4:])),
        "excludes": yes(excludes),
        "standing": yes(standing),
        "whom": yes(having(ahead, "action.whom")),
        "last_ahead": yes(
            any(not _told(s) for s in having(signed[-2:], "action.tense_will", "action.ahead"))
        ),
        "last_vague": yes(having(signed[-2:], "action.vague_plan")),
        "two_dates": yes(len(dated) > 1),
        "know_dated": yes(any(s.dated for s in know)),
        "unreal": yes(having(late, "action.unreal")),
        "refused": yes(refused),
    }
    highest = 0 if refused and not concrete and not vague else 1 if excludes and concrete else 3
    return Found(clues, highest)


def _is_concrete(s: Signed, ahead: Sequence[Signed]) -> bool:
    """Whether there is a step with an actor and a time or a person, and it isn't past, imagined or vague."""
    firm = _timed(s) and s.has("action.tense_will") and "hope" not in s.tokens
    return (
        not _told(s)
        and (_timed(s) or (s.has("action.whom") and s in ahead))
        and (s in ahead or s.me or s.kin or s.prof or s.they or s.titled)
        and not (s.has("action.vague_plan") and not firm)
        and not s.has("action.unreal")
    )


def _timed(s: Signed) -> bool:
    return s.dated or s.has("action.when")


def _told(s: Signed) -> bool:
    return s.past and not s.has("action.tense_will")
