"""Forms of English verbs, and which of them are past."""

from __future__ import annotations

from functools import cache
from importlib import resources

from kit.reading.sentences import word_set

_FORMS = {
    line.split()[0]: tuple(line.split()[1:])
    for line in (resources.files("kit.reading") / "cue_lists" / "irregular_verbs.txt")
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("#")
}
_NOT_VERBS = word_set(
    "need indeed speed feed bed red shed led hundred seed weed sacred naked kindred embed med ted wed "
    "ied newlywed breed greed freed exceed succeed proceed bleed deed reed heed sped shared united"
)
PAST = frozenset(
    f
    for fs in _FORMS.values()
    for f in fs
    if f not in {"am", "is", "are", "being", "does", "goes", "has", "having"}
) - {"read", "put", "set", "cut", "let", "hit", "hurt", "cost", "fit", "been", "become", "come", "run"}
"""Irregular past forms that are nothing else; regular ones end in ``ed``."""


def is_past(token: str) -> bool:
    """Whether a token looks like a past form.

    >>> is_past("asked"), is_past("went"), is_past("need")
    (True, True, False)
    """
    return token in PAST or (token.endswith("ed") and len(token) > 3 and token not in _NOT_VERBS)


@cache
def forms(verb: str) -> frozenset[str]:
    """Every form of a verb.

    >>> sorted(forms("stop"))
    ['stop', 'stopped', 'stopping', 'stops']
    """
    found = {verb}
    if verb == "be":
        return frozenset([verb, *_FORMS[verb]])
    stem = verb[:-1] if verb.endswith("e") else verb
    if _doubles(verb):
        stem = verb + verb[-1]
    found.add(stem + "ing")
    if verb.endswith(("s", "x", "ch", "sh", "z")):
        found.add(verb + "es")
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        found.add(verb[:-1] + "ies")
    else:
        found.add(verb + "s")
    if verb in _FORMS:
        found.update(_FORMS[verb])
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        found.add(verb[:-1] + "ied")
    else:
        found.add(stem + "ed")
    return frozenset(found)


def _doubles(verb: str) -> bool:
    short = len(verb) <= 4 or verb in {
        "admit",
        "refer",
        "prefer",
        "commit",
        "scrap",
        "forget",
        "begin",
        "permit",
    }
    return (
        short and len(verb) > 2 and verb[-1] in "bdgmnprt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    )
