"""A folder from elsewhere, opened: the course's own cells, and beside them what Python would import instead.

The hostile package touches a file as soon as anything imports it. That a folder with nothing in the way still
opens with its forms stands in ``test_forms.py``, which has an instructor's JupyterLab open.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from plain_lab import COURSE, kits_own, run_all, serving
from started import kit_starting

pytestmark = pytest.mark.attack

# Each is a page that is loaded, some eight seconds of processor time: the ordinary run opens the worst ones.
KERNELS = (
    "python3",
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("partnership-kit", "no_such_kernel")),
)
HOSTILE = {"a_module": "kit.py", "somebody_elses_package": "traitlets/__init__.py"}


def touches(marker: Path) -> str:
    return f"from pathlib import Path\nPath({str(marker)!r}).touch()\n"


def foreign_notebook(source: Path, target: Path, kernel: str) -> None:
    """One of the course's notebooks, cell by cell, that asks for this kernel."""
    notebook = json.loads(source.read_text("utf-8"))
    notebook["metadata"]["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "python"}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(notebook), "utf-8")


@pytest.fixture(scope="module")
def learner(chromium, tmp_path_factory):
    """A running course: where its pages are, its workspace, and a browser that was let in."""
    home = tmp_path_factory.mktemp("learner")
    with kit_starting(home) as start:
        address = start("--lab", "--workspace", str(home / "course")).address
        context = chromium.new_context()
        context.request.get(address)  # lets the browser in; no page is needed for that
        yield address.split("/lab/")[0], home / "course", context
        context.close()


@pytest.fixture(scope="module")
def instructor(chromium, tmp_path_factory):
    """A plain JupyterLab in the folder where an instructor marks, with the extension of this kit."""
    home = tmp_path_factory.mktemp("instructor")
    assignments = home / "assignments"
    assignments.mkdir()
    with serving(home, assignments, JUPYTER_PATH=kits_own(home / "share")) as server:
        context = chromium.new_context()
        yield server.url, assignments, context
        context.close()


@pytest.fixture(params=["learner", pytest.param("instructor", marks=pytest.mark.slow)])
def person(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def page(person):
    page = person[2].new_page()
    yield page
    page.close()


def prepared(page):
    """Wait until the extension has said why it did not run the notebook."""
    line = page.locator(".kit-notebook-line:not(:empty)")
    line.wait_for(timeout=60_000)
    return line.inner_text()


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_hostile_package_is_not_imported_on_opening(person, page, tmp_path, kernel):
    url, root, _ = person
    name, marker = f"submitted/{kernel}/equity", tmp_path / "touched"
    foreign_notebook(COURSE / "notebooks" / "01_equity.ipynb", root / name / "equity.ipynb", kernel)
    (root / name / "kit").mkdir()
    (root / name / "kit" / "__init__.py").write_text(touches(marker))
    page.goto(f"{url}/lab/tree/{name}/equity.ipynb?reset")
    said = prepared(page)
    page.wait_for_timeout(3000)
    assert not marker.exists()
    assert "Nothing in this notebook was run" in said
    assert page.locator(".jp-OutputArea-output").count() == 0


@pytest.mark.parametrize(
    "beside", ["a_module", pytest.param("somebody_elses_package", marks=pytest.mark.slow)]
)
def test_any_file_that_python_could_import_keeps_the_page_from_starting(person, page, tmp_path, beside):
    url, root, _ = person
    marker = tmp_path / "touched"
    # A learner's shell opens the course's own notebooks alone, which lie in one folder.
    own = (root / "01_equity.ipynb").exists()
    folder = root if own else root / "from_a_friend" / beside
    if not own:
        foreign_notebook(
            COURSE / "notebooks" / "01_equity.ipynb", folder / "01_equity.ipynb", "partnership-kit"
        )
    file = folder / HOSTILE[beside]
    file.parent.mkdir(exist_ok=True)
    file.write_text(touches(marker))
    inside = folder.relative_to(root).as_posix()
    page.goto(f"{url}/lab/tree/{inside}/01_equity.ipynb?reset".replace("/./", "/"))
    assert HOSTILE[beside].split("/")[0] in prepared(page), "the page names what is in the way"
    page.wait_for_timeout(1000)
    file.unlink()
    assert not marker.exists()
    assert page.locator(".jp-OutputArea-output").count() == 0


@pytest.mark.slow
def test_compiled_files_that_jupyter_hides_are_not_imported_either(instructor, tmp_path):
    # Jupyter's list of a folder leaves out .pyc, so this rests on the kernel, which does not look there.
    import py_compile

    url, root, context = instructor
    page = context.new_page()
    marker = tmp_path / "touched"
    foreign_notebook(COURSE / "notebooks" / "01_equity.ipynb", root / "hidden" / "x.ipynb", "partnership-kit")
    (tmp_path / "source.py").write_text(touches(marker))
    for one in ("kit.pyc", "random.pyc", "kit/__init__.pyc"):
        (root / "hidden" / one).parent.mkdir(exist_ok=True)
        py_compile.compile(str(tmp_path / "source.py"), str(root / "hidden" / one))
    page.goto(f"{url}/lab/tree/hidden/x.ipynb?reset")
    page.locator(".kit-form").first.wait_for(timeout=60_000)
    page.close()
    assert not marker.exists()


@pytest.mark.slow
def test_the_attack_works_where_somebody_runs_the_cells_by_hand(instructor, tmp_path):
    url, root, context = instructor
    marker = tmp_path / "touched"
    foreign_notebook(COURSE / "notebooks" / "01_equity.ipynb", root / "by_hand" / "x.ipynb", "python3")
    (root / "by_hand" / "kit").mkdir()
    (root / "by_hand" / "kit" / "__init__.py").write_text(touches(marker))
    page = context.new_page()
    page.goto(f"{url}/lab/tree/by_hand/x.ipynb?reset")
    run_all(page)
    for _ in range(60):
        if marker.exists():
            break
        page.wait_for_timeout(500)
    page.close()
    assert marker.exists()
