"""An nbgrader step that adds a note to each notebook that everything in it is made up."""

from nbformat.v4 import new_markdown_cell

from kit.content.sample_class import sample_class
from kit.grading.steps import Notebook, Resources, Step

_CELL = "made-up"


class SayMadeUp(Step):
    """Put the banner at the top of a collected notebook, so that marking pages and feedback have it too."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Add the cell if it isn't there yet."""
        if not any(cell.get("id") == _CELL for cell in nb.cells):
            banner = new_markdown_cell(  # type: ignore[no-untyped-call]  # nbformat has no types
                sample_class().words.banner, id=_CELL
            )
            nb.cells.insert(0, banner)
        return nb, resources
