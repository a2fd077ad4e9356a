"""Open nbgrader's gradebook, and turn its database's errors into readable messages."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kit.model import MissingExtra, NotFound, PlainError

_PATIENCE = 5.0
"""How long to wait for another program that is using the gradebook, in seconds."""
_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class GradebookFault(PlainError):
    """A gradebook that can't be opened now, or a file that isn't one.

    ``why`` is the message without *Nothing was changed.*
    """

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Nothing was changed.")
        self.why = why


@contextmanager
def open_gradebook(url: str) -> Iterator[Any]:
    """Open nbgrader's `Gradebook`. Raises `MissingExtra` without nbgrader, or as `faults_in_words` does."""
    try:
        from nbgrader.api import Gradebook
    except ImportError:
        raise MissingExtra("reading a gradebook needs nbgrader", "instructor") from None
    with faults_in_words(url), Gradebook(url) as gradebook:
        yield gradebook


@contextmanager
def faults_in_words(url: str) -> Iterator[None]:
    """Turn database errors into `GradebookFault`: the gradebook is in use, read-only, or not a gradebook."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as fault:
        raise GradebookFault(_in_words(url, getattr(fault, "orig", None))) from None


def url_of(course_root: Path, given: str | None = None) -> str:
    """Return the gradebook's URL: ``given``, or that of ``gradebook.db``. Raises `NotFound` without one."""
    if given is not None:
        return given
    file = course_root / "gradebook.db"
    if not file.is_file():
        raise NotFound(f"there is no gradebook at {file}; run nbgrader generate_assignment first.")
    return f"sqlite:///{file.resolve()}"


def impatient(url: str, seconds: float = 0.3) -> str:
    """Return the URL for a caller that only reads and won't wait long for another program.

    >>> impatient("sqlite:////course/gradebook.db")
    'sqlite:////course/gradebook.db?timeout=0.3'
    """
    from sqlalchemy.engine import make_url

    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return url
    return address.update_query_dict({"timeout": str(seconds)}).render_as_string(hide_password=False)


def refuse_locked(file: Path) -> None:
    """Raise `GradebookFault` if another program is still writing to a database after a few seconds."""
    if not file.is_file():
        return
    try:
        with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as database:
            database.execute("begin immediate")
            database.execute("rollback")
    except sqlite3.OperationalError as fault:
        if _code(fault) in _IN_USE:
            raise GradebookFault(_in_words(f"sqlite:///{file}", fault)) from None


def _code(fault: BaseException | None) -> int:
    # Other databases' errors have none. The higher bits are details.
    return int(getattr(fault, "sqlite_errorcode", 0)) & 0xFF


def _in_words(url: str, fault: BaseException | None) -> str:
    from sqlalchemy.engine import make_url

    address = make_url(url)
    sqlite = address.get_backend_name() == "sqlite"
    name = str(address.database) if sqlite else address.render_as_string(hide_password=True)
    if _code(fault) in _IN_USE:
        return (
            f"{name} is in use by another program; close the other program (a marking page, another nbgrader "
            "or kit command) and run this again."
        )
    if _code(fault) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return f"{name} cannot be opened for writing here; change its permissions."
    return f"{name} is not a gradebook that the installed nbgrader can read; check that it is the right file."
