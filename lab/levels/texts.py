"""The rated texts as training data: features, clues, levels, and the sentences that earn them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kit.reading.criteria import CRITERIA, Found
from kit.reading.features import Features, features
from kit.reading.sentences import sentences
from kit.reading.signs import Signed, SignedText, sign

TEXTS = Path(__file__).parents[1] / "data" / "reading"
"""The folder of the rated texts."""
HANDS = tuple(f"h{n:02}" for n in range(1, 11))
"""The ten hands, with one file each in ``hands``."""
EARLIER = {
    "development": ("dev_relabelled.jsonl",),
    "author of the cues": ("composed_a.jsonl", "composed_c.jsonl", "composed_d.jsonl"),
    "composed_b": ("composed_b.jsonl",),
}
"""Sets composed earlier; each counts as one hand. The cue lists were developed on the first two."""
LINE = 165
"""The settled levels are for the text above the rubric's line: this many words."""
Row = dict[str, Any]


class Rated(NamedTuple):
    """A text with what the models see, the levels that people settled on, and the sentences they named."""

    id: str
    hand: str
    text: str
    dimension: str | None
    signed: SignedText
    features: list[Features]
    found: dict[str, Found]
    levels: dict[str, int]
    named: dict[str, list[set[int]]]
    """Criterion → for each piece of evidence, the indexes of the sentences that it is in."""
    by_one: list[tuple[str, int, int]]
    """Criterion, level and sentence that one of two raters named, whatever was settled on."""


def rows(file: Path) -> list[Row]:
    """Read the rows of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def all_rated() -> list[Rated]:
    """Return the thousand texts of the ten hands, then the earlier ones."""
    found = [rated(row, hand) for hand in HANDS for row in rows(TEXTS / "hands" / f"{hand}.jsonl")]
    return found + [
        rated(row, hand) for hand, files in EARLIER.items() for name in files for row in rows(TEXTS / name)
    ]


def above_the_line(text: str) -> str:
    """Cut a text at the rubric's line.

    >>> above_the_line("word " * 200).count("word")
    165
    """
    words = list(re.finditer(r"\S+", text))
    return text if len(words) <= LINE else text[: words[LINE - 1].end()]


def rated(row: Mapping[str, Any], hand: str) -> Rated:
    """Turn a row into a training example."""
    settled, ratings = row.get("settled"), row.get("ratings", {})
    text = above_the_line(row["text"]) if settled else row["text"]
    signed, dimension = sign(sentences(text)), row.get("dimension")
    if settled:
        given = {criterion: [sentence] for criterion, sentence in settled["sentences"].items()}
    else:
        given = row.get("evidence", {})
    named = {
        criterion: [at for piece in pieces if (at := where(piece, text, signed))]
        for criterion, pieces in given.items()
    }
    by_one = [
        (criterion, one["levels"][criterion], at)
        for one in ratings.values()
        for criterion, piece in one["evidence"].items()
        for at in where(piece, text, signed)
    ]
    return Rated(
        row["id"], hand, text, dimension, signed, features(signed, dimension),
        {criterion: look(signed, dimension) for criterion, look in CRITERIA.items()},
        settled["levels"] if settled else row["levels"], named, by_one,
    )  # fmt: skip


def where(piece: str, text: str, signed: list[Signed]) -> set[int]:
    """Return the indexes of the sentences whose overlap with a piece is over half of the shorter one."""
    start = text.find(piece)
    if start < 0:
        return set()
    end, found = start + len(piece), set()
    for one in signed:
        shared = min(end, one.sentence.end) - max(start, one.sentence.start)
        if shared > 0.5 * min(len(piece), one.sentence.end - one.sentence.start):
            found.add(one.at)
    return found
