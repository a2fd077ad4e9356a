"""The child of a case is never the problem in a sentence: not the subject of a verb that says so.

Only sentences that name the child are seen; what "he" does, a reader must judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kit.content.marked_examples import Passage
from kit.content.word_list import Child, pattern
from kit.content.yaml_files import Fault

_BETWEEN = (
    r"(?:\s+(?:also|always|already|just|never|not|now|often|once|sometimes|still|then|too|again|"
    r"has|have|had|been|is|was|may|might|must|will|would|could|does|did|do|keeps|kept|tends|to|who|"
    r"\w+ly))"
)
"""Words that may stand between a name and its verb."""

_NOT_HIS = r"(?!\s+(?:be|wait)\b)"
"""“He can't be asked to interpret” is about those who ask, and who can't wait looks forward."""


def faults(passages: Iterable[Passage], child: Child) -> Iterator[Fault]:
    """A fault for each time that a named child fails, lacks or disrupts, or owns a failing."""
    names = pattern(child.names)
    does = re.compile(rf"{names},?{_BETWEEN}{{0,3}}\s+{pattern(child.never_does)}{_NOT_HIS}", re.IGNORECASE)
    has = re.compile(rf"{names}['’]s\s+(?:\w+\s+)?{pattern(child.never_has)}", re.IGNORECASE)
    for passage in passages:
        for looked_for in (does, has):
            for found in looked_for.finditer(passage.text):
                said = " ".join(found[0].split())
                yield passage.fault(found.start(), f"“{said}” makes a child the problem", child.write)
