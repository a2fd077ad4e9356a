"""Set up the test run: the number of workers, a place for compiled modules, and fixtures that several rooms
share (Chromium, PostgreSQL, a running course)."""

from __future__ import annotations

import gc
import importlib
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext, suppress
from pathlib import Path
from typing import Any

import postgresql
import pytest
from _pytest.doctest import DoctestModule
from started import Started, kit_starting

TESTS = Path(__file__).parent
LONGEST = (
    "browser/test_forms.py",
    "pages/test_pages_in_browser.py",
    "browser/test_notebooks_in_lab.py",
    "browser/test_desk_page.py",
    "browser/test_bare_forms.py",
    "browser/test_hostile_folders.py",
    "launch/test_opening.py",
    "launch/test_start.py",
    "cli/test_collect.py",
    "pages/test_sight.py",
    "test_assignments.py",
)
"""Test files that take a quarter of a minute or more, the longest first."""

QUICK = frozenset(
    ("certificates", "classroom", "content", "forms", "handin", "lms", "reading", "scenes", "workbook")
)
"""Rooms whose tests need no browser, no server and hardly a process: ``pytest -m quick``."""

LARGEST = (
    *("scipy.stats", "hypothesis", "distributed", "pandas", "playwright.sync_api", "sqlalchemy.orm"),
    *("nbgrader.apps", "matplotlib.figure", "fontTools.subset", "sklearn.linear_model", "botocore.session"),
)
"""The tests' libraries whose modules take longest to compile."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Return how many workers ``-n auto`` uses: none for a single file, since starting them costs more."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    named = {argument.split("::")[0] for argument in config.args}
    if len(named) == 1 and Path(named.pop()).is_file():
        return 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # One more than there are cores, since a worker that waits for a server or a page leaves its core idle.
    return min(8, cores + 1)


# What somebody tells uv, Python or Jupyter for their own work is no part of the tests. The two others are for
# `pytest_configure` and for the workers of this run.
for told in [name for name in os.environ if name.startswith(("UV_", "PYTHON", "JUPYTER"))]:
    if told not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):
        del os.environ[told]

# When imported, jsonschema builds IRI grammars that nothing uses, which takes a second in each worker.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# Otherwise each worker's linear algebra threads would wait for each other and for the other workers.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_configure(config: pytest.Config) -> None:
    """Keep keys, private lanes and compiled modules in temporary folders, never in the user's home.

    Even if Python is told not to keep compiled modules, they are kept while the tests run. Otherwise half of
    the time would go into compiling, since workers, servers, kernels and commands import the same modules.
    """

    def folder(name: str) -> str:
        made = tempfile.mkdtemp(prefix=name)
        config.add_cleanup(lambda: shutil.rmtree(made, ignore_errors=True))
        return made

    if "KIT_DATA" not in os.environ:
        os.environ["KIT_DATA"] = folder("kit-data-")
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", "") and "PYTHONPYCACHEPREFIX" not in os.environ:
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = folder("bytecode-")
    sys.dont_write_bytecode = False
    _import_in_turn(config)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect without searches for garbage, and keep what was collected out of later ones.

    These are millions of objects, and statsmodels searches all there are at each of its corrections.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def _import_in_turn(config: pytest.Config) -> None:
    """Import the large libraries, with each worker starting at a different one.

    If they all used the same order, each worker would compile every module that isn't compiled yet.
    """
    worker = getattr(config, "workerinput", None)
    if worker is None or not {"tests", "kit"} <= set(config.args):
        return  # a run of a few files needs few of them
    at = len(LARGEST) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
    for name in LARGEST[at:] + LARGEST[:at]:
        with suppress(ImportError):
            importlib.import_module(name)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Iterator[None]:
    """Look for no doctests in the tests themselves: importing and searching each file again takes seconds."""
    found = yield
    return [one for one in found if not isinstance(one, DoctestModule)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that open a browser and quick ones, and run the longest files first so none ends last."""
    rank = {name: at for at, name in enumerate(LONGEST)}
    items.sort(
        key=lambda item: (
            rank.get(item.path.relative_to(TESTS).as_posix(), len(rank))
            if item.path.is_relative_to(TESTS)
            else len(rank)
        )
    )
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        elif _room(item) in QUICK and not {"slow", "wheel"} & {mark.name for mark in item.iter_markers()}:
            item.add_marker(pytest.mark.quick)


def _room(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).parts[0] if item.path.is_relative_to(TESTS) else ""


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """If only the attack tests were selected, print what each of them counted."""
    if "attack" not in config.getoption("markexpr").split():
        return
    held = [one for one in terminalreporter.getreports("passed") if one.when == "call"]
    terminalreporter.section(f"{len(held)} attacks held")
    by_test: dict[str, list[Any]] = {}
    for one in held:
        by_test.setdefault(one.nodeid.partition("[")[0], []).append(one)
    for name, ones in sorted(by_test.items()):
        counted = ones[-1].capstdout.splitlines()[-1:]
        terminalreporter.write_line(": ".join([f"{len(ones):4} {name}", *counted]))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running Chromium, one for each worker. Without Chromium the test is skipped, or fails in CI."""
    from kit.model import NotFound
    from lab.bench.browser import running_chromium

    with ExitStack() as stack:
        try:
            browser = stack.enter_context(running_chromium())
        except NotFound as fault:
            missing = pytest.fail if os.environ.get("CI") else pytest.skip
            missing(str(fault))
        yield browser


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server: the one in KIT_POSTGRESQL, or one that is started for the tests."""
    named = os.environ.get("KIT_POSTGRESQL")
    why_not = None if named else postgresql.why_not()
    if why_not:
        pytest.skip(why_not)
    with nullcontext(named) if named else postgresql.running() as address:
        yield address


@pytest.fixture
def postgresql_address(postgresql_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database, which is dropped afterwards."""
    with postgresql.database(postgresql_server, f"kit_{secrets.token_hex(6)}") as address:
        yield address


@pytest.fixture(scope="session", autouse=True)
def _alembic_asked_here() -> Iterator[None]:
    """Avoid the process that each new gradebook starts to get one number, which takes a second or more."""
    if "nbgrader.api" not in sys.modules:
        yield
        return
    from nbgrader import api

    from kit.grading.course_nbgrader import newest_revision

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "get_alembic_version", newest_revision)
        yield


def _not_long(dialect: Any, _record: Any, _words: Any, settings: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        settings.setdefault("timeout", 0.5)


@pytest.fixture(scope="session", autouse=True)
def _no_long_waits() -> Iterator[None]:
    """Shorten the wait for a gradebook that another command holds: half a second shows as much as five.

    nbgrader opens a gradebook with SQLite's default wait of five seconds.
    """
    from kit.grading import gradebook_opening

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gradebook_opening, "_PATIENCE", 0.5)
        if "sqlalchemy" in sys.modules:
            from sqlalchemy import Engine, event

            event.listen(Engine, "do_connect", _not_long)
        yield


@pytest.fixture
def kit_start(tmp_path: Path) -> Iterator[Callable[..., Started]]:
    """A function that runs ``kit start --no-browser ARGUMENTS``, with user data in a temporary folder."""
    with kit_starting(tmp_path) as start:
        yield start
