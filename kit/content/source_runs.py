"""Find texts that copy eight words in a row from the source, whose text the course may not carry.

``source_runs.json`` holds a truncated SHA-256 of each of the source's eight-word runs. The framework's own
names and the table's title are terms, so their runs are left out.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kit.content.yaml_files import Fault

_LENGTH = 8
_TITLE = (
    "Partnership dimensions within the partnership opportunity of IEP meetings: "
    "enhancing trust with Ms. Perez"
)
_FILE = Path(__file__).with_name("source_runs.json")


def tokens(text: str) -> list[str]:
    """Return the words in the form used for comparing: lower case, without accents, quotes or hyphens.

    >>> tokens("Ms. Pérez’ *families’* own—words")
    ['ms', 'perez', 'families', 'own', 'words']
    """
    apart = unicodedata.normalize("NFKD", re.sub(r"['’]", "", text.lower()))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return re.findall(r"[a-z0-9]+", bare)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield every eight-word run of a text with its hash.

    >>> [run for run, _ in runs("one two three four five six seven eight nine")][0]
    'one two three four five six seven eight'
    """
    found = tokens(text)
    for start in range(len(found) - _LENGTH + 1):
        run = " ".join(found[start : start + _LENGTH])
        yield run, hashlib.sha256(run.encode()).hexdigest()[:16]


@cache
def source_hashes() -> frozenset[str]:
    """Return the hashes of the source's runs from the committed file."""
    return frozenset(json.loads(_FILE.read_text("utf-8"))["hashes"])


def copied(text: str) -> str | None:
    """Return the first run of a text that also occurs in the source, or ``None``."""
    known = source_hashes()
    return next((run for run, digest in runs(text) if digest in known), None)


def copies(file: str, pieces: Iterable[tuple[int, str]]) -> Iterator[Fault]:
    """Yield a fault for each piece of a file, given with its line, that contains a run of the source."""
    for line, text in pieces:
        if run := copied(text):
            yield Fault(file, line, f"“{run}” is copied from the source", "say it in the course's own words")


def written(source: str, terms: Iterable[str]) -> str:
    """Return the text of ``source_runs.json`` for a source, without runs that occur in a term.

    The file is made only with this function.
    """
    exempt = {digest for term in (_TITLE, *terms) for _, digest in runs(term)}
    return json.dumps({"words": _LENGTH, "hashes": sorted({d for _, d in runs(source)} - exempt)}) + "\n"
