"""A form on paper: its question, its choices and lines to write on, as HTML that prints anywhere.

Styles are on the elements, because viewers of untrusted notebooks drop style sheets; the only style sheet is
for printing. Learners' answers are not printed here.
"""

import re
from collections.abc import Iterable
from html import unescape

# A fold can't be opened on paper, so it prints open; a long form continues on the next page.
_FOR_PRINT = (
    "<style>@media print{details::details-content{content-visibility:visible!important;"
    "block-size:auto!important;opacity:1!important}summary{list-style:none}"
    ".jp-OutputArea-child{display:block!important}img{break-inside:avoid;max-height:95vh}}</style>"
)
_LINE = '<div style="border-bottom:1px solid #8a8577;height:2.2em"></div>'


class Paper:
    """HTML that a notebook shows, with the same content as plain text."""

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return self.html + _FOR_PRINT

    def __repr__(self) -> str:
        text = re.sub(r"</(td|th)>", "  ", re.sub(r"</(p|li|div|tr)>", "\n", self.html))
        text = unescape(re.sub(r"<[^>]+>", "", text))
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def sheet(title: str, *inside: str) -> str:
    """Return a question with its content below it; both are already HTML."""
    return (
        '<div style="border-left:4px solid #0b6e69;padding:0 0 0 16px;margin:16px 0;max-width:46em">'
        f'<p style="font-size:1.1em;margin:0 0 8px"><strong>{title}</strong></p>{"".join(inside)}</div>'
    )


def lines(count: int, label: str = "") -> str:
    """Return ``count`` lines to write on, under a label."""
    head = f'<p style="margin:8px 0 0">{label}</p>' if label else ""
    return head + _LINE * count


def boxes(labels: Iterable[str]) -> str:
    """Return choices with a box to tick in front of each."""
    rows = "".join(f'<li style="margin:6px 0">☐ {label}</li>' for label in labels)
    return f'<ul style="list-style:none;padding-left:0">{rows}</ul>'


def note(text: str) -> str:
    """Return a line of small text for under a question."""
    return f'<p style="font-size:.9em;margin:4px 0">{text}</p>'
