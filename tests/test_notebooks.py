"""Every notebook's cells run from top to bottom: without a screen, printed, and in a learner's copy."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from kit.content import compiled
from kit.pages.notebook_copies import refresh

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
ASKING = re.compile(r'course\.(?:reflect|choose|sort|plan|look_back)\("([^"]+)"')


WIDGET = "application/vnd.jupyter.widget-view+json"


def run_together(notebooks, cwd):
    """Run notebooks one after the other in one kernel, since starting one takes longer than their cells.

    Returns the executed notebook, in which each cell's metadata says which notebook it is from.
    """
    joined = nbformat.v4.new_notebook(metadata=nbformat.read(notebooks[0], as_version=4).metadata)
    for path in notebooks:
        for cell in nbformat.read(path, as_version=4).cells:
            cell.id = f"{path.stem[:2]}-{cell.id}"[:64]
            cell.metadata["from"] = path.stem
            joined.cells.append(cell)
    return NotebookClient(joined, resources={"metadata": {"path": str(cwd)}}, timeout=300).execute()


def calls_of(run, path):
    """The cells that open the course, and those that show something, of one notebook."""
    code = [one for one in run.cells if one.cell_type == "code" and one.metadata.get("from") == path.stem]
    return code[0], [one for one in code if "course." in one.source]


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The executed notebooks, and the folder they ran in."""
    folder = tmp_path_factory.mktemp("executed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIT_DATA", str(folder / "data"))
        patch.delenv("JPY_SESSION_NAME", raising=False)
        return run_together(NOTEBOOKS, folder), folder


def shown(cell):
    return "".join("".join(out.get("data", {}).get("text/html", "")) for out in cell.outputs)


@pytest.mark.parametrize("shipped", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_form_shows_its_prompt_as_html(executed, shipped):
    _, calls = calls_of(executed[0], shipped)
    assert len(calls) >= 5
    items = {item.id: item for item in compiled().cases["ms_perez"].items.items}
    for cell in calls:
        page = shown(cell)
        assert page, cell.source
        assert "<script" not in page
        if found := ASKING.search(cell.source):
            words = re.sub(r"&\w+;|&#\w+;|<[^>]+>", " ", page)
            first = re.findall(r"\w+", items[found.group(1)].title)[:3]
            assert re.search(r"\W+".join(first), words), cell.source


def test_nothing_is_written_where_there_is_no_screen(executed):
    _, folder = executed
    assert list(folder.iterdir()) == []


def test_they_print_as_a_page(executed):
    notebook, _ = executed
    exporter = HTMLExporter(exclude_input=True, embed_images=False)
    page, _ = exporter.from_notebook_node(notebook)
    assert "Error" not in re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.S)
    assert "application/vnd.jupyter.widget" not in page


@pytest.fixture(scope="module")
def on_a_screen(tmp_path_factory):
    """A learner's copies of the notebooks, executed as JupyterLab does."""
    base = tmp_path_factory.mktemp("copies")
    course = base / "course"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIT_DATA", str(base / "data"))
        patch.setenv("KIT_FORMS", "screen")
        refresh(course)
        return run_together([course / one.name for one in NOTEBOOKS], course)


@pytest.mark.parametrize("shipped", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_makes_its_form_in_a_learners_copy(on_a_screen, shipped):
    models = on_a_screen.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    opening, calls = calls_of(on_a_screen, shipped)
    assert opening.outputs == []
    assert len(calls) >= 5
    for cell in calls:
        (output,) = cell.outputs
        form = models[output.data[WIDGET]["model_id"]]
        assert form["model_module"] == "anywidget", cell.source
        assert form["state"]["spec"]["kind"], cell.source
