"""Every notebook run from top to bottom by papermill: without a screen, printed, and in a learner's copy."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

pytest.importorskip("papermill")
import papermill
from nbconvert import HTMLExporter

from kit.content import compiled
from kit.pages.notebook_copies import refresh

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
ASKING = re.compile(r'course\.(?:reflect|choose|sort|plan|look_back)\("([^"]+)"')


WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def executed(request, tmp_path_factory):
    """The executed notebook, and the folder it ran in."""
    folder = tmp_path_factory.mktemp(request.param.stem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIT_DATA", str(folder / "data"))
        patch.delenv("JPY_SESSION_NAME", raising=False)
        papermill.execute_notebook(
            request.param, folder / "out.ipynb", cwd=folder, progress_bar=False, log_output=False
        )
    return nbformat.read(folder / "out.ipynb", as_version=4), folder


def shown(cell):
    return "".join("".join(out.get("data", {}).get("text/html", "")) for out in cell.outputs)


def test_each_form_shows_its_prompt_as_html(executed):
    notebook, _ = executed
    calls = [cell for cell in notebook.cells if cell.cell_type == "code" and "course." in cell.source]
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
    assert sorted(path.name for path in folder.iterdir()) == ["out.ipynb"]


def test_it_prints_as_one_page(executed):
    notebook, _ = executed
    exporter = HTMLExporter(exclude_input=True, embed_images=False)
    page, _ = exporter.from_notebook_node(notebook)
    assert "Error" not in re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.S)
    assert "application/vnd.jupyter.widget" not in page


@pytest.mark.parametrize("shipped", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_makes_its_form_in_a_learners_copy(shipped, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KIT_FORMS", "screen")
    course = tmp_path / "course"
    refresh(course)
    run = papermill.execute_notebook(
        course / shipped.name, tmp_path / "run.ipynb", cwd=course, progress_bar=False, log_output=False
    )
    models = run.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    opening, *calls = (cell for cell in run.cells if cell.cell_type == "code")
    assert opening.outputs == []
    assert len(calls) >= 5
    for cell in calls:
        (output,) = cell.outputs
        form = models[output.data[WIDGET]["model_id"]]
        assert form["model_module"] == "anywidget", cell.source
        assert form["state"]["spec"]["kind"], cell.source
