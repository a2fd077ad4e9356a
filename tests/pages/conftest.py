"""A small course to copy from, and a running course with a window on it."""

from __future__ import annotations

import nbformat
import pytest
from course_window import window
from started import kit_starting


@pytest.fixture
def write_notebook():
    """A function that writes a notebook of cells: ``write_notebook(path, ("a", "code", "1 + 1"))``."""

    def write(path, *cells):
        notebook = nbformat.v4.new_notebook()
        for id, kind, source in cells:
            cell = (
                nbformat.v4.new_code_cell(source) if kind == "code" else nbformat.v4.new_markdown_cell(source)
            )
            cell["id"] = id
            notebook.cells.append(cell)
        nbformat.write(notebook, path)

    return write


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """A temporary folder for user data."""
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def course(tmp_path, write_notebook):
    """A course of two notebooks and a picture."""
    root = tmp_path / "course"
    (root / "assignments").mkdir(parents=True)
    notebooks = root / "notebooks"
    for folder in ("text", "instructor", "pictures"):
        (notebooks / folder).mkdir(parents=True)
        (notebooks / folder / f"{folder}.svg").write_text("<svg/>")
    write_notebook(notebooks / "instructor" / "guide.ipynb", ("a", "markdown", "# Instructor's guide"))
    (notebooks / "instructor" / "guide").mkdir()
    (notebooks / "instructor" / "guide" / "00_start.md").write_text("# Instructor's guide")
    write_notebook(notebooks / "00_start_here.ipynb", ("a", "markdown", "# Start"), ("b", "code", "1 + 1"))
    write_notebook(notebooks / "01_equity.ipynb", ("a", "markdown", "# Equity"))
    return root


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A running course for the tests of a file: the address that it prints, and its workspace."""
    home = tmp_path_factory.mktemp("home")
    with kit_starting(home) as start:
        yield start("--workspace", str(home / "course")).address, home / "course"


@pytest.fixture
def page(chromium):
    with window(chromium) as page:
        yield page
