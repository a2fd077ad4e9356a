"""Check how long a scene is, in words and minutes, and how much of it is hers."""

from collections.abc import Iterator

from kit.model.scenes import Scene
from kit.scenes.measuring import Count, longest, shortest, slowest
from kit.scenes.naming import Found
from kit.scenes.walking import Walk, Way

_SETTING, _ROLE = 60, 50
"""The most words in a setting and in a role card."""

_MINUTES = 10
_HERS = 1 / 3


def texts(scene: Scene, count: Count) -> Iterator[Found]:
    """Yield a fault for each setting or role card that is too long."""
    for voice, text in scene.setting.items():
        if (words := count(text)) > _SETTING:
            wrong = f"the setting has {words} words" + (f" in voice {voice}" if _differs(scene) else "")
            yield Found(("setting",), wrong, f"write at most {_SETTING}")
            break
    if scene.group is None:
        return
    roles = {"the interpreter's card": scene.group.interpreter}
    for role, card in (("the teacher's card", scene.group.teacher), ("her card", scene.group.hers)):
        differs = len(set(card.values())) > 1
        roles |= {f"{role} in voice {voice}" if differs else role: text for voice, text in card.items()}
    roles["the observer's card"] = " ".join(scene.group.observer)
    for role, text in roles.items():
        if (words := count(text)) > _ROLE:
            yield Found(("group",), f"{role} has {words} words", f"write at most {_ROLE}")


def paths(found: Walk, person: str, count: Count, most: int) -> Iterator[Found]:
    """Yield a fault if the longest path has too many words, or the slowest takes too many minutes.

    Also yield one for the shortest and the longest path if too little of it is hers.
    """
    where = f"in voice {found.voice}"
    short, long = shortest(found, person, count), longest(found, person, count)
    if long.length.words > most:
        wrong = f"the longest path {where} has {long.length.words} words ({_told(long.ways)})"
        yield Found(("turns",), wrong, f"shorten it to at most {most}")
    if round(minutes := slowest(found, person, count).length.minutes) > _MINUTES:
        wrong = f"a path {where} takes {minutes:.1f} minutes"
        yield Found(("turns",), wrong, f"shorten lines or remove a turn, so that it takes at most {_MINUTES}")
    for name, one in (("shortest", short), ("longest", long)):
        if one.length.share < _HERS:
            said = f"{one.length.hers} of {one.length.words - one.length.later} words are hers"
            wrong = f"on the {name} path {where}, {said} ({_told(one.ways)})"
            yield Found(
                ("turns",), wrong, "give her at least a third, without counting the lines under later:"
            )


def _differs(scene: Scene) -> bool:
    return len(set(scene.setting.values())) > 1


def _told(ways: tuple[Way, ...]) -> str:
    return " → ".join(way.choice.id if way.choice else way.to.id for way in ways)
