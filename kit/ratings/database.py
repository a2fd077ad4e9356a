"""The database that holds the ratings: a SQLite file or a PostgreSQL address, checked when it is opened.

Every write is a transaction: all of it is saved, or none. Nothing here knows what a rating is.
"""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from kit.model import NotFound, PlainError
from kit.model.addresses import without_password
from kit.ratings.tables import VERSION, about, metadata

FILE = "ratings.db"

_PATIENCE = 5.0
"""How many seconds a writer waits for another writer."""


class RatingFault(PlainError):
    """The error for a rating, a sheet or a database of ratings that can't be used."""


class Database:
    """An open database of ratings."""

    def __init__(self, place: Path | str, *, create: bool = True, patience: float = _PATIENCE) -> None:
        self.place = place
        self._url = _url_of(place)
        self.name = (
            Path(self._url.database or "").name
            if self._url.get_backend_name() == "sqlite"
            else self._url.render_as_string(hide_password=True)
        )
        self._engine = _engine(self._url, create=create, patience=patience)
        self._make_or_check(create=create)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection for reading, in one transaction."""
        with self._in_words(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a connection as the only writer, in one transaction: all of it is saved, or none."""
        with self._in_words(), self._engine.connect() as connection:
            alone = connection.execution_options(kit_writes=True)
            with alone.begin():
                if self._engine.dialect.name == "postgresql":
                    # The first ratings that two markers give one text must not both become primary.
                    alone.execute(text("select pg_advisory_xact_lock(hashtext('kit_rating'))"))
                yield alone

    def close(self) -> None:
        """Close all connections to the database."""
        self._engine.dispose()

    def _make_or_check(self, *, create: bool) -> None:
        with self.reading() as connection:
            tables = set(inspect(connection).get_table_names())
            found = _version(connection) if about.name in tables else str(VERSION)
        if about.name not in tables and tables and self._engine.dialect.name == "sqlite":
            raise RatingFault(
                f"{self.name} is a database for something else; name another file, such as {FILE}."
            )
        if about.name not in tables and not create:
            raise NotFound(f"{self.name} holds no ratings yet; record some first, or check the name.")
        if found != str(VERSION):
            raise RatingFault(
                f"{self.name} has version {found or 'unknown'}, but this kit reads version {VERSION}; "
                "update the kit, or name another database."
            )
        if about.name not in tables:
            with self.writing() as connection:
                metadata.create_all(connection)
                if _version(connection) is None:
                    connection.execute(about.insert().values(key="version", value=str(VERSION)))

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as fault:
            raise RatingFault(self._said(str(fault.orig))) from fault
        except SQLAlchemyError as fault:
            raise RatingFault(f"{self.name} cannot be used ({type(fault).__name__}).") from fault

    def _said(self, words: str) -> str:
        first = words.strip().splitlines()[0] if words.strip() else "no reason given"
        if "locked" in first:
            return (
                f"{self.name} is in use by another program, so nothing was saved; "
                "try again in a moment, or close the other program."
            )
        if "not a database" in first or "malformed" in first:
            return f"{self.name} is not a database, or is damaged; name another file or restore a copy."
        if "readonly" in first or "unable to open" in first:
            return f"{self.name} cannot be opened for writing; change its permissions or name another place."
        return f"{self.name}: the database says: {first}; nothing was saved."


def _version(connection: Connection) -> str | None:
    value: Any = connection.execute(select(about.c.value).where(about.c.key == "version")).scalar()
    return None if value is None else str(value)


def option(place: Path | str | None, course_root: Path) -> str:
    """Return the option that makes a command use these ratings; empty if they are the course root's own.

    A file is named by its absolute path, so that the command works from any folder.

    >>> option("postgresql://ana@host/ratings", Path("class"))
    ' --ratings postgresql://ana@host/ratings'
    >>> option(None, Path("class")), option("sqlite:///class/ratings.db", Path("class"))
    ('', '')
    """
    if place is None:
        return ""
    url = _url_of(place)
    if url.get_backend_name() == "sqlite":
        place = Path(url.database or "").resolve()
    return "" if place == (course_root / FILE).resolve() else f" --ratings {shlex.quote(str(place))}"


def _url_of(place: Path | str) -> URL:
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(without_password(place))
        except ArgumentError:
            raise RatingFault(
                "that is not a database address; write postgresql://user@host/name or a file's name."
            ) from None
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise RatingFault(
                f"ratings cannot be stored in {url.get_backend_name()}; use a SQLite file or PostgreSQL."
            )
        if url.drivername == "postgresql":
            return url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() == "postgresql" or url.database in (None, "", ":memory:"):
            return url
        place = Path(str(url.database))
    path = Path(place)
    if path.is_dir():
        path = path / FILE
    return URL.create("sqlite", database=str(path))


def _engine(url: URL, *, create: bool, patience: float) -> Engine:
    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url)
        except (ModuleNotFoundError, NoSuchModuleError):
            raise RatingFault(
                "PostgreSQL needs its driver, psycopg; type: pip install 'psycopg[binary]'"
            ) from None
    if url.database in (None, "", ":memory:"):
        raise RatingFault("ratings kept in memory would be lost; name a file.")
    path = Path(str(url.database))
    if not path.exists():
        if not create:
            raise NotFound(f"there are no ratings at {path}; check the name.")
        if not path.parent.is_dir():
            raise NotFound(f"there is no folder {path.parent} for {path.name}; make it or check the name.")
        # The file says whose text a code stands for, so only its owner may read it, from the first byte on.
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": patience})
    event.listen(engine, "connect", _careful)
    event.listen(engine, "begin", _begin)
    return engine


def _careful(connection: Any, _record: Any) -> None:
    # Python's own handling begins a transaction too late for one writer to wait for another; see `_begin`.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=DELETE", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    alone = connection.get_execution_options().get("kit_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if alone else "BEGIN")
