"""Ids that nbgrader and file names can take, made from names, sign-in names or e-mail addresses."""

import re
import unicodedata
from collections.abc import Container
from itertools import count

from kit.journal import LEARNER_ID

_LONGEST = 40
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


def made_id(text: str) -> str:
    """An id from a name, a sign-in name or an e-mail address; nothing where no letter of it can stand in one.

    Of an e-mail address the part before the ``@`` is taken. What can be an id stays as it is, unless it has
    nothing but letters: then they are small ones.

    >>> made_id("María"), made_id("O'Brien"), made_id("mperez@example.org"), made_id("Lê Thị Ánh")
    ('maria', 'obrien', 'mperez', 'le.thi.anh')
    >>> made_id("MPerez7"), made_id("李 明")
    ('MPerez7', '')
    """
    local = text.strip().partition("@")[0] or text.strip().strip("@")
    if LEARNER_ID.fullmatch(local) and not local.isalpha() and len(local) <= _LONGEST:
        return local
    letters = unicodedata.normalize("NFKD", local.casefold().translate(_LETTERS))
    words = re.split(r"[^a-z0-9_-]+", re.sub(r"['’ʼ`´]|[^\x00-\x7f]", _gone, letters))
    return ".".join(filter(None, (word.strip("_-") for word in words)))[:_LONGEST].strip("._-")


def _gone(letter: re.Match[str]) -> str:
    # A mark upon a letter, or an apostrophe, leaves no gap; a blank of another width does.
    return " " if letter[0].isspace() else ""


def free_id(wanted: str, taken: Container[str]) -> str:
    """An id that nobody has: the one wanted, or the same with the first free number after it.

    ``taken`` has small letters, since some computers take ``Ana`` and ``ana`` for one name.

    >>> free_id("maria", {"maria", "maria2"}), free_id("", set())
    ('maria3', 'learner')
    """
    base = wanted or "learner"
    numbered = (f"{base}{n}" for n in count(2))
    return base if base.casefold() not in taken else next(i for i in numbered if i.casefold() not in taken)
