"""Make ids that are valid in nbgrader and in file names from names, sign-in names or e-mail addresses."""

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
    """Return an id made from a name, a sign-in name or an e-mail address.

    The result is empty if no letter of the text is allowed in an id. An e-mail address gives the part before
    the ``@``. A text of up to 40 characters that is a valid id already stays unchanged, unless it has only
    letters, which become lowercase.

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
    # An accent or an apostrophe leaves no gap; an unusual space character does.
    return " " if letter[0].isspace() else ""


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an unused id: the one wanted, or the same with the first free number after it.

    ``taken`` must be casefolded, since some computers treat ``Ana`` and ``ana`` as the same file name.

    >>> free_id("maria", {"maria", "maria2"}), free_id("", set())
    ('maria3', 'learner')
    """
    base = wanted or "learner"
    numbered = (f"{base}{n}" for n in count(2))
    return base if base.casefold() not in taken else next(i for i in numbered if i.casefold() not in taken)
