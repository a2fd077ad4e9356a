"""The reflections of the ten hands: two readings each, and the settled one beside them.

``settled_table`` counts where the readings differed and which of them was followed.
The table in the README is what it returns.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from kit.reading.criteria import CRITERIA
from lab.levels.texts import TEXTS, rows

HANDS = TEXTS / "hands"
LINE = 165
Text = dict[str, Any]
Reading = tuple[int, str | None]


def above_the_line(text: str) -> str:
    """The text up to the rubric's line: its first 165 words, split at blanks."""
    ends = [word.end() for word in re.finditer(r"\S+", text)]
    return text if len(ends) <= LINE else text[: ends[LINE - 1]]


def readings(text: Text, criterion: str) -> tuple[Reading, Reading, Reading]:
    """Level and sentence of a criterion as a gave them, as b gave them, and as settled."""
    (a, b), settled = (text["ratings"][reader] for reader in "ab"), text["settled"]
    return (
        (a["levels"][criterion], a["evidence"].get(criterion)),
        (b["levels"][criterion], b["evidence"].get(criterion)),
        (settled["levels"][criterion], settled["sentences"].get(criterion)),
    )


def differ(a: Reading, b: Reading) -> bool:
    """Whether two readings gave another level, or for a level above 0 another sentence."""
    return a[0] != b[0] or (a[0] > 0 and a[1] != b[1])


def went_to(text: Text, criterion: str) -> str:
    """Where the settled value of a criterion comes from."""
    a, b, settled = readings(text, criterion)
    if a[0] != b[0]:
        return "level " + {a[0]: "a", b[0]: "b"}.get(settled[0], "neither")
    if settled[0] != a[0]:
        return "line"
    if not differ(a, b):
        return "agreed" if settled == a or not settled[0] else "line"
    return "sentence " + {a[1]: "a", b[1]: "b"}.get(settled[1], "neither")


def settled_table(texts: list[Text]) -> Iterator[str]:
    """The rows of the README's table, one for each criterion and one for all."""
    total: Counter[str] = Counter()
    for criterion in CRITERIA:
        counts = Counter(went_to(text, criterion) for text in texts)
        total += counts
        yield row(criterion, counts)
    yield row("all", total)


def row(name: str, counts: Counter[str]) -> str:
    """One row of the table."""
    level, sentence = (
        [counts[f"{what} {where}"] for where in ("a", "b", "neither")] for what in ("level", "sentence")
    )
    cells = [name, sum(level), *level, sum(sentence), *sentence, counts["line"]]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


@pytest.fixture(scope="module")
def texts():
    return [text for file in sorted(HANDS.glob("h*.jsonl")) for text in rows(file)]


def test_every_text_of_the_ten_hands_is_there_once(texts):
    ids = [f"h{hand:02d}-{n:03d}" for hand in range(1, 11) for n in range(1, 101)]
    assert [text["id"] for text in texts] == ids


def test_every_settled_value_is_whole_and_lies_above_the_line(texts):
    for text in texts:
        settled, top = text["settled"], above_the_line(text["text"])
        assert list(settled) == ["levels", "sentences", "because"], text["id"]
        assert set(settled["levels"]) == set(CRITERIA), text["id"]
        assert set(settled["levels"].values()) <= {0, 1, 2, 3}, text["id"]
        assert set(settled["sentences"]) == {c for c, level in settled["levels"].items() if level}, text["id"]
        for sentence in settled["sentences"].values():
            assert sentence.strip(), text["id"]
            assert sentence in top, text["id"]


def test_a_reason_stands_where_something_was_settled_and_nowhere_else(texts):
    for text in texts:
        for criterion in CRITERIA:
            reason = text["settled"]["because"].get(criterion)
            a, b, settled = readings(text, criterion)
            if differ(a, b) or went_to(text, criterion) == "line":
                assert reason, (text["id"], criterion)
            else:
                assert reason is None, (text["id"], criterion)
                assert settled[0] == a[0] == b[0], (text["id"], criterion)


def test_the_readme_says_how_many_were_settled_and_where_they_went(texts):
    readme = (HANDS / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in settled_table(texts) if line not in readme] == []
