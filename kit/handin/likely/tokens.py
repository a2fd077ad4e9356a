"""A text as words that know what stands before them, and whether a sentence begins with them."""

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
    """A word where it stands in a text.

    ``gap`` is what parts it from the word before. ``begins``: a sentence, a line or somebody's speech begins
    with it, so that its capital letter says nothing. ``possessive``: something is said to be its.
    """

    text: str
    start: int
    end: int
    gap: str
    begins: bool
    possessive: bool

    @property
    def word(self) -> str:
        """It in lower case, without the ending of a possessive."""
        return bare(self.text).lower()

    @property
    def capital(self) -> bool:
        """Whether it is written as names are: a capital letter and small ones, not two words in one."""
        return bool(_AS_NAMES_ARE.fullmatch(bare(self.text))) and not self.text.endswith(("n't", "n’t"))


def tokens(text: str) -> list[Token]:
    """The words of a text.

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
