"""The cohort report's notebook: built from its text, with one cell of parameters."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from refused import refused_at

from kit.build.notebook import EXPLORE, REPORT, REPORT_TEXT, as_bytes, report_notebook

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / REPORT_TEXT).parent.mkdir(parents=True)
    shutil.copy(ROOT / REPORT_TEXT, tmp_path / REPORT_TEXT)
    return tmp_path


def test_what_is_committed_is_what_the_text_builds():
    assert (ROOT / REPORT).read_bytes() == as_bytes(report_notebook(ROOT))


def test_one_cell_takes_the_parameters_and_no_code_is_seen(checkout):
    notebook = nbformat.reads(as_bytes(report_notebook(checkout)).decode(), as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert ["parameters" in cell.metadata.get("tags", []) for cell in code] == [True] + [False] * (
        len(code) - 1
    )
    assert all(cell.metadata.jupyter.source_hidden and not cell.outputs for cell in code)
    assert all(len(cell.source.splitlines()) <= 5 for cell in code)


def test_without_parameters_nothing_is_built(checkout):
    path = checkout / REPORT_TEXT
    path.write_text(path.read_text("utf-8").replace(":tags: [parameters]\n", ""), "utf-8")
    with refused_at(REPORT_TEXT, 1, "content.report_parameters"):
        report_notebook(checkout)


def test_without_a_text_there_is_no_report(tmp_path):
    assert report_notebook(tmp_path) is None


def test_the_notebook_to_explore_shows_its_code_and_runs(course, tmp_path):
    import papermill

    notebook = nbformat.read(ROOT / EXPLORE, as_version=4)
    assert not any("jupyter" in cell.metadata for cell in notebook.cells)
    done = papermill.execute_notebook(
        ROOT / EXPLORE, tmp_path / "ran.ipynb", parameters={"folder": str(course)}, progress_bar=False
    )
    shown = [output.data for cell in done.cells for output in cell.get("outputs", []) if "data" in output]
    assert sum("<svg" in one.get("text/html", "") for one in shown) >= 1
    assert sum('class="dataframe"' in one.get("text/html", "") for one in shown) >= 4
