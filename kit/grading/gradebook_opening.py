"""nbgrader's gradebook opened, and what its database says put in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kit.model import KitError, MissingExtra, NotFound

_PATIENCE = 5.0
"""For how long another program may hold the gradebook before one is told so, in seconds."""


class GradebookFault(KitError):
    """A gradebook that cannot be opened now, or is none; ``why`` leaves out what became of it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Nothing was changed.")
        self.why = why


@contextmanager
def open_gradebook(url: str) -> Iterator[Any]:
    """nbgrader's `Gradebook`; raises `MissingExtra` without nbgrader, else as `faults_in_words`."""
    try:
        from nbgrader.api import Gradebook
    except ImportError:
        raise MissingExtra("reading a gradebook needs nbgrader", "instructor") from None
    with faults_in_words(url), Gradebook(url) as gradebook:
        yield gradebook


@contextmanager
def faults_in_words(url: str) -> Iterator[None]:
    """Raise `GradebookFault` where another program holds the gradebook, or the file is none."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as fault:
        raise GradebookFault(_in_words(url, str(fault))) from None


def url_of(course_root: Path, given: str | None = None) -> str:
    """The gradebook's address; raises `NotFound` where there is none."""
    if given is not None:
        return given
    file = course_root / "gradebook.db"
    if not file.is_file():
        raise NotFound(f"there is no gradebook at {file}; run nbgrader generate_assignment first.")
    return f"sqlite:///{file.resolve()}"


def impatient(url: str, seconds: float = 0.3) -> str:
    """The same address for whoever only looks, and won't wait for another program to be done.

    >>> impatient("sqlite:////course/gradebook.db")
    'sqlite:////course/gradebook.db?timeout=0.3'
    """
    from sqlalchemy.engine import make_url

    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return url
    return address.update_query_dict({"timeout": str(seconds)}).render_as_string(hide_password=False)


def refuse_locked(file: Path) -> None:
    """Raise `GradebookFault` while another program writes the gradebook; wait for it a few seconds."""
    if not file.is_file():
        return
    try:
        with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as database:
            database.execute("begin immediate")
            database.execute("rollback")
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault):
            raise GradebookFault(_in_words(f"sqlite:///{file}", "locked")) from None


def _in_words(url: str, said: str) -> str:
    from sqlalchemy.engine import make_url

    address = make_url(url)
    sqlite = address.get_backend_name() == "sqlite"
    name = str(address.database) if sqlite else address.render_as_string(hide_password=True)
    if "locked" in said:
        return (
            f"{name} is in use by another program; close the other program (a marking page, another nbgrader "
            "or kit command) and run this again."
        )
    if "readonly" in said or "unable to open" in said:
        return f"{name} cannot be opened for writing here; change its permissions."
    return (
        f"{name} cannot be read as a gradebook of the nbgrader that is installed; check that it is the right "
        "file."
    )
