"""Forms of English verbs, and which of them are past."""

from __future__ import annotations

from functools import cache

from kit.reading.lexicon import listed, word_list

_FORMS = {verb: forms for verb, *forms in map(str.split, listed("verbs")["irregular"])}
_NOT_PAST, _DOUBLING = word_list("not_past", "verbs"), word_list("doubling", "verbs")
_PAST = {form for forms in _FORMS.values() for form in forms} - word_list("not_only_past", "verbs")


def is_past(token: str) -> bool:
    """Whether a token looks like a past form.

    >>> is_past("asked"), is_past("went"), is_past("need")
    (True, True, False)
    """
    return token in _PAST or (token.endswith("ed") and len(token) > 3 and token not in _NOT_PAST)


@cache
def forms(verb: str) -> frozenset[str]:
    """Every form of a verb.

    >>> sorted(forms("stop"))
    ['stop', 'stopped', 'stopping', 'stops']
    """
    if verb == "be":
        return frozenset([verb, *_FORMS[verb]])
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    stem = verb + verb[-1] if _doubles(verb) else verb.removesuffix("e")
    if verb.endswith(("s", "x", "ch", "sh", "z")):
        third = verb + "es"
    else:
        third = verb[:-1] + "ies" if consonant_y else verb + "s"
    past = verb[:-1] + "ied" if consonant_y else stem + "ed"
    return frozenset([verb, stem + "ing", third, *_FORMS.get(verb, [past])])


def _doubles(verb: str) -> bool:
    short = len(verb) <= 4 or verb in _DOUBLING
    return (
        short and len(verb) > 2 and verb[-1] in "bdgmnprt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    )
