"""The sentences of a text that can be shown to its writer, each as it is quoted.

That is on one line, with the label of its row and the whole of its quotation.
"""

import re
from collections.abc import Mapping, Sequence

from kit.reading.sentences import Sentence, sentences

_MOST_WORDS = 45
"""Of a longer sentence the beginning is shown."""
_FEW = 5
"""So few words are quoted with the sentence before them."""
_MOST_QUOTED = 3
"""A quotation in so many sentences is shown whole."""
_LEAST_OWN = 3
"""A sentence with fewer words of its own is somebody else's."""
_LEAST_STOPS = 1 / 50
"""With fewer full stops a word (dictated without any), what is quoted is a piece of a sentence."""
_LABEL_WORDS = 8
"""The label of a row has no more."""
_NUMBER = re.compile(r"\s*(?:\(?\d{1,2}[.)]\s*)?")
_HEADING = re.compile(r"(?:(?:What|Why|How|Who|When|Where)(?: [\w'’]+){1,7}|[\w'’]+(?: [\w'’]+){0,2})[.:?]$")
_ITEM = re.compile(r"[-–—*•·]")


def shown(text: str) -> Mapping[int, str]:
    """Where each sentence that can be quoted starts, and how it is quoted.

    >>> shown("Monday:\\n- He folded our letter twice.\\n- Yes.")
    {8: 'Monday: He folded our letter twice.'}
    """
    found = sentences(text)
    stops = len(re.findall(r"[.!?…][\"”’')]*(?:\s|$)|\n", text + " "))
    in_pieces = stops < _LEAST_STOPS * len(text.split())
    labelled = [
        (one, label) for one, label in zip(found, _labels(text, found), strict=True) if label is not None
    ]
    quoted: dict[int, str] = {}
    before, label_before = "", ""
    for at, (one, label) in enumerate(labelled):
        whole = _whole([sentence.text for sentence, _ in labelled[at:]])
        plain = _cut(" ".join(whole.lstrip("-–—*•· ").split()))
        # Only the first row of a list is read together with what stands above the list.
        follows = label and not (label == label_before and _ITEM.match(one.text))
        said = f"{label} {plain}" if follows else plain
        if len(plain.split()) < _FEW and before:
            said = f"{before} {said}"
        if whole and len(one.own_words) >= _LEAST_OWN:
            quoted[one.start] = f"… {said} …" if in_pieces else said
        before, label_before = plain, label
    return quoted


def _whole(following: Sequence[str]) -> str:
    """A sentence with those after it up to the end of its quotation; "" where that isn't found."""
    for many in range(1, _MOST_QUOTED + 1):
        said = " ".join(following[:many])
        if said.count('"') % 2 == 0 and said.count("“") == said.count("”"):
            return said
    return ""


def _cut(said: str) -> str:
    """The beginning of a long sentence."""
    own = said.split()
    return said if len(own) <= _MOST_WORDS else " ".join(own[:_MOST_WORDS]) + " …"


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
