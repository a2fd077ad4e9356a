"""Split a text into words that know what comes before them and whether they begin a sentence."""

import re
from dataclasses import dataclass

from kit.handin.likely.known import WORD, bare
from kit.handin.likely.word_lists import word_list

_ABBREVIATED = word_list("titles") | word_list("soft_titles") | {"st", "ave", "rd", "vs", "jr", "dept"}
_PART = r"(?:(?:Mc|Mac|De|Di|Da|La|Le|Ja|Ke|Ra|Van|Fitz|O['’]|D['’]|L['’])?[^\W\d_a-z][a-zà-öø-ÿ]+)"
_AS_NAMES_ARE = re.compile(rf"{_PART}(?:[-'’]{_PART})*(?:-[^\W\d_A-Z]{{2,}})?")
_HAS = re.compile(r"['’][sS](?!\w)|[^'’]s['’](?!\w)")
_BEGINS = re.compile(r"[.!?:;…\n\"“”«»‘(\[¿¡•*]|(?:^|\s)['’—–-]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its place in a text.

    ``gap`` is the text between it and the word before. ``begins`` is true if it begins a sentence, a line or
    a quotation, so that its capital letter means nothing. ``possessive`` is true if it has a possessive
    ending.
    """

    text: str
    start: int
    end: int
    gap: str
    begins: bool
    possessive: bool

    @property
    def word(self) -> str:
        """Return the word in lower case, without a possessive or contracted ending."""
        return bare(self.text).lower()

    @property
    def capital(self) -> bool:
        """Return whether it is written like a name: a capital, then small letters, and no contraction."""
        return bool(_AS_NAMES_ARE.fullmatch(bare(self.text))) and not self.text.endswith(("n't", "n’t"))


def tokens(text: str) -> list[Token]:
    """Return the words of a text.

    >>> [one.begins for one in tokens("I saw Mr. Ruiz. He waved.")]
    [True, False, False, False, True, False]
    """
    found: list[Token] = []
    at = 0
    for match in WORD.finditer(text):
        gap = text[at : match.start()]
        before = found[-1] if found else None
        stop = gap.lstrip()[:1] == "." and before is not None and _is_short(before)
        begins = before is None or bool(_BEGINS.search(gap[1:] if stop else gap))
        its = bool(_HAS.match(text, max(0, match.end() - 2)))
        found.append(Token(match[0], match.start(), match.end(), gap, begins, its))
        at = match.end()
    return found


def _is_short(before: Token) -> bool:
    initial = len(before.text) == 1 and before.text.isupper() and before.text != "I"
    return initial or before.word in _ABBREVIATED
