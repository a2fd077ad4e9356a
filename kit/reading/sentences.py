"""Split a text into sentences with exact offsets, and cut a text at the edges of its evidence.

Nothing here judges what a sentence says. Offsets count code points. For reading, a sentence also has a
*plain* form (lower case, straight quotes, no zero-width marks, no tags) and an *own* form, which leaves out
what is in quotation marks.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from kit.reading.lexicon import word_list
from kit.reading.sought import sought_in
from kit.reading.tokens import words_and_tokens, words_of

# The pattern begins with a set of characters, so that the search skips everything in between quickly.
_END = re.compile(
    r"[.!?…\n<](?:(?<=\n)|(?<=<)(?:/(?:p|div|li|h\d|td)|br ?/?)>"
    r"|(?<=[.!?…])(?<![.!?…]{2})[.!?…]*[\"”’')\]*_\u200b-\u200f\u202a-\u202e\ufeff]*(?=\s|$|<))"
)
_ABBREVIATIONS = word_list("abbreviations", "grammar")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]"
)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,200}>[^<]{0,2000}</\1>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_PAIR = re.compile(r'(?:"|&quot;)(?:[^"&\n]|&(?!quot;)){1,2000}(?:"|&quot;)')
_STRAIGHT = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'"}
_SAID = re.compile(r"(?:I|We|She|He|They) (?:then |had )?(?:asked|said|told|wrote|answered|ask|say)\b")
_CLOSING = "\"”’')]*_\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"
_LABEL = re.compile(r"(?::|\s[–—-]|^\d+\.|^\w+\?)$")
_OWN_CLAUSE = re.compile(
    r"(?<=;)\s|\s(?=(?:and so what|(?:and |so |but |then ){1,3}(?:i|we|she|he|they|it|there))\b)",
    re.IGNORECASE,
)
LEAST_WORDS = 5
"""A sentence with fewer words is shown with the one before it."""
_WHOLE = 220
"""A sentence or a quotation with fewer characters (some 40 words) is shown as a whole."""
_LONG, _LEAST_PIECE = 330, 60
_CLAUSE = re.compile(
    r"(?<=;)\s|\s(?=(?:so|but|then|and then|and so|and|because) "
    r"(?:[iI]|we|she|he|they|the|his|her|on|in|now|it)\b)|(?<=\w)\s(?=(?:i|we|she|he|they) [a-z]{2,12}\b)"
    r"|\s(?=(?:on )?(?:monday|tuesday|wednesday|thursday|friday)\b)"
)


@dataclass(eq=False, slots=True)
class Sentence:
    """One sentence: its offsets, its text as given, two forms for reading, and what it quotes."""

    start: int
    end: int
    text: str
    plain: str
    own: str
    quotes: tuple[str, ...]
    words: list[str]
    """The words of the plain form."""
    tokens: list[str]
    """The tokens of the plain form."""
    own_words: list[str]
    """The words of the own form."""
    own_tokens: list[str]
    """The tokens of the own form."""
    sought: int
    """The patterns that may match here (`kit.reading.sought`)."""

    def span(self) -> dict[str, int | str]:
        """Return the sentence as a piece of evidence."""
        return {"start": self.start, "end": self.end, "text": self.text}


def sentences(text: str) -> list[Sentence]:
    """Split a text; every sentence's ``text`` is ``text[start:end]``.

    A long stretch without full stops is cut at clauses, so that evidence stays short.

    >>> [s.text for s in sentences("Ms. Ruiz called at 4 p.m. today. I said: “Why?” and she laughed.")]
    ['Ms. Ruiz called at 4 p.m. today.', 'I said: “Why?” and she laughed.']
    """
    pieces, start = [], 0
    for match in _END.finditer(text):
        if text[match.start()] not in "\n<" and not _ends(text, match.start(), match.end()):
            continue
        pieces.extend(_cut(text, start, match.end()))
        start = match.end()
    pieces.extend(_cut(text, start, len(text)))
    # Quotations may run over several sentences, so look for them in the whole text.
    straight = _straight(text)
    quoted = [m.span() for m in _PAIR.finditer(straight)]
    found, first = [], 0
    for a, b in pieces:
        while first < len(quoted) and quoted[first][1] <= a:
            first += 1
        if one := _sentence(text, straight, a, b, quoted[first : first + 40]):
            found.append(one)
    return found


class Passage(NamedTuple):
    """What is shown as one: its offsets, its text, and the indexes of the sentences that are read in it."""

    start: int
    end: int
    text: str
    read: tuple[int, ...]


def passages(text: str, split: Sequence[Sentence]) -> list[Passage]:
    """Return the sentences as they are shown: none is a label alone, and none is cut inside a clause.

    >>> text = "Her view:\\nshe is up at three. It rained all the way home."
    >>> [(one.text, one.read) for one in passages(text, sentences(text))]
    [('Her view:\\nshe is up at three.', (0, 1)), ('It rained all the way home.', (2,))]
    """
    quoted = [m.span() for m in _PAIR.finditer(_straight(text)) if len(m[0]) < _WHOLE]
    starts = [at for at, one in enumerate(split) if not at or _begins(text, split[at - 1], one, quoted)]
    found = []
    for first, after in pairwise([*starts, len(split)]):
        for a, b in _cut(text, split[first].start, split[after - 1].end, _OWN_CLAUSE, _WHOLE):
            piece = text[a:b].strip()
            start = text.index(piece, a)
            end = start + len(piece)
            read = (at for at in range(first, after) if _shares(split[at], start, end))
            found.append(Passage(start, end, piece, tuple(read)))
    return found


def _begins(text: str, before: Sentence, one: Sentence, quoted: list[tuple[int, int]]) -> bool:
    """Whether a sentence is shown apart from the one before it."""
    between = text[before.end : one.start]
    ends = "\n" in between or before.text.rstrip(_CLOSING)[-1:] in ".!?…;>"
    adds = len(one.words) < LEAST_WORDS <= len(before.words) and not ("\n" in between or "?" in one.text)
    quoted_on = any(a < one.start < b for a, b in quoted)
    return not between.isspace() or (ends and not (adds or quoted_on or _LABEL.search(before.text)))


def _shares(one: Sentence, start: int, end: int) -> bool:
    """Whether a sentence and a stretch share at least a third of the shorter one."""
    return 3 * (min(one.end, end) - max(one.start, start)) >= min(one.end - one.start, end - start)


def plain(text: str) -> str:
    """Return the plain form: lower case, straight quotes, single spaces, no invisible marks, no tags."""
    if "<" in text:
        text = _TAG.sub(" ", _SCRIPT.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return " ".join(_straight(text).split()).lower()


def words(text: str) -> list[str]:
    """Return the words of a text's plain form.

    >>> words("Don’t — it's 4 o'clock")
    ["don't", "it's", '4', "o'clock"]
    """
    return words_of(plain(text))


def _apart(form: str) -> tuple[list[str], list[str]]:
    """Return the words and tokens of a plain form."""
    said, tokens = words_and_tokens(form)
    # Making a form plain again changes it only if it has a tag or an entity.
    return (words(form) if "<" in form or "&" in form else said), tokens


class Piece(NamedTuple):
    """A piece of a text, the criteria that it is evidence for, and the criteria whose evidence ends with it.

    Criteria are numbered from 0 in the order given.
    """

    text: str
    criteria: tuple[int, ...]
    ending: tuple[int, ...]


def pieces(text: str, evidence: Sequence[Sequence[Mapping[str, Any]]]) -> list[Piece]:
    """Cut the whole text into pieces at the edges of the evidence for each criterion.

    >>> asked = [{"start": 0, "end": 8}]
    >>> for piece in pieces("I asked. She said no.", [asked, [], asked]):
    ...     print(piece.text, piece.criteria)
    I asked. (0, 2)
     She said no. ()
    """
    spans = [(e["start"], e["end"], n) for n, some in enumerate(evidence) for e in some]
    edges = sorted({0, len(text), *(a for a, _, _ in spans), *(b for _, b, _ in spans)})
    return [
        Piece(
            text[start:end],
            tuple(sorted({n for a, b, n in spans if a <= start and end <= b})),
            tuple(sorted({n for _, b, n in spans if b == end})),
        )
        for start, end in pairwise(edges)
    ]


def _straight(text: str) -> str:
    """Replace quotation marks with straight ones; offsets don't change."""
    if not text.isascii():
        for mark, straight in _STRAIGHT.items():
            text = text.replace(mark, straight)
    return text


def _ends(text: str, mark: int, after: int) -> bool:
    following = text[after : after + 40].lstrip()
    if not following:
        return True
    if text[mark] == "." and after - mark == 1:
        last = text[max(0, mark - 8) : mark].split()[-1:]
        word = last[0].lower().lstrip("(\"'“‘*") if last else ""
        if word in _ABBREVIATIONS and not (word in {"a.m", "p.m", "etc"} and following[0].isupper()):
            return False
        if len(word) == 1 and word.isalpha() and word != "i":
            return False
    # The sentence goes on in: "Why?" she asked. Otherwise, a mark ends it even if no capital follows.
    closed = text[after - 1] in "\"”’')…"
    return not (closed and (following[0].islower() or _SAID.match(following)))


def _cut(
    text: str, start: int, end: int, edge: re.Pattern[str] = _CLAUSE, long: int = _LONG
) -> list[tuple[int, int]]:
    if end - start < long:
        return [(start, end)]
    pieces, at = [], start
    for match in edge.finditer(text, start, end):
        if match.start() - at >= _LEAST_PIECE and end - match.start() >= _LEAST_PIECE:
            pieces.append((at, match.start()))
            at = match.start()
    return [*pieces, (at, end)]


def _sentence(
    text: str, straight: str, start: int, end: int, quoted: list[tuple[int, int]]
) -> Sentence | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = text[start:end].rstrip()
    end = start + len(piece)
    as_read = plain(straight[start:end])
    said, tokens = _apart(as_read)
    if not said:
        return None
    if not quoted or quoted[0][0] >= end:
        return Sentence(
            start, end, piece, as_read, as_read, (), said, tokens, said, tokens, sought_in(piece, said)
        )
    own, quotes, at = "", [], start
    for a, b in quoted:
        if a < end and b > start:
            own += straight[at : max(a, at)] + '""'
            quotes.append(plain(straight[max(a, start) : min(b, end)]).strip('"').strip())
            at = max(at, min(b, end))
    own = plain(own + straight[at:end])
    return Sentence(
        start, end, piece, as_read, own, tuple(filter(None, quotes)), said, tokens, *_apart(own),
        sought_in(piece, said),
    )  # fmt: skip
