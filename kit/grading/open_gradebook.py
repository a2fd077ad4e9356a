"""nbgrader's gradebook opened, with what its database may say put in words. Every opening of ours is here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kit.model import KitError, MissingExtra, NotFound


class GradebookFault(KitError):
    """A gradebook that cannot be opened now, or is none."""


@contextmanager
def open_gradebook(url: str) -> Iterator[Any]:
    """nbgrader's `Gradebook`, with its database's faults in words.

    Raises
    ------
    MissingExtra
        nbgrader is not installed.
    GradebookFault
        Another program holds the gradebook, or the file is none.
    """
    try:
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import SQLAlchemyError
    except ImportError:
        raise MissingExtra("reading a gradebook needs nbgrader", "instructor") from None
    try:
        with Gradebook(url) as gradebook:
            yield gradebook
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


def refuse_locked(file: Path) -> None:
    """Raise `GradebookFault` while another program writes the gradebook; wait for it a few seconds."""
    if not file.is_file():
        return
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
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
            "or kit command) and run this again. Nothing was changed."
        )
    if "readonly" in said or "unable to open" in said:
        return f"{name} cannot be opened for writing here; change its permissions. Nothing was changed."
    return (
        f"{name} cannot be read as a gradebook of the nbgrader that is installed; check that it is the right "
        "file. Nothing was changed."
    )
