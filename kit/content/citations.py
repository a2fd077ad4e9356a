"""Every row of the ledger can be looked up: its citation holds a number, of a section, a title or a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.content.loader import Loaded
from kit.content.yaml_files import Fault


def faults(loaded: Loaded) -> Iterator[Fault]:
    """A fault for each citation without a number; that there is one at all, the schema asks."""
    if loaded.content is None:
        return
    file = loaded.files["law.yaml"]
    for index, row in enumerate(loaded.content.law.rows):
        if not re.search(r"\d", row.citation):
            yield file.fault(
                ("rows", index, "citation"),
                f"{row.citation!r} can't be looked up",
                "cite section, title or page, such as 34 CFR 300.322(e)",
            )
