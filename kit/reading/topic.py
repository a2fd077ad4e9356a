"""Is a text about school and families at all? Words of the field against words of somewhere else.

A family unlike any other is on topic; a mother in the kitchen of a text on bread is not enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.lexicon import word_list
from kit.reading.sentences import Sentence, word_set
from kit.reading.tokens import tokens

_SCHOOL = word_list("school", "words")
_WEAK = word_list("weak", "words")
_ELSEWHERE = word_list("elsewhere", "words")
_KIN = word_list("kin")
_MINE = word_set("my our")
_THEIRS = word_set("her his their 's student")
_TITLES = word_set("mr mrs ms")
_ANIMALS = word_set(
    "dog dogs puppy beagle leash cat kitten horse horses owner owners retriever poodle terrier labrador "
    "kennel"
)


def is_elsewhere(sentences: Sequence[Sentence]) -> bool:
    """Whether a text is about something else.

    >>> from kit.reading.sentences import sentences
    >>> is_elsewhere(sentences("My mother bakes. The dough needs flour, salt and yeast in the oven."))
    True
    """
    school: set[str] = set()
    weak: set[str] = set()
    elsewhere: set[str] = set()
    others_kin = 0
    titled = False
    for sentence in sentences:
        found = tokens(sentence.plain)
        titled |= bool(_TITLES & set(found))
        for at, word in enumerate(found):
            if word in _KIN:
                others_kin += _whose(found[max(0, at - 2) : at])
            if word in _SCHOOL:
                school.add(word)
            elif word in _WEAK:
                weak.add(word)
            elif word in _ELSEWHERE:
                elsewhere.add(word)
    if not school and not others_kin:
        return len(elsewhere) > (2 if titled else 1) or (len(weak) < 2 and not titled)
    topic = min(others_kin, 3) + len(school) + 0.5 * len(weak)
    away = len(elsewhere) + 2 * len(elsewhere & _ANIMALS)
    # Somebody's parent and something of school: then much may be said of kitchens.
    near_school = bool(school) and (others_kin > 1 or titled) and len(elsewhere & _ANIMALS) < 2
    return len(elsewhere) >= 3 and away > (4 if near_school else 1.4) * topic


def _whose(before: Sequence[str]) -> int:
    """How much a word of kin says that a family is meant whom the writer works with."""
    if (before and before[-1] in _MINE) or (
        len(before) > 1 and before[-2] in _MINE and before[-1] not in _THEIRS
    ):
        return 0
    return 2 if before and before[-1] in _THEIRS else 1
