"""Find likely names: after a title, on a list of given names, or with an otherwise unexplained capital."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kit.handin.likely.known import Known, bare
from kit.handin.likely.tokens import Token, tokens
from kit.handin.likely.word_lists import word_list

_ALSO_WORDS = word_list("also_words")
_GIVEN = word_list("given") | _ALSO_WORDS
_TITLES, _SOFT = word_list("titles"), word_list("soft_titles")
_CUT_SHORT = word_list("cut_short")
_CALENDAR, _TERMS, _PLACES = word_list("calendar"), word_list("terms"), word_list("places")
_EXPLAINED = _CALENDAR | _TERMS | _PLACES | word_list("peoples")
_AMBIGUOUS = _EXPLAINED | _ALSO_WORDS
_MAKES_A_PLACE, _FOLLOWS, _BEGINS = (
    word_list(name) for name in ("makes_a_place", "place_follows", "place_begins")
)
_SURELY, _MAYBE, _OF = (word_list(name) for name in ("surely_where", "maybe_where", "where_of"))
_KIN = word_list("kin")
_ALONE = word_list("greetings") | (_CALENDAR - _GIVEN)
"""Words that may come right before a name without being part of it: *Dear Lupe*, *in January Troy came*."""
_PEOPLE_END = re.compile(r"(?:ish|ese|[ieo]ans?|icans?|ics?)$")
_NO_NAME_END = re.compile(r"(?:ed|ing|tion|sion|ment|ness|ity|ism|ology|ful|ly)$")
_LINKS = frozenset(("de", "del", "la", "las", "los", "van", "von", "der", "bin", "al", "el", "da", "dos"))
_SMALL_TITLES = frozenset(("mr", "mrs", "ms"))


class Found(NamedTuple):
    """Words of a text, and where they are in it."""

    start: int
    end: int
    text: str


def names_in(text: str, known: Known) -> list[Found]:
    """Return likely names in a text, in its order, without those of the case's own people.

    >>> known = Known(frozenset(), frozenset({"perez"}))
    >>> [one.text for one in names_in("Ms. Perez met Mrs. Okafor. Then Lupe's aunt came.", known)]
    ['Mrs. Okafor', 'Lupe']
    """
    words = tokens(text)
    small = known.ordinary | {one.word for one in words if one.text[0].islower()}
    found: list[Found] = []
    at = 0
    while at < len(words):
        titled = _titled(words, at, known.ordinary)
        stands = words[at].capital and words[at].word not in _ALONE
        many = titled or (_run(words, at) if stands else 0)
        name = range(at, at + many)
        if titled:
            name = name if any(words[n].word not in known.own for n in name[1:]) else range(0)
        elif many:
            name = _trimmed(words, name, known.own, small)
        if name:
            start, last = words[name[0]].start, words[name[-1]]
            end = last.start + len(bare(last.text))
            found.append(Found(start, end, text[start:end]))
        at += max(many, 1)
    return found


def _titled(words: Sequence[Token], at: int, ordinary: frozenset[str]) -> int:
    """Return how many words a title and its name have; 0 if none begins here."""
    title = words[at].word
    if title not in _TITLES and title not in _SOFT:
        return 0
    point = r"\.?[ \t]*" if title in _CUT_SHORT else r"[ \t]+"
    many = 1
    for one in words[at + 1 : at + 6]:
        before = words[at + many - 1]
        if before.possessive or not re.fullmatch(point if many == 1 else r"[ \t]+|-", one.gap):
            break
        sure = (many == 1 and title in _TITLES) or one.word in _GIVEN
        plainly = one.capital and (sure or not _is_explained(one, ordinary))
        in_small_letters = words[at].text in _SMALL_TITLES and one.word not in ordinary and len(one.text) > 2
        if not (plainly or (many == 1 and in_small_letters) or (many > 1 and one.text in _LINKS)):
            break
        many += 1
    while many > 1 and words[at + many - 1].text in _LINKS:
        many -= 1
    return many if many > 1 else 0


def _run(words: Sequence[Token], at: int) -> int:
    """Return how many capitalized words follow one another from here."""
    many = 1
    while at + many < len(words):
        one = words[at + many]
        if words[at + many - 1].possessive or not one.capital or not re.fullmatch(r"[ \t]+", one.gap):
            break
        if _titled(words, at + many, frozenset()):
            break
        many += 1
    return many


def _trimmed(words: Sequence[Token], run: range, own: frozenset[str], small: frozenset[str]) -> range:
    """Return the words of a run that are a name: none, or the run without known words at its ends."""
    if _is_a_place(words, run):
        return range(0)
    first = words[run[0]]
    if first.begins and first.word not in _GIVEN:
        run = run[1:] if len(run) > 1 else run  # Any word may begin a sentence: "Yesterday Troy came".
    if not any(_says_a_name(words, at, own, small) for at in run):
        return range(0)
    inside = [at for at in run if words[at].word in _GIVEN or not _is_explained(words[at], small)]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _is_a_place(words: Sequence[Token], run: range) -> bool:
    several = {words[at].word for at in run}
    follows = words[run[-1] + 1] if run[-1] + 1 < len(words) else None
    of_a_place = follows is not None and not follows.gap.strip() and follows.text in _FOLLOWS
    if of_a_place or several & _MAKES_A_PLACE - _GIVEN:
        return True
    # A place or a thing of several words, one of which is known: New York, Dollar General.
    known = several & (_PLACES | _TERMS | _CALENDAR) - _GIVEN
    return len(run) > 1 and bool(known or words[run[0]].word in _BEGINS)


def _says_a_name(words: Sequence[Token], at: int, own: frozenset[str], small: frozenset[str]) -> bool:
    """Return whether a capitalized word is likely part of a name."""
    one = words[at]
    follows = words[at + 1].text if at + 1 < len(words) else ""
    before = words[at - 1].text.lower() if at else ""
    if one.word in own:
        return False
    if one.possessive and follows in _KIN and (one.word in _GIVEN or not _is_explained(one, small)):
        return True
    where = not one.possessive and not one.begins
    if where and (before in _SURELY or (before == "of" and at > 1 and words[at - 2].word in _OF)):
        return False
    if one.word in _GIVEN and one.word not in _AMBIGUOUS:
        return not (one.begins and one.word in small)
    if one.begins or one.word in _CALENDAR or (where and before in _MAYBE):
        return False
    return one.word in _GIVEN or not _is_explained(one, small)


def _is_explained(one: Token, small: frozenset[str]) -> bool:
    """Return whether its capital letter has another reason: a day, a place, a people, a heading."""
    first = one.word.partition("-")[0]
    for word in {one.word, first if one.text.partition("-")[2].islower() else one.word}:
        if word in _EXPLAINED or word in small or (word.endswith("s") and word[:-1] in _EXPLAINED):
            return True
    return one.word not in _GIVEN and bool(_PEOPLE_END.search(one.word) or _NO_NAME_END.search(one.word))
