"""Render learners' and markers' Markdown as harmless HTML, for nbgrader's marking page and feedback.

nbgrader renders both, scripts included, into pages of the instructor's own Jupyter server. This filter
replaces nbconvert's in rendering (`HTMLExporter.filters`), and keeps only what prose needs.
"""

import re
from typing import Any

import nh3
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "div", "dl",
    "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol",
    "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# nbgrader's fences around text for markers only; the marking page shows the text between them.
_MARK_SCHEME = re.compile(r"^=== (BEGIN|END) MARK SCHEME ===$", re.MULTILINE)

_LONGEST, _MOST_OPENINGS = 8_000, 1_000
_OPENINGS = re.compile(r"\[|\\[(\[]|\\begin|[$`*_<]")


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """Return `cleaned` HTML. nbgrader's templates call this filter for every Markdown cell and comment."""
    cell = context.get("cell") or {}
    return cleaned(source, attachments=cell.get("attachments") or {})


def cleaned(source: str, attachments: dict[str, dict[str, str]] | None = None) -> str:
    """Return Markdown as harmless HTML.

    Emphasis, lists, tables, links, formulas (as typed) and the like are kept, and the rest is removed.
    Pictures are kept if they are in the notebook itself; nothing is loaded from another place.

    >>> cleaned("**Bold** and $x^2$, <script>alert(1)</script> [here](javascript:alert(1))").strip()
    '<p><strong>Bold</strong> and $x^2$,  <a rel="noopener noreferrer">here</a></p>'
    """
    source = _MARK_SCHEME.sub("", source)
    renderer = IPythonRenderer(escape=False, attachments=attachments or {}, exclude_anchor_links=True)
    markdown = MarkdownWithMath(renderer=renderer)
    return nh3.clean(
        "".join(_rendered(markdown, piece) for piece in _pieces(source)),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_harmless,
        allowed_classes={"div": {"tex2jax_ignore"}},
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
    )


def _pieces(source: str) -> list[str]:
    """Cut a long text between paragraphs into pieces that are rendered separately."""
    if len(source) <= _LONGEST:
        return [source]
    pieces = [""]
    for paragraph in re.split(r"\n[ \t]*\n", source):
        if len(pieces[-1]) + len(paragraph) > _LONGEST:
            pieces.append("")
        pieces[-1] += paragraph + "\n\n"
    return pieces


def _rendered(markdown: Any, piece: str) -> str:
    # The renderer's time grows with the square of the number of opening marks that are never closed.
    if len(piece) <= 2 * _LONGEST or len(_OPENINGS.findall(piece)) < _MOST_OPENINGS:
        try:
            return str(markdown.render(piece))
        except Exception:  # noqa: S110  # a missing picture, or Markdown that the renderer can't handle
            pass
    return f"<pre>{nh3.clean_text(piece)}</pre>"


def _harmless(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if re.match(r"(https?://|mailto:|#)", value, re.IGNORECASE) else None
    if attribute == "src":
        return value if re.match(r"data:image/(png|jpeg|gif|webp);base64,", value, re.IGNORECASE) else None
    return value
