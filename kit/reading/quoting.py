"""Quote the sentences of a text that can be shown to its writer.

A quoted sentence is on one line, with the label of its row and with its whole quotation.
"""

import re
from collections.abc import Mapping, Sequence

from kit.reading.sentences import Sentence, sentences

_MOST_WORDS = 45
"""Only the beginning of a longer sentence is shown."""
_FEW = 5
"""A sentence with fewer words is quoted together with the sentence before it."""
_MOST_QUOTED = 3
"""A quotation that runs over at most this many sentences is shown whole; a longer one isn't shown."""
_LEAST_OWN = 3
"""A sentence with fewer words outside quotation marks is somebody else's."""
_LEAST_STOPS = 1 / 50
"""With fewer full stops per word (as in dictated text), the quotes are marked as pieces of sentences."""
_LABEL_WORDS = 8
"""Maximum number of words in the label of a list."""
_NUMBER = re.compile(r"\s*(?:\(?\d{1,2}[.)]\s*)?")
_HEADING = re.compile(r"(?:(?:What|Why|How|Who|When|Where)(?: [\w'’]+){1,7}|[\w'’]+(?: [\w'’]+){0,2})[.:?]$")
_ITEM = re.compile(r"[-–—*•·]")


def shown(text: str) -> Mapping[int, str]:
    """Return the start of each sentence that can be quoted, with its quoted form.

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
        # Only the first row of a list is quoted with the label above the list.
        follows = label and not (label == label_before and _ITEM.match(one.text))
        said = f"{label} {plain}" if follows else plain
        if len(plain.split()) < _FEW and before:
            said = f"{before} {said}"
        if whole and len(one.own_words) >= _LEAST_OWN:
            quoted[one.start] = f"… {said} …" if in_pieces else said
        before, label_before = plain, label
    return quoted


def _whole(following: Sequence[str]) -> str:
    """Join a sentence with those after it, up to the end of its quotation; "" if no end is found."""
    for many in range(1, _MOST_QUOTED + 1):
        said = " ".join(following[:many])
        if said.count('"') % 2 == 0 and said.count("“") == said.count("”"):
            return said
    return ""


def _cut(said: str) -> str:
    """Cut a long sentence after `_MOST_WORDS` words."""
    own = said.split()
    return said if len(own) <= _MOST_WORDS else " ".join(own[:_MOST_WORDS]) + " …"


def _labels(text: str, found: Sequence[Sentence]) -> list[str | None]:
    """Return each sentence's row label: "" if the row has none, ``None`` for labels and row numbers.

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
