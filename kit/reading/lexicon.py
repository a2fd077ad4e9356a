"""Read the cue lists in ``cue_lists/``, and inflect the verbs in them.

The lists are data that people who don't program can read, correct and dispute.
"""

from functools import cache
from importlib import resources

_FOLDER = resources.files("kit.reading") / "cue_lists"


@cache
def listed(name: str) -> dict[str, list[str]]:
    """Return the sections of a cue list, with the lines of each."""
    found: dict[str, list[str]] = {}
    here: list[str] = []
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            here = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            here.append(line)
    return found


def word_list(name: str, file: str = "named") -> frozenset[str]:
    """Return the words of a list.

    >>> "mother" in word_list("kin")
    True
    """
    return frozenset(" ".join(listed(file)[name]).split())


@cache
def signs() -> dict[str, list[str]]:
    """Return every sign's phrases.

    The sign ``event.seen`` is section ``[seen]`` of ``signs/event.txt``; a strategy's sign is its id.
    """
    files = sorted(file.name.removesuffix(".txt") for file in (_FOLDER / "signs").iterdir())
    found = {f"{file}.{sign}": lines for file in files for sign, lines in listed(f"signs/{file}").items()}
    return found | listed("strategies")


@cache
def hyphenated() -> frozenset[str]:
    """Return the hyphenated words in the cue lists; any other hyphen separates two words ("night-shift")."""
    lines = [*signs().values(), *listed("named").values()]
    elements = " ".join(line for some in lines for line in some).split()
    words = {option.rstrip("?+*") for element in elements for option in element.split("|")}
    return frozenset(word for word in words if "-" in word.strip("-"))


_FORMS = {verb: forms for verb, *forms in map(str.split, listed("verbs")["irregular"])}
_NOT_PAST, _DOUBLING = word_list("not_past", "verbs"), word_list("doubling", "verbs")
_PAST = {form for forms in _FORMS.values() for form in forms} - word_list("not_only_past", "verbs")


def is_past(token: str) -> bool:
    """Whether a token looks like a past form.

    >>> is_past("asked"), is_past("went"), is_past("need")
    (True, True, False)
    """
    return token in _PAST or (token.endswith("ed") and len(token) > 3 and token not in _NOT_PAST)


_PLAIN = {form: verb for verb, forms in _FORMS.items() for form in forms}


def plain_form(form: str) -> str | None:
    """Return the plain form of an irregular verb, given one of its other forms.

    >>> plain_form("told"), plain_form("asked")
    ('tell', None)
    """
    return _PLAIN.get(form)


@cache
def forms(verb: str) -> frozenset[str]:
    """Return every form of a verb.

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
