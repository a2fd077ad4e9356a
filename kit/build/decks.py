"""Build the slide decks: nbconvert turns an author's Markdown into a page, with a slide for each heading.

The page runs no script. A slide fills the window, and PageDown or a presenter's clicker shows the next one.
On paper, each slide has its own sheet.
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
"""The folder of the decks, with each Markdown file next to its page."""

_SLIDES = """{% for cell in nb.cells %}<section>
{{ cell.source | markdown2html | strip_files_prefix }}
</section>
{% endfor %}"""


def decks(texts: Iterable[NotebookText], content: Content) -> dict[str, str]:
    """Return each deck as a whole HTML page, by file name.

    Parameters
    ----------
    texts : iterable of NotebookText
        The Markdown of the decks. Each heading begins a slide.
    content : Content
        The content that their directives refer to.

    Returns
    -------
    dict of str to str
        HTML by file name, such as ``equity.html``.

    Raises
    ------
    ContentFault
        If a directive refers to something that doesn't exist.

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
    # The pictures are in the notebooks' folder. Folds are open: nobody can open one on a wall or on paper.
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
