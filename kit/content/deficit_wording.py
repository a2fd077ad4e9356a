"""No word for what a person or a family *is* that stands on the list, outside marked examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kit.content.marked_examples import Passage
from kit.content.word_list import Instead, pattern
from kit.content.yaml_files import Fault


def faults(passages: Iterable[Passage], instead: Iterable[Instead]) -> Iterator[Fault]:
    """A fault for each time that words of the list stand in a passage."""
    looked_for = [(re.compile(pattern(one.words), re.IGNORECASE), one.write) for one in instead]
    for passage in passages:
        for words, write in looked_for:
            for found in words.finditer(passage.text):
                said = " ".join(found[0].split())
                yield passage.fault(found.start(), f"“{said}” is what nobody here is called", write)
