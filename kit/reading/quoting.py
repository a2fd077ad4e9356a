"""A text as a remark to its writer needs it: its sentences, and which of the listed things stand in each.

What the things are is the list ``cue_lists/quoting.txt``. They are looked for in the writer's own words; what
stands in quotation marks is left out.
"""

import re
from collections.abc import Iterable
from functools import cache

from kit.reading.lexicon import listed
from kit.reading.sentences import Sentence, sentences

_LEAST_WORDS = 5
"""Of fewer words nobody can tell what is in them."""
_MOST_WORDS = 40
"""A longer sentence says so much that nobody can tell which part a remark is about."""
_LEAST_STOPS = 1 / 50
"""With fewer full stops a word (dictated without any), a cut sentence is a fragment: nothing is quoted."""
_MANY_WORDS = 4
"""A quotation of so many words says something."""
_OPEN = re.compile(r"^\W*(?:\w+[,.]? ){0,3}(?:what|how|when|where|which|who|tell me)\b")


class Line:
    """A sentence and what stands in it.

    >>> line = Line(sentences('She said, "I will call you on Monday, all right?"')[0])
    >>> line.has("said"), line.has("ahead"), line.quotes_much
    (True, False, True)
    """

    def __init__(self, sentence: Sentence) -> None:
        self.start = sentence.start
        self.text = sentence.text
        self.own = sentence.own
        self._quotes = sentence.quotes

    def has(self, *names: str) -> bool:
        """Whether one of the listed things stands in the writer's own words."""
        return any(_section(name).search(self.own) for name in names)

    def without(self, name: str) -> str:
        """The writer's own words without one of the listed things."""
        return _section(name).sub("", self.own)

    @property
    def quotes_much(self) -> bool:
        """Whether several words of one speaker are quoted."""
        return any(len(one.split()) >= _MANY_WORDS for one in self._quotes)

    @property
    def quotes_open_question(self) -> bool:
        """Whether a question is quoted that one can't answer with yes or no."""
        return any("?" in one and _OPEN.match(one) for one in self._quotes)

    @property
    def can_be_shown(self) -> bool:
        """Whether it is a whole sentence of the writer's that says something, and no mere question."""
        whole = self.text.count('"') % 2 == 0 and self.text.count("“") == self.text.count("”")
        many = len(self.text.split())
        asks = self.own.rstrip('"”) ').endswith("?") and not self._quotes
        return whole and _LEAST_WORDS <= many <= _MOST_WORDS and len(self.own) > 12 and not asks

    def shown(self) -> str:
        """The sentence on one line, without the dash of a list.

        >>> Line(sentences("- He folded our letter twice.")[0]).shown()
        'He folded our letter twice.'
        """
        return " ".join(self.text.lstrip("-–—*•· ").split())


class Writing:
    """A text, sentence by sentence."""

    def __init__(self, text: str) -> None:
        self.lines = [Line(one) for one in sentences(text)]
        stops = len(re.findall(r"[.!?…][\"”’')]*(?:\s|$)|\n", text + " "))
        self.can_be_quoted = stops >= _LEAST_STOPS * len(text.split())

    def has(self, *names: str) -> bool:
        """Whether one of the listed things stands anywhere.

        >>> Writing("He came. I was glad.").has("felt_by_me")
        True
        """
        return any(line.has(*names) for line in self.lines)

    def tells_of(self, name: str) -> bool:
        """Whether a relative is told of who is not the writer's own.

        >>> writing = Writing("My mother never called a school. His father does.")
        >>> writing.tells_of("mother"), writing.tells_of("father")
        (False, True)
        """
        return any(_section(name).search(line.without("of_writer")) for line in self.lines)

    def around(self, at: int, before: int = 1, after: int = 1) -> Iterable[Line]:
        """A sentence and those beside it."""
        return self.lines[max(0, at - before) : at + after + 1]


@cache
def _section(name: str) -> re.Pattern[str]:
    """The patterns of a section; ``<kin>`` in one stands for those of the section ``kin``."""
    lines = listed("quoting")
    filled = (re.sub(r"<(\w+)>", lambda at: f"(?:{'|'.join(lines[at[1]])})", one) for one in lines[name])
    return re.compile(rf"(?<![\w'])(?:{'|'.join(filled)})(?![\w'])")
