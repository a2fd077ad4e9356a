"""Check the guide, decks and handouts: one title a page, headings in order, no cells, working links."""

import re
from collections.abc import Iterator, Sequence

from kit.content.directives import DirectiveFault, Source, expand
from kit.content.links import targets
from kit.content.notebook_checks import heading_levels
from kit.content.notebook_text import NotebookText
from kit.model import Content, Fault

LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]*)\)")
"""A link or a picture; the group is its target."""


def faults(
    pages: Sequence[NotebookText], content: Content | None, *, pictures: bool = False
) -> Iterator[Fault]:
    """Find faults in all pages. Directives are checked only if the content could be read.

    With ``pictures``, a directive may draw one: slides can show the notebooks' pictures, the guide can't.
    """
    names = {f"{page.stem}.md" for page in pages}
    source = Source(content, next(iter(content.cases))) if content and content.cases else None
    for page in pages:
        yield from heading_levels(page)
        yield from running_cells(page)
        yield from _pieces(page, names, source, pictures=pictures)


def running_cells(page: NotebookText) -> Iterator[Fault]:
    """Yield a fault for each cell that would run."""
    for number, line in enumerate(page.text.split("\n"), 1):
        if line.startswith("```{"):
            yield Fault(page.name, number, "content.guide_cell")


def _pieces(page: NotebookText, names: set[str], source: Source | None, *, pictures: bool) -> Iterator[Fault]:
    for piece in page.pieces:
        read = "" if piece.kind == "code" else piece.text
        if piece.kind == "directive" and source:
            try:
                read = expand(piece.text, source) or ""
            except DirectiveFault as fault:
                yield Fault(page.name, piece.line, fault.code, **fault.facts)
        for one in targets(read):
            at = piece.line if piece.kind == "directive" else piece.line + one.line - 1
            if not one.is_markdown:
                # The pages become one notebook; only links in this form are changed to lead on within it.
                yield Fault(page.name, at, "content.guide_link_form", to=one.to)
            elif pictures and piece.kind == "directive" and one.to.startswith("pictures/"):
                continue
            elif one.to not in names and not one.to.startswith("https://"):
                yield Fault(page.name, at, "content.guide_link", to=one.to, page=min(names))
