"""Rows of the law ledger as a learner reads them: what they say and don't say, when they were checked."""

from __future__ import annotations

from collections.abc import Sequence

from kit.content.marks_words import name, prose
from kit.model import LawRow


def law_row(row: LawRow) -> str:
    """The Markdown of one row.

    >>> from kit.model import LawRow
    >>> row = LawRow(id="a", citation="34 CFR 1", kind="regulation", topic="Time", says="Soon.",
    ...              does_not_say="How soon.", checked_on=None)
    >>> print(law_row(row))
    **Time** (34 CFR 1). Soon. *What it does not say:* How soon. *Not yet checked against the current text.*
    """
    when = (
        f"Checked against the official text on {row.checked_on}."
        if row.checked_on
        else ("Not yet checked against the current text.")
    )
    return (
        f"**{name(row.topic)}** ({name(row.citation)}). {prose(row.says)} "
        f"*What it does not say:* {prose(row.does_not_say)} *{when}*"
    )


def law_fold(rows: Sequence[LawRow]) -> str:
    """Rows folded under one line that names their topics: a page stays quiet, and the law is a click away."""
    topics = " · ".join(name(row.topic) for row in rows)
    inner = "\n\n".join(law_row(row) for row in rows)
    return (
        '<details class="kit-callout kit-callout-law">\n'
        f"<summary><strong>The law</strong> · {topics}</summary>\n\n{inner}\n\n</details>"
    )
