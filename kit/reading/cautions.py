"""Cautions: what a person should check before trusting the levels.

A caution that limits a level says so in ``caps``; none lowers a level silently.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kit.reading.criteria import CRITERIA
from kit.reading.kinds import kind
from kit.reading.lexicon import listed, word_list
from kit.reading.sentences import Sentence
from kit.reading.signs import Signed, SignedText
from kit.reading.sought import sought


class Caution(NamedTuple):
    """What was noticed, in which sentence, and the highest level that it leaves to some criteria."""

    kind: str
    sentence: Sentence
    caps: Mapping[str, int] = {}


def pattern(*phrases: str) -> re.Pattern[str]:
    """Compile a pattern that matches any of the phrases of a cue list, as whole words."""
    return re.compile(rf"(?<![\w'])(?:{'|'.join(phrases)})(?![\w'])")


class Cue:
    """A list of ``cautions.txt`` as a pattern, compiled on first use: most texts never need it.

    >>> Cue("weighed").search("i used to think that she did not care")[0]
    'i used'
    """

    def __init__(self, name: str, after: str = "") -> None:
        self._name, self._after = name, after

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return pattern(rf"(?:{'|'.join(listed('cautions')[self._name])}){self._after}")

    def search(self, own: str) -> re.Match[str] | None:
        """Search like `re.Pattern.search`."""
        return self._compiled.search(own)

    def finditer(self, own: str) -> Iterator[re.Match[str]]:
        """Find all matches, like `re.Pattern.finditer`."""
        return self._compiled.finditer(own)


_KIN = Cue("kin", after="(?:'s)?")
DEFICIT, _JUDGES, WEIGHED, _STATUS, _INFERRED = map(
    Cue, ("deficit", "judges", "weighed", "status", "inferred")
)
_DENIAL, _TAKEN_BACK, OF_FAMILY = map(Cue, ("denial", "taken_back", "family_deficit"))
_LACKS, _GUESSES, _DENIES = (
    sought(*(f"cautions.{name}" for name in names))
    for names in (("deficit", "family_deficit"), ("status",), ("denial",))
)
_HOME = pattern("homes?", "household", "house", "roof")
_IRONY = re.compile(r"(?:sure|oh|right|ah),")
_GRAND = word_list("grand", "words")
_IS_GRAND, _NAMES = kind(_GRAND), kind(CRITERIA.keys())
_RECITED = 4
"""A sentence that names this many criteria recites them. As headings, one in each part, they are fine."""
_MANY = 6
"""A text needs this many different grand words to count as fluent."""
_EMPTY = dict.fromkeys(CRITERIA, 1) | {"event": 0}
"""The highest levels for a text in which nothing happens."""


def cautions(signed: SignedText) -> list[Caution]:
    """Return every caution, kind by kind."""
    kinds = {
        "deficit_language": (s for s in signed if s.sentence.sought & _LACKS and _lacks(s)),
        "status_inference": (s for s in signed if s.sentence.sought & _GUESSES and _guesses(s)),
        "global_denial": (s for s in signed if s.sentence.sought & _DENIES and _denies_all(s)),
        "quoted_words": filter(_is_quoted, signed),
        # The text says that something was not learned, asked or changed, or won't be.
        "negated": signed.having("stance.nothing"),
    }
    found = [Caution(kind, s.sentence) for kind, some in kinds.items() for s in some]
    if recited := next(
        (s for s in signed if s.kinds & _NAMES and len(CRITERIA.keys() & s.tokens) >= _RECITED), None
    ):
        found.append(Caution("formulaic", recited.sentence, _EMPTY))
    elif _is_formulaic(signed):
        found.append(Caution("formulaic", signed[0].sentence, _EMPTY))
    return found


def _lacks(s: Signed) -> bool:
    """Whether the writer describes a family by what it lacks, without questioning that view."""
    own = s.sentence.own
    # "These parents" alone is harmless; it takes a judgment along with it.
    told = (DEFICIT.search(own) and _JUDGES.search(own)) or OF_FAMILY.search(own)
    meant = s.near_family or _KIN.search(own + " ") or _HOME.search(own)
    return bool(told and meant and not WEIGHED.search(own) and not s.asks and not _IRONY.match(own))


def _denies_all(s: Signed) -> bool:
    """Whether the writer claims to have no bias at all, and not as something they once thought."""
    own = s.sentence.own
    return bool(_DENIAL.search(own) and not _TAKEN_BACK.search(own))


def _guesses(s: Signed) -> bool:
    """Whether the writer guesses at somebody's legal, social or private circumstances."""
    own = s.sentence.own
    inferred = _STATUS.search(own) and _INFERRED.search(own) and not WEIGHED.search(own)
    return bool(inferred) and (s.they or s.near_family)


def _is_quoted(s: Signed) -> bool:
    """Whether a sentence is mostly somebody else's words; only the writer's own words earn anything."""
    if s.sentence.own is s.sentence.plain:
        return False
    given = len(s.sentence.words)
    inside = given - len(s.sentence.own_words)
    return inside >= 12 and inside > 0.7 * given


def _is_formulaic(signed: Sequence[Signed]) -> bool:
    """Whether a text is fluent and names everything, but nothing happens in it."""
    grand = [w for s in signed if s.kinds & _IS_GRAND for w in s.tokens if w in _GRAND]
    if len(set(grand)) < _MANY:
        return False
    # "I sought the family's perspective" only names a criterion; it doesn't tell that anything happened.
    happens = any(
        s.quotes
        or (s.past and (s.dated or s.has("event.recent") or (s.near_family and (s.me or s.titled or s.kin))))
        for s in signed
        if not s.kinds & _IS_GRAND
    )
    return not happens and len(grand) > 0.06 * sum(len(s.tokens) for s in signed)
