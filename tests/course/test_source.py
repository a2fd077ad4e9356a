"""No text copies eight words in a row from the source, whose text the course may not carry.

``source_runs.json`` holds a truncated SHA-256 of each of the source's eight-word runs. The framework's own
names and the table's title are terms, so their runs are left out.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from course.prose import made_up_class, markdown, the_course
from courses import ROOT

from kit.content import compiled

_LENGTH = 8
_TITLE = (
    "Partnership dimensions within the partnership opportunity of IEP meetings: "
    "enhancing trust with Ms. Perez"
)
_FILE = Path(__file__).with_name("source_runs.json")
HASHES = frozenset(json.loads(_FILE.read_text("utf-8"))["hashes"])


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield every eight-word run of a text, without case, accents, quotes or hyphens, with its hash."""
    apart = unicodedata.normalize("NFKD", re.sub(r"['’]", "", text.lower()))
    words = re.findall(r"[a-z0-9]+", "".join(char for char in apart if not unicodedata.combining(char)))
    for start in range(len(words) - _LENGTH + 1):
        run = " ".join(words[start : start + _LENGTH])
        yield run, hashlib.sha256(run.encode()).hexdigest()[:16]


def copied(pieces: Iterable[tuple[str, int, str]], hashes: frozenset[str] = HASHES) -> list[str]:
    return [
        f"{file}:{line}: {run}" for file, line, text in pieces for run, one in runs(text) if one in hashes
    ]


def written(source: str, terms: Iterable[str]) -> str:
    """Return the text of ``source_runs.json`` for a source. The file is made only with this function."""
    exempt = {digest for term in (_TITLE, *terms) for _, digest in runs(term)}
    return json.dumps({"words": _LENGTH, "hashes": sorted({d for _, d in runs(source)} - exempt)}) + "\n"


def test_nothing_is_copied():
    course = the_course()
    files = [*course.files.values(), *made_up_class(course.root)]
    pieces = [(file.name, file.line(*loc), text) for file in files for loc, text in file.texts()]
    pieces += [(page.name, one.line, one.text) for page in markdown(course.root) for one in page.pieces]
    assert copied(pieces) == []


def test_a_copied_sentence_is_found():
    run = "the quick brown fox jumps over a lazy"
    known = frozenset(digest for _, digest in runs(run))
    text = "The quick, brown fox *jumps* over a lazy dog."
    assert copied([("a.md", 3, text)], known) == [f"a.md:3: {run}"]


def test_the_hashes_are_those_of_the_source():
    if "KIT_SHARED" not in os.environ:
        pytest.skip("KIT_SHARED names no folder")
    source = ROOT / os.environ["KIT_SHARED"] / "source" / "partnership-dimensions.txt"
    names = [strategy.name for strategy in compiled().framework.strategies]
    assert written(source.read_text("utf-8"), names) == _FILE.read_text("utf-8")


def test_hashes_hold_no_words():
    assert len(HASHES) > 500
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in HASHES)
