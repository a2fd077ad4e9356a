"""A Jupyter server with its own workspace, and its pages."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from plain_lab import kits_own, opening, run_all, serving, write_notebook


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    """JupyterLab on the empty workspace of somebody with a class, with the kit's extension."""
    from kit.journal import make_workspace, update_workspace

    home = tmp_path_factory.mktemp("jupyter")
    workspace = home / "course"
    workspace.mkdir()
    update_workspace(make_workspace(workspace), alone=False)
    with serving(home, workspace, JUPYTER_PATH=kits_own(home / "share")) as server:
        yield server


@pytest.fixture(scope="module")
def notebook(jupyter):
    """A function that writes a notebook of calls: ``notebook("x", "course.reflect(…)")`` returns its name."""

    def write(name, *calls):
        write_notebook(jupyter.workspace / f"{name}.ipynb", [opening(), *calls])
        return f"{name}.ipynb"

    return write


@contextmanager
def opening_pages(chromium, jupyter):
    """Yield a function that opens a notebook in a fresh profile: ``open_page("x.ipynb", width=390)``."""
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
    """``open_page`` for a page that several tests share: loading JupyterLab takes most of a test's time."""
    with opening_pages(chromium, jupyter) as open_one:
        yield open_one
