"""Run nbgrader's commands in this process, since startup is most of their time, and replace parts of it.

This and `kit.grading.converters` were written for the `VERSION` below; a test fails with any other.
"""

import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from alembic.config import Config
from alembic.script import ScriptDirectory
from nbgrader import api, apps
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.exchange.default import Exchange
from nbgrader.utils import check_directory
from sqlalchemy.exc import SAWarning

from kit.grading.checking import SubmissionRefused
from kit.model import PlainError

VERSION = "0.9.6"


def install() -> None:
    """Put the course's converters and its way of collecting in place of nbgrader's."""
    from nbgrader.apps import autogradeapp, generateassignmentapp, generatefeedbackapp, zipcollectapp

    from kit.grading.collecting import zip_collect
    from kit.grading.converters import Marking, Release
    from kit.grading.feedback_pages import FeedbackPages

    generateassignmentapp.GenerateAssignment = apps.api.GenerateAssignment = Release
    autogradeapp.Autograde = apps.api.Autograde = Marking
    generatefeedbackapp.GenerateFeedback = apps.api.GenerateFeedback = FeedbackPages
    # nbgrader itself would unpack into a folder that has to be empty, and copy from there.
    zipcollectapp.ZipCollectApp.extract_archive_files = zip_collect
    zipcollectapp.ZipCollectApp.process_extracted_files = lambda _: None


class Ran(NamedTuple):
    """A finished command."""

    app: Any
    """nbgrader's application in its final state."""
    fault: str | None
    """Why it failed; without ``may_fail``, that raises an error instead."""
    refused: dict[str, SubmissionRefused]
    """Why a submission was refused, by learner."""


def nbgrader(
    command: str, *arguments: str, root: Path, log: Path | None = None, may_fail: bool = False
) -> Ran:
    """Run one of nbgrader's commands, such as ``autograde``, with the configuration of a course root.

    Its messages go into ``log``, if given. If it fails and ``may_fail`` isn't set, raises `KitError` with its
    last error.
    """
    # Such as ZipCollectApp for zip_collect.
    kind = getattr(apps, command.title().replace("_", "") + "App")
    fault = None
    with (
        _logging_to(log) as (logger, faults),
        # nbgrader finds its configuration in the working directory, and adds that folder to sys.path.
        chdir(root),
        _instead_of(sys, "path", [*sys.path]),
        # nbgrader opens the gradebook a dozen times for each submission. The engine caches compiled queries,
        # so a new engine each time took a third of the run.
        _instead_of(api, "create_engine", cache(api.create_engine)),
        # For each new gradebook, nbgrader starts a Python process that takes a second or more to print this.
        _instead_of(api, "get_alembic_version", newest_revision),
        warnings.catch_warnings(),
    ):
        # About nbgrader's own database queries; see `kit.grading.configuration`.
        warnings.simplefilter("ignore", SAWarning)
        app = kind(log=logger)
        try:
            app.initialize(list(arguments))
            app.start()
        except SystemExit as end:
            if end.code:
                fault = faults[-1] if faults else f"nbgrader {command} stopped without saying why."
            if fault and not may_fail:
                exchange = Exchange(parent=app).root
                if command == "collect" and not check_directory(exchange, write=True, execute=True):
                    fault = (
                        f"nbgrader's exchange, the folder {exchange}, isn't there or can't be written to; "
                        "name yours in nbgrader_config.py as c.Exchange.root, or collect a download without "
                        "--exchange."
                    )
                called = " ".join(("nbgrader", command, *arguments))
                rest = f" (For the rest, see {log}.)" if log else ""
                raise PlainError(f"{called} stopped: {fault}{rest}") from None
        finally:
            kind.clear_instance()
    return Ran(app, fault, getattr(app, "refused", {}))


@contextmanager
def _logging_to(log: Path | None) -> Iterator[tuple[logging.Logger, list[str]]]:
    faults: list[str] = []

    class Faults(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            faults.append(record.getMessage().strip())

    logger = logging.Logger("kit.nbgrader", logging.INFO)
    file = logging.FileHandler(log, encoding="utf-8") if log else logging.NullHandler()
    file.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger.addHandler(file)
    logger.addHandler(Faults(logging.ERROR))
    try:
        yield logger, faults
    finally:
        file.close()


@contextmanager
def _instead_of(module: Any, name: str, ours: Any) -> Iterator[None]:
    theirs = getattr(module, name)
    setattr(module, name, ours)
    try:
        yield
    finally:
        setattr(module, name, theirs)


@cache
def newest_revision() -> str:
    """Return the revision of nbgrader's tables in a new gradebook, as ``alembic heads`` prints it."""
    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR.replace("%", "%%"))
    return str(ScriptDirectory.from_config(config).get_current_head())
