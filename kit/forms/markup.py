"""Author's Markdown to HTML: escaped first, then a small subset. Nothing else becomes a tag.

Paragraphs, ``-`` and ``1.`` lists, ``**strong**``, ``*emphasis*`` and ``[words](https://…)``. Raw HTML is
shown as the characters it is written in.
"""

from __future__ import annotations

import re
from html import escape

_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])[*_](?=\S)(.+?)(?<=\S)[*_](?![\w*])")
_LINK = re.compile(r"\[([^\]]+)\]\((https://[^\s()]+)\)")
_BULLET = re.compile(r"^\s*[-*]\s+")
_NUMBER = re.compile(r"^\s*\d+[.)]\s+")


def inline(text: str) -> str:
    """One line of an author's Markdown as HTML.

    Examples
    --------
    >>> inline("Ask *her*, **not** <b>him</b>")
    'Ask <em>her</em>, <strong>not</strong> &lt;b&gt;him&lt;/b&gt;'
    """
    safe = escape(" ".join(text.split()))
    safe = _LINK.sub(r'<a href="\2" target="_blank" rel="noopener noreferrer">\1</a>', safe)
    safe = _STRONG.sub(r"<strong>\1</strong>", safe)
    return _EMPHASIS.sub(r"<em>\1</em>", safe)


def blocks(text: str | None) -> str:
    """Several paragraphs and lists of an author's Markdown as HTML; nothing for ``None``.

    Examples
    --------
    >>> blocks("Two things:\\n\\n- one\\n- two")
    '<p>Two things:</p><ul><li>one</li><li>two</li></ul>'
    """
    made = []
    for block in re.split(r"\n\s*\n", (text or "").strip()):
        lines = block.strip().splitlines()
        if not lines:
            continue
        for tag, mark in (("ul", _BULLET), ("ol", _NUMBER)):
            if mark.match(lines[0]):
                made.append(f"<{tag}>{''.join(_list_items(lines, mark))}</{tag}>")
                break
        else:
            made.append(f"<p>{inline(block)}</p>")
    return "".join(made)


def _list_items(lines: list[str], mark: re.Pattern[str]) -> list[str]:
    whole: list[str] = []
    for line in lines:
        if mark.match(line):
            whole.append(mark.sub("", line))
        else:  # a line that goes on with the entry above
            whole[-1] += " " + line
    return [f"<li>{inline(entry)}</li>" for entry in whole]
