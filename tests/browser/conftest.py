"""A Jupyter server on a workspace of its own, and its pages."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from plain_lab import kits_own, opening, run_all, serving, write_notebook


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    """JupyterLab on an empty workspace, with the extension of this kit."""
    from kit.journal import make_workspace

    home = tmp_path_factory.mktemp("jupyter")
    workspace = home / "course"
    workspace.mkdir()
    make_workspace(workspace)
    with serving(home, workspace, JUPYTER_PATH=kits_own(home / "share")) as server:
        yield server


@pytest.fixture(scope="module")
def notebook(jupyter):
    """A notebook of calls on the small course: ``notebook("x", "course.reflect(…)")`` gives its name."""

    def write(name, *calls):
        write_notebook(jupyter.workspace / f"{name}.ipynb", [opening(), *calls])
        return f"{name}.ipynb"

    return write


@contextmanager
def opening_pages(chromium, jupyter):
    """Open a notebook of the workspace in a fresh profile: ``open_page("x.ipynb", width=390, dark=True)``."""
    contexts = []

    def open_one(name, *, width=1280, height=900, dark=False, context=None):
        if context is None:
            context = chromium.new_context(viewport={"width": width, "height": height})
            contexts.append(context)
            context.hosts = set()
            context.on("request", lambda request: context.hosts.add(request.url.split("/")[2]))
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(f"{jupyter.url}/doc/tree/{name}")
        run_all(page, dark=dark)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(chromium, jupyter):
    with opening_pages(chromium, jupyter) as open_one:
        yield open_one


@pytest.fixture(scope="module")
def open_for_all(chromium, jupyter):
    """As ``open_page``, for a page that several tests go on with: loading JupyterLab costs most of a test."""
    with opening_pages(chromium, jupyter) as open_one:
        yield open_one
