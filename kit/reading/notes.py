"""Check a note of a few words, such as a cell of a table, for a lack stated as a fact or for "never".

The check looks for phrases of ``cue_lists/cautions.txt``. Such a short text isn't read against the rubric,
and the figures of the model card don't apply to it.
"""

import re

from kit.reading.cautions import DEFICIT, WEIGHED, Cue, cautions
from kit.reading.sentences import sentences
from kit.reading.signs import sign

_DENIES, _OWN_DOING = map(Cue, ("denies", "own_doing"))
_CLAUSE = re.compile(r"[,;:]| and | but | so | because ")
_POINTS = ("these ", "those ", "such ", "this ", "that ", "what you ")
_OF_OTHERS = frozenset({"deficit_language", "status_inference"})


def caution_of(note: str) -> str | None:
    """Return the kind of the first caution in a note, or ``None``.

    Text in quotation marks is somebody else's, so it doesn't count. Nor does what writers say about
    themselves.

    >>> caution_of("He is lazy."), caution_of("He never reads."), caution_of("I never asked her.")
    ('deficit_language', 'global_denial', None)
    >>> caution_of("He stops when a page is long, and asks what comes next.") is None
    True
    """
    split = sentences(note)
    found = next((one.kind for one in cautions(sign(split)) if one.kind in _OF_OTHERS), None)
    if found:
        return found
    for one in split:
        # A note is about a student or a family even if it doesn't name them.
        if not WEIGHED.search(one.own) and not _of_oneself(one.own, DEFICIT):
            return "deficit_language"
    denies = any(not WEIGHED.search(one.own) and not _of_oneself(one.own, _DENIES) for one in split)
    return "global_denial" if denies else None


def _of_oneself(own: str, cue: Cue) -> bool:
    """Whether every cue in a sentence is about the writer or harmless; True if there is no cue."""
    for found in cue.finditer(own):
        before = _CLAUSE.split(own[: found.start()])[-1]
        # “Never say …” is advice, and “these parents” alone is harmless.
        if found[0].startswith(_POINTS) or (not before.strip() and found[0].startswith("never")):
            continue
        if not _OWN_DOING.search(before):
            return False
    return True
