"""A step of nbgrader's marking that says on a page that all of it is made up."""

from nbformat.v4 import new_markdown_cell

from kit.content.sample_class import sample_class
from kit.grading.steps import Notebook, Resources, Step

_CELL = "made-up"


class SayMadeUp(Step):
    """Put the banner on top of a collected notebook: the marking page and the feedback are made from it."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Add the cell, once."""
        if not any(cell.get("id") == _CELL for cell in nb.cells):
            banner = new_markdown_cell(  # type: ignore[no-untyped-call]  # nbformat has no types
                sample_class().words.banner, id=_CELL
            )
            nb.cells.insert(0, banner)
        return nb, resources
