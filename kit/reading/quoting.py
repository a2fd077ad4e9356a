"""A text as a remark to its writer needs it: its sentences, and which of the listed things stand in each.

What the things are is the list ``cue_lists/quoting.txt``. They are looked for in the writer's own words; what
stands in quotation marks is left out.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from kit.reading.lexicon import listed
from kit.reading.sentences import Sentence, plain, sentences

_LEAST_WORDS = 5
"""Of fewer words nobody can tell what is in them."""
_MOST_WORDS = 50
"""A longer sentence says so much that nobody can tell which part a remark is about."""
_LEAST_STOPS = 1 / 50
"""With fewer full stops a word (dictated without any), what is quoted is a piece of a sentence."""
_MANY_WORDS = 4
"""A quotation of so many words says something."""
_LABEL_WORDS = 8
"""The label of a row has no more."""
_NUMBER = re.compile(r"\s*(?:\(?\d{1,2}[.)]\s*)?")
_HEADING = re.compile(r"(?:(?:What|Why|How|Who|When|Where)(?: [\w'’]+){1,7}|[\w'’]+(?: [\w'’]+){0,2})[.:?]$")
_ITEM = re.compile(r"[-–—*•·]")
_OPEN = re.compile(r"^\W*(?:[\w'’]+[,.]? ){0,3}(?:what|how|when|where|which|who|tell me)\b")


class Line:
    """A sentence and what stands in it.

    >>> line = Line(sentences('She said, "I will call you on Monday, all right?"')[0])
    >>> line.has("said"), line.has("ahead"), line.quotes_much
    (True, False, True)
    """

    def __init__(self, sentence: Sentence, label: str = "") -> None:
        self.start = sentence.start
        self.text = sentence.text
        self.own = f"{plain(label)} {sentence.own}" if label else sentence.own
        self.label = label
        self.follows_its_label = True
        self._quotes = sentence.quotes

    def has(self, *names: str) -> bool:
        """Whether one of the listed things stands in the writer's own words."""
        return any(_section(name).search(self.own) for name in names)

    def found(self, name: str) -> list[str]:
        """Those of the listed things that stand in the writer's own words."""
        return [at[0] for at in _section(name).finditer(self.own)]

    def without(self, name: str) -> str:
        """The writer's own words without one of the listed things."""
        return _section(name).sub("", self.own)

    def count(self, name: str) -> int:
        """How often one of the listed things stands here, of those that are not the writer's own.

        >>> Line(sentences("My mother never called a school. ")[0]).count("mother")
        0
        """
        return len(_section(name).findall(self.without("of_writer")))

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
        return self.is_whole and len(self.text.split()) >= _LEAST_WORDS

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole sentence and no mere question, however short."""
        whole = self.text.count('"') % 2 == 0 and self.text.count("“") == self.text.count("”")
        many = len(self.text.split())
        asks = self.own.rstrip('"”) ').endswith("?") and not self._quotes
        return whole and many <= _MOST_WORDS and len(self.own) > 12 and not asks

    def shown(self) -> str:
        """The sentence on one line, with the label of its row, without the dash of a list.

        >>> Line(sentences("- He folded our letter twice.")[0]).shown()
        'He folded our letter twice.'
        """
        text = " ".join(self.text.lstrip("-–—*•· ").split())
        return f"{self.label} {text}" if self.label and self.follows_its_label else text


class Writing:
    """A text, sentence by sentence."""

    def __init__(self, text: str) -> None:
        found = sentences(text)
        self.lines = [
            Line(one, label)
            for one, label in zip(found, _labels(text, found), strict=True)
            if label is not None
        ]
        for before, line in pairwise(self.lines):
            # Only the first row of a list is read together with what stands above the list.
            line.follows_its_label = line.label != before.label or not _ITEM.match(line.text)
        stops = len(re.findall(r"[.!?…][\"”’')]*(?:\s|$)|\n", text + " "))
        self.has_stops = stops >= _LEAST_STOPS * len(text.split())

    def has(self, *names: str) -> bool:
        """Whether one of the listed things stands anywhere.

        >>> Writing("He came. I was glad.").has("felt_by_me")
        True
        """
        return any(line.has(*names) for line in self.lines)

    def around(self, at: int) -> Iterable[Line]:
        """A sentence and those beside it."""
        return self.lines[max(0, at - 1) : at + 2]


def _labels(text: str, found: Sequence[Sentence]) -> list[str | None]:
    """The label of each sentence's row, "" for a row without; ``None`` for a label or a row's number itself.

    >>> rows = "2. What I took it to mean. She did not care.\\n3. Action. I called."
    >>> [label for label in _labels(rows, sentences(rows)) if label]
    ['What I took it to mean.', 'Action.']
    """
    labels: list[str | None] = []
    row, label, header = -1, "", ""
    for at, one in enumerate(found):
        begins = text.rfind("\n", 0, one.start) + 1
        if begins != row:
            row, label = begins, ""
            before = text[begins : one.start]
            is_item = bool(_ITEM.match(one.text)) and not before.strip()
            header = header if is_item else ""
        follows = found[at + 1].start < _end_of(text, begins) if at + 1 < len(found) else False
        numbered = bool(_NUMBER.fullmatch(text[begins : one.start]))
        short = len(one.text.split()) <= _LABEL_WORDS
        if _NUMBER.fullmatch(one.text):
            labels.append(None)
        elif numbered and follows and _HEADING.match(one.text) and text[begins : one.start].strip():
            label = " ".join(one.text.split())
            labels.append(None)
        elif one.text.endswith(":") and short and not follows:
            header = " ".join(one.text.split())
            labels.append(None)
        else:
            labels.append(label or (header if _ITEM.match(one.text) else ""))
    return labels


def _end_of(text: str, begins: int) -> int:
    ends = text.find("\n", begins)
    return len(text) if ends < 0 else ends


@cache
def _section(name: str) -> re.Pattern[str]:
    """The patterns of a section; ``<kin>`` in one stands for those of the section ``kin``."""
    lines = listed("quoting")
    filled = (re.sub(r"<(\w+)>", lambda at: f"(?:{'|'.join(lines[at[1]])})", one) for one in lines[name])
    return re.compile(rf"(?<![\w'])(?:{'|'.join(filled)})(?![\w'])")
