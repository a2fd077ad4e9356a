"""Change texts in ways that must not matter: names, home language, gender, spelling, grammar."""

import random
import re
from collections.abc import Callable, Mapping

_TITLED = re.compile(r"\b(Mr|Mrs|Ms|Miss)(\.? )([A-Z][\w'’-]+)")
_LANGUAGES = [
    "Spanish", "Hmong", "Karen", "Arabic", "Somali", "Tagalog", "Vietnamese", "Portuguese",
    "Korean", "Russian", "Mandarin", "Dari", "Tigrinya", "Swahili", "Nepali", "Ukrainian", "Krio",
]  # fmt: skip
_GENDER = {
    "she": "he", "he": "she", "her": "his", "his": "her", "him": "her", "hers": "his",
    "herself": "himself", "himself": "herself", "mother": "father", "father": "mother",
    "mom": "dad", "dad": "mom", "grandmother": "grandfather", "grandfather": "grandmother",
    "aunt": "uncle", "uncle": "aunt", "stepmother": "stepfather", "stepfather": "stepmother",
    "mothers": "fathers", "fathers": "mothers", "moms": "dads", "dads": "moms",
    "grandma": "grandpa", "grandpa": "grandma", "sister": "brother", "brother": "sister",
    "daughter": "son", "son": "daughter", "wife": "husband", "husband": "wife", "girl": "boy",
    "boy": "girl", "mrs": "mr", "ms": "mr", "mr": "ms",
}  # fmt: skip
_DIALECT = {
    "going to": "gonna", "because": "cause", "do not": "dont", "don't": "dont", "didn't": "didnt",
    "isn't": "aint", "was not": "wasnt", "I'm": "im", "I'd": "id", "I've": "ive", "I'll": "ima",
    "asked": "axed", "them": "em", "through": "thru", "that": "dat", "nothing": "nothin",
    "something": "somethin", "mother": "mama", "you": "u", "with": "wit", "want to": "wanna",
    "have to": "hafta", "night": "nite", "probably": "prolly", "about": "bout",
}  # fmt: skip
_DROPPED = re.compile(r"\b(?:the|a|an) ", re.IGNORECASE)
_ENDING = re.compile(r"\b(say|want|work|need|come|tell|ask|know|think|like|go|call|sleep)(?:e?s)\b")


def names(text: str) -> str:
    """Replace every family name after a title except Perez, each name always by the same other one.

    >>> names("Mr. Vang sat. Then Ms. Ruiz and Mr. Vang left.")
    'Mr. Miller sat. Then Ms. Nguyen and Mr. Miller left.'
    """
    given: dict[str, str] = {}
    others = ["Miller", "Nguyen", "Okoye", "Haddad", "Kowalski", "Begay", "Silva", "Khan", "Larsen", "Moua"]

    def other(match: re.Match[str]) -> str:
        if match[3] == "Perez":
            return match[0]
        new = given.setdefault(match[3], others[len(given) % len(others)])
        return f"{match[1]}{match[2]}{new}"

    return _TITLED.sub(other, text)


def languages(text: str) -> str:
    """Replace every home language by the next one in the list."""
    following = dict(zip(_LANGUAGES, [*_LANGUAGES[1:], _LANGUAGES[0]], strict=True))
    return re.sub("|".join(rf"\b{one}\b" for one in _LANGUAGES), lambda m: following[m[0]], text)


def genders(text: str) -> str:
    """Make every woman a man, and every man a woman.

    >>> genders("Her mother said that she waits.")
    'His father said that he waits.'
    """
    return _replaced(text, _GENDER)


def dialect(text: str) -> str:
    """Spell words as they are spoken in many places."""
    return _replaced(text, {k.lower(): v for k, v in _DIALECT.items()})


def grammar(text: str) -> str:
    """Drop half of the articles and some verbs' third-person endings, as many learners of English do."""
    drawn = random.Random(4)  # noqa: S311  # not a secret; drops the same words each time
    text = _DROPPED.sub(lambda m: "" if drawn.random() < 0.5 else m[0], text)
    return _ENDING.sub(lambda m: m[1], text)


def _replaced(text: str, table: Mapping[str, str]) -> str:
    pattern = re.compile(
        r"\b(?:" + "|".join(sorted(map(re.escape, table), key=len, reverse=True)) + r")\b", re.IGNORECASE
    )

    def other(match: re.Match[str]) -> str:
        new = table[match[0].lower()]
        return new[0].upper() + new[1:] if match[0][0].isupper() else new

    return pattern.sub(other, text)


SWAPS: dict[str, Callable[[str], str]] = {
    "names": names,
    "home language": languages,
    "gender": genders,
    "dialect spelling": dialect,
    "grammar": grammar,
}
"""What is swapped → the function that swaps it."""
