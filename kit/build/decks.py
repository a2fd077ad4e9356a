"""A deck of slides for each dimension: an author's Markdown, a slide a heading, made a page by nbconvert.

The page runs no script. A slide fills the window, PageDown and a presenter's clicker go on, and paper takes a
sheet a slide.
"""

from collections.abc import Iterable
from importlib.resources import files

from jinja2 import DictLoader
from nbconvert import SlidesExporter
from nbformat import NotebookNode, from_dict

from kit.build.notebook import assembled, expanded, markdown, sections
from kit.content.directive_source import Source
from kit.content.notebook_text import NotebookText
from kit.model import Content
from kit.web_page import web_page

FOLDER = "notebooks/instructor/decks"
"""Where decks stand, Markdown and page side by side."""

_SLIDES = """{% for cell in nb.cells %}<section>
{{ cell.source | markdown2html | strip_files_prefix }}
</section>
{% endfor %}"""


def decks(texts: Iterable[NotebookText], content: Content) -> dict[str, str]:
    """Each deck as a whole HTML page, by file name.

    Parameters
    ----------
    texts : iterable of NotebookText
        The decks' Markdown. Each heading begins a slide.
    content : Content
        What the directives in them name.

    Returns
    -------
    dict of str to str
        HTML by the name of the file, such as ``equity.html``.

    Raises
    ------
    ContentFault
        Where a directive names nothing.

    Examples
    --------
    >>> from kit.content import compiled
    >>> from kit.content.notebook_text import taken_apart
    >>> text = taken_apart("equity", "equity.md", "# Equity\\n\\nWhy?\\n\\n## This week\\n\\nAsk.\\n")
    >>> decks([text], compiled())["equity.html"].count("<section>")
    2
    """
    source = Source(content, next(iter(content.cases)))
    return {f"{text.stem}.html": _page(text, source) for text in texts}


def _page(text: NotebookText, source: Source) -> str:
    # Pictures stand beside the notebooks, and nobody opens a fold on a wall or on paper.
    written = expanded(text, source).replace("](pictures/", "](../../pictures/")
    written = written.replace("<details", "<details open")
    cells = [markdown(part, slideshow={"slide_type": "slide"}) for part in sections(written)]
    exporter = SlidesExporter(  # type: ignore[no-untyped-call]
        extra_loaders=[DictLoader({"slides.j2": _SLIDES})],
        template_file="slides.j2",
        exclude_anchor_links=True,
    )
    notebook = NotebookNode(from_dict(assembled(cells, text.title)))  # type: ignore[no-untyped-call]
    slides, _ = exporter.from_notebook_node(notebook)
    return web_page(
        text.title, slides, files("kit.build").joinpath("deck.css").read_text("utf-8"), beside=True
    )
