"""nbgrader's own commands, run one after the other in this process: starting up is most of their time.

And a step of its marking that says on a page that all of it is made up.
"""

import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from nbformat.v4 import new_markdown_cell
from nbgrader import apps
from sqlalchemy.exc import SAWarning

from kit.content.sample_class import sample_class
from kit.grading.steps import Notebook, Resources, Step
from kit.model import KitError

_CELL = "made-up"


def nbgrader(command: str, *arguments: str, root: Path, log: Path) -> None:
    """Run one of nbgrader's commands, such as ``autograde``, with the configuration of a course root.

    It prints into the log. Raises `KitError` with the last thing it said where it ends in a fault.
    """
    # Such as ZipCollectApp for zip_collect.
    kind = getattr(apps, command.title().replace("_", "") + "App")
    with _logging_to(log) as (logger, faults), _standing_in(root), warnings.catch_warnings():
        # nbgrader's own use of its database; `kit.grading.configuration` says more.
        warnings.simplefilter("ignore", SAWarning)
        app = kind(log=logger)
        try:
            app.initialize(list(arguments))
            app.start()
        except SystemExit as end:
            if end.code:
                said = faults[-1] if faults else "no reason given"
                called = " ".join(("nbgrader", command, *arguments))
                raise KitError(f"{called} stopped: {said} ({log} holds the rest.)") from None
        finally:
            kind.clear_instance()


@contextmanager
def _logging_to(log: Path) -> Iterator[tuple[logging.Logger, list[str]]]:
    faults: list[str] = []

    class Faults(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.ERROR:
                faults.append(record.getMessage().strip())

    logger = logging.Logger("kit.demo.nbgrader", logging.INFO)
    file = logging.FileHandler(log, encoding="utf-8")
    file.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger.addHandler(file)
    logger.addHandler(Faults())
    try:
        yield logger, faults
    finally:
        file.close()


@contextmanager
def _standing_in(folder: Path) -> Iterator[None]:
    # nbgrader finds its configuration by the folder one stands in, and puts that on the path.
    path = list(sys.path)
    try:
        with chdir(folder):
            yield
    finally:
        sys.path[:] = path


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
