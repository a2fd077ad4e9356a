"""Convert an author's Markdown to HTML: paragraphs, lists, strong, emphasis and https links. No other tags.

Raw HTML is shown as typed.
"""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from kit.model import COURSE_LANGUAGE, Interface


class _Renderer(RendererHTML):
    """A renderer that opens links in a new page and joins the lines of a paragraph."""

    def link_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        tokens[index].attrSet("target", "_blank")
        tokens[index].attrSet("rel", "noopener noreferrer")
        return self.renderToken(tokens, index, options, env)

    def softbreak(self, *_: Any) -> str:
        return " "


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return url.startswith("https://")


_MARKDOWN = _Markdown("zero", {"html": False}, renderer_cls=_Renderer)
_MARKDOWN.enable(["emphasis", "escape", "link", "list", "newline"])


def inline(text: str) -> str:
    """Return one line of an author's Markdown as HTML.

    >>> inline("Ask *her*, **not** <b>him</b>")
    'Ask <em>her</em>, <strong>not</strong> &lt;b&gt;him&lt;/b&gt;'
    """
    return str(_MARKDOWN.renderInline(" ".join(text.split())))


def blocks(text: str | None) -> str:
    """Return paragraphs and lists of an author's Markdown as HTML; empty for ``None``.

    >>> blocks("Two things:\\n\\n- one\\n- two")
    '<p>Two things:</p><ul><li>one</li><li>two</li></ul>'
    """
    # The remaining line ends are between tags.
    return str(_MARKDOWN.render((text or "").strip())).replace("\n", "")


def interface(text: str, words: Interface, **course: str) -> str:
    """Return interface text as HTML, for where a form expects an author's HTML.

    ``course`` fills its placeholders with an author's HTML. If the languages differ, each part is marked with
    its own.

    >>> spanish = Interface(schema_version=1, language="es")
    >>> interface("Sobre {title}", spanish, title="Equity")
    '<span lang="es">Sobre <span lang="en">Equity</span></span>'
    """
    if words.language == COURSE_LANGUAGE:
        return filled(text, **course)
    marked = {name: f'<span lang="{COURSE_LANGUAGE}">{html}</span>' for name, html in course.items()}
    return f'<span lang="{words.language}">{filled(text, **marked)}</span>'


def filled(text: str, **html: str) -> str:
    """Return interface text as HTML, with HTML in its placeholders.

    >>> filled("Hand in & go: {title}", title="<em>Equity</em>")
    'Hand in &amp; go: <em>Equity</em>'
    """
    return inline(text).format_map(html)
