"""Run nbgrader's own commands one after another in this process, since startup is most of their time."""

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
from sqlalchemy.exc import SAWarning

from kit.model import PlainError


class Ran(NamedTuple):
    """A finished command: nbgrader's application in its final state, and the errors that it logged."""

    app: Any
    faults: list[str]
    failed: bool
    """Whether its exit code was an error; without ``may_fail``, that raises an error instead."""


def nbgrader(
    command: str, *arguments: str, root: Path, log: Path | None = None, may_fail: bool = False
) -> Ran:
    """Run one of nbgrader's commands, such as ``autograde``, with the configuration of a course root.

    Its messages go into ``log``, if given. If it fails and ``may_fail`` isn't set, raises `KitError` with its
    last error.
    """
    # Such as ZipCollectApp for zip_collect.
    kind = getattr(apps, command.title().replace("_", "") + "App")
    failed = False
    with (
        _logging_to(log) as (logger, faults),
        _standing_in(root),
        _one_engine(),
        _no_process_for_a_number(),
        warnings.catch_warnings(),
    ):
        # About nbgrader's own database queries; see `kit.grading.configuration`.
        warnings.simplefilter("ignore", SAWarning)
        app = kind(log=logger)
        try:
            app.initialize(list(arguments))
            app.start()
        except SystemExit as end:
            failed = bool(end.code)
            if failed and not may_fail:
                said = _cause(faults)
                called = " ".join(("nbgrader", command, *arguments))
                rest = f" (For the rest, see {log}.)" if log else ""
                raise PlainError(f"{called} stopped: {said}{rest}") from None
        finally:
            kind.clear_instance()
    return Ran(app, faults, failed)


def _cause(faults: list[str]) -> str:
    """Return why a command stopped: the exchange's problem if there is one, otherwise the last error."""
    unusable = next((one for one in faults if one.startswith("Unwritable directory")), None)
    if unusable is not None:
        folder = unusable.rpartition(": ")[2]
        return (
            f"nbgrader's exchange, the folder {folder}, isn't there or can't be written to; name yours in "
            "nbgrader_config.py as c.Exchange.root, or collect a download without --exchange."
        )
    return faults[-1] if faults else "no reason given"


@contextmanager
def _logging_to(log: Path | None) -> Iterator[tuple[logging.Logger, list[str]]]:
    faults: list[str] = []

    class Faults(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.ERROR:
                faults.append(record.getMessage().strip())

    logger = logging.Logger("kit.nbgrader", logging.INFO)
    file = logging.FileHandler(log, encoding="utf-8") if log else logging.NullHandler()
    file.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger.addHandler(file)
    logger.addHandler(Faults())
    try:
        yield logger, faults
    finally:
        file.close()


@contextmanager
def _one_engine() -> Iterator[None]:
    # nbgrader opens the gradebook a dozen times for each submission. The engine caches compiled queries, so
    # a new engine each time took a third of the run.
    create = api.create_engine
    api.create_engine = cache(create)
    try:
        yield
    finally:
        api.create_engine = create


@cache
def newest_revision() -> str:
    """Return the revision of nbgrader's tables in a new gradebook, as ``alembic heads`` prints it."""
    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR.replace("%", "%%"))
    return str(ScriptDirectory.from_config(config).get_current_head())


@contextmanager
def _no_process_for_a_number() -> Iterator[None]:
    # For each new gradebook, nbgrader starts a Python process that takes a second or more to print this.
    ask = api.get_alembic_version
    api.get_alembic_version = newest_revision
    try:
        yield
    finally:
        api.get_alembic_version = ask


@contextmanager
def _standing_in(folder: Path) -> Iterator[None]:
    # nbgrader finds its configuration in the working directory, and adds that folder to sys.path.
    path = list(sys.path)
    try:
        with chdir(folder):
            yield
    finally:
        sys.path[:] = path
