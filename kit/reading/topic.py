"""Decide whether a text is off topic: not about a family that the writer works with, nor about the course.

How well it is told makes no difference, nor does what the writer thinks of the task.
"""

from collections.abc import Iterable, Sequence

from kit.reading.lexicon import word_list
from kit.reading.sentences import Sentence

_SCHOOL, _WEAK, _ELSEWHERE, _ANIMALS, _THINGS = (
    word_list(name, "words") for name in ("school", "weak", "elsewhere", "animals", "things")
)
_KIN, _MINE, _THEIRS = word_list("kin"), word_list("mine", "grammar"), word_list("theirs", "grammar")
_COURSE = word_list("course_words", "words")
_SOMEBODY = frozenset(["she", "he", "her", "his", "him"])
_TITLES = {"mr", "mrs", "ms"}
_TELLING = _SCHOOL | _WEAK | _ELSEWHERE | _COURSE | _TITLES


def is_elsewhere(sentences: Sequence[Sentence]) -> bool:
    """Whether a text has almost nothing about school and families.

    Any kind of family is on topic, but a mother in the kitchen of a text about bread is not enough.
    """
    found = [sentence.tokens for sentence in sentences]
    said = {
        word for one in found for at, word in enumerate(one) if word in _TELLING and not _is_thing(one, at)
    }
    school, weak = said & _SCHOOL, (said & _WEAK) - _SCHOOL
    # A singular and its plural count once.
    elsewhere = _singles((said & _ELSEWHERE) - _SCHOOL - _WEAK)
    titled = not _TITLES.isdisjoint(said)
    kin = [
        (one, at) for one in found for at, word in enumerate(one) if word in _KIN and not _is_thing(one, at)
    ]
    others_kin = sum(_whose(one[max(0, at - 2) : at]) for one, at in kin)
    if not school and not others_kin:
        if not kin and _COURSE & said and len(elsewhere) < 2:
            return False
        # If there is no other topic, a parent may be "she" throughout.
        of_somebody = not elsewhere and any(not _SOMEBODY.isdisjoint(one) for one in found)
        return len(elsewhere) > (2 if titled else 1) or (len(weak) < 2 and not titled and not of_somebody)
    topic = min(others_kin, 3) + len(school) + 0.5 * len(weak)
    animals = len(elsewhere & _singles(_ANIMALS))
    # With somebody's parent and something about school, a text may say a lot about kitchens.
    near_school = bool(school) and (others_kin > 1 or titled) and animals < 2
    return len(elsewhere) >= 3 and len(elsewhere) + 2 * animals > (4 if near_school else 1.4) * topic


def _singles(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in words)


def _is_thing(words: Sequence[str], at: int) -> bool:
    """Whether a word for kin or school means something else: a parent company, a school of fish."""
    after = words[at + 1 : at + 3]
    if words[at] in {"family", "school"} and after[:1] == ["of"]:
        return not after[1:] or after[1] in _THINGS
    return bool(after) and after[0] in _THINGS


def _whose(before: Sequence[str]) -> int:
    """Rate, from 0 to 2, how likely a word for kin means a family that the writer works with."""
    theirs = not _THEIRS.isdisjoint(before[-1:])
    if not _MINE.isdisjoint(before[-1:]) or (not theirs and not _MINE.isdisjoint(before[:-1])):
        return 0
    return 2 if theirs else 1
