"""A handout for each dimension: an author's Markdown as a page of its own, which prints on one sheet."""

from collections.abc import Iterable
from importlib.resources import files

from markdown_it import MarkdownIt

from kit.content.notebook_text import NotebookText
from kit.web_page import web_page

FOLDER = "notebooks/instructor/handouts"
"""Where handouts stand, Markdown and page side by side."""


def handouts(texts: Iterable[NotebookText]) -> dict[str, str]:
    """Each handout as a whole HTML page, by file name.

    Examples
    --------
    >>> from kit.content.notebook_text import taken_apart
    >>> text = taken_apart("equity", "equity.md", "# Equity\\n\\nAsk. <b>Now</b>\\n")
    >>> page = handouts([text])["equity.html"]
    >>> "<h1>Equity</h1>" in page, "<b>" in page
    (True, False)
    """
    style = files("kit.build").joinpath("handout.css").read_text("utf-8")
    # No HTML of an author's gets into it: what looks like a tag is shown as it was typed.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return {f"{text.stem}.html": web_page(text.title, reader.render(text.text), style) for text in texts}
