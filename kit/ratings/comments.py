"""Markers' comments, all of them kept: on a passage, on a criterion, or at the end of a text.

Changing or withdrawing a comment adds a row that replaces the earlier one, so any step can be undone. Nothing
here knows about screens, nbgrader or feedback.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

import sqlalchemy as sa
from pydantic import AwareDatetime, BeforeValidator, Field, ValidationError, model_validator
from ulid import ULID

from kit.model import NotFound
from kit.model.records import Id, Name, Saved, Ulid
from kit.ratings.database import Database
from kit.ratings.faults import RatingFault
from kit.ratings.tables import Moment, metadata

Kind = Literal["passage", "criterion", "closing", "one_thing"]

_CHANGED = (
    "that comment was changed in another window in the meantime, so nothing was saved; open the text again "
    "and change it there."
)
_LONGEST, _LONGEST_QUOTE = 4_000, 2_000
_ONE_EACH = ("closing", "one_thing")
"""The kinds of which a marker has only one for each text: a new one replaces the current one."""


def _storable(text: object) -> object:
    # PostgreSQL can't store NUL, and half of an emoji can't be encoded.
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode() if isinstance(text, str) else text


_Text = BeforeValidator(_storable)


class MarkerComment(Saved):
    """One marker's comment on one learner's text, which is one row.

    Only a ``passage`` has ``start``, ``end`` and ``quote``. ``start`` and ``end`` count the characters
    (Unicode code points) of the answer whose id is ``revision``, and ``quote`` is the text between them. A
    ``criterion`` comment names a criterion; the other kinds may. ``replaces`` is the id of the row that this
    one replaces.

    Examples
    --------
    >>> of = {"rater": "ana", "learner": "amy", "assignment": "equity"}
    >>> one = MarkerComment(**of, kind="closing", text="Thank you.")
    >>> one.withdrawn, one.replaces
    (False, None)
    """

    id: Ulid = Field(default_factory=lambda: str(ULID()))
    rater: Name
    learner: Name
    assignment: Id
    kind: Kind
    criterion: Id | None = None
    start: Annotated[int, Field(ge=0, strict=True)] | None = None
    end: Annotated[int, Field(ge=0, strict=True)] | None = None
    quote: Annotated[str, _Text, Field(min_length=1, max_length=_LONGEST_QUOTE)] | None = None
    text: Annotated[str, _Text, Field(max_length=_LONGEST)]
    revision: Ulid | None = None
    at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))
    replaces: Ulid | None = None
    withdrawn: bool = False

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if not self.text.strip():
            raise ValueError("an empty comment can't be saved; write something, or withdraw the comment")
        words = (self.start, self.end, self.quote)
        if self.kind == "passage":
            if None in words or (self.start or 0) >= (self.end or 0):
                raise ValueError(
                    "a comment on a passage needs its position; give start, end (after start) and quote"
                )
        elif any(one is not None for one in words):
            raise ValueError(f"a {self.kind} comment is not on a passage; leave out start, end and quote")
        if self.kind == "criterion" and self.criterion is None:
            raise ValueError(
                "a comment on a criterion needs its id; give one from rubric.yaml, such as event"
            )
        return self


table = sa.Table(
    "kit_comment",
    metadata,
    # The order in which comments arrived, since a clock may be wrong.
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(26), nullable=False, unique=True),
    sa.Column("rater", sa.String(120), nullable=False),
    sa.Column("learner", sa.String(120), nullable=False),
    sa.Column("assignment", sa.String(60), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("criterion", sa.String(60)),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    sa.Column("quote", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("revision", sa.String(26)),
    sa.Column("at", Moment, nullable=False),
    # Unique, so that the database itself stops two windows from changing the same comment.
    sa.Column("replaces", sa.String(26), unique=True),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Index("kit_comment_of", "learner", "assignment"),
    sqlite_autoincrement=True,
)

_FIELDS = [table.c[name] for name in MarkerComment.model_fields]


class Comments:
    """The comments in a database of ratings (`kit.ratings.Ratings.database`).

    A refused change raises `kit.ratings.RatingFault` or `kit.model.NotFound`, and nothing is written.
    Whatever a method returns is already on disk.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, comment: MarkerComment | Mapping[str, Any]) -> MarkerComment:
        """Save a comment.

        Parameters
        ----------
        comment
            The comment, or its fields by name. Set ``replaces`` to change an existing comment. A closing line
            or the one thing to try replaces the marker's earlier one automatically.

        Returns
        -------
        MarkerComment
            The comment as saved. Recording the same one (same ``id``) twice keeps one copy.

        Raises
        ------
        RatingFault
            A field is missing or wrong; or the comment to replace belongs to another marker or text, is of
            another kind, or was changed in the meantime; or a different comment has the same ``id``.
        NotFound
            No comment has the id ``replaces``.
        """
        one = _checked(comment)
        with self._database.writing() as connection:
            table.create(connection, checkfirst=True)
            if (same := _by_id(connection, one.id)) is not None:
                if same.model_copy(update={"replaces": one.replaces}) != one:
                    raise RatingFault(f"two different comments have the id {one.id}; leave out the id.")
                return same
            if one.replaces is None and one.kind in _ONE_EACH:
                earlier = _standing(
                    connection,
                    rater=one.rater,
                    learner=one.learner,
                    assignment=one.assignment,
                    kind=one.kind,
                )
                one = one.model_copy(update={"replaces": earlier[-1].id if earlier else None})
            if one.replaces is not None:
                _check_replaces(connection, one)
            connection.execute(sa.insert(table), [one.model_dump()])
        return one

    def withdraw(self, id: str, rater: str) -> MarkerComment:
        """Withdraw a marker's own comment and return the new row. Raises the same errors as `record`."""
        return self._follow(id, rater, withdrawn=True)

    def undo(self, id: str, rater: str) -> MarkerComment:
        """Undo the step that the row ``id`` recorded, and return the new row.

        A new comment is withdrawn, a changed one gets its earlier text back, and a withdrawn one is restored.
        The latest step is undone first. If the comment no longer reads as it did after that step, another
        window has changed it, and `RatingFault` is raised. Otherwise raises the same errors as `record`.
        """
        with self._database.reading() as connection:
            step = last = _found(connection, id)
            before = None if step.replaces is None else _found(connection, step.replaces)
            while (later := _replacing(connection, last.id)) is not None:
                last = later
        if (last.text, last.withdrawn) != (step.text, step.withdrawn):
            raise RatingFault(_CHANGED)
        return self._follow(last.id, rater, like=before, withdrawn=before is None or before.withdrawn)

    def standing(
        self,
        assignment: str | None = None,
        learner: str | None = None,
        rater: str | None = None,
    ) -> list[MarkerComment]:
        """Return the current comments in the order they were saved, filtered by the arguments given."""
        wanted = {"assignment": assignment, "learner": learner, "rater": rater}
        with self._database.reading() as connection:
            return _standing(connection, **{k: v for k, v in wanted.items() if v is not None})

    def history(self, assignment: str, learner: str) -> list[MarkerComment]:
        """Return every row on a learner's text in the order saved, including changed and withdrawn ones."""
        with self._database.reading() as connection:
            if not _is_there(connection):
                return []
            query = sa.select(*_FIELDS).filter_by(assignment=assignment, learner=learner)
            rows = connection.execute(query.order_by(table.c.number))
            return [MarkerComment(**row._mapping) for row in rows]

    def forget(self, learner: str) -> int:
        """Delete every row on a learner's texts and return how many. Nothing else deletes comments."""
        with self._database.writing() as connection:
            if not _is_there(connection):
                return 0
            return connection.execute(sa.delete(table).filter_by(learner=learner)).rowcount

    def _follow(
        self, id: str, rater: str, *, like: MarkerComment | None = None, withdrawn: bool
    ) -> MarkerComment:
        with self._database.reading() as connection:
            now = _found(connection, id)
        new = {"id": str(ULID()), "at": datetime.now(UTC), "replaces": id, "withdrawn": withdrawn}
        return self.record((like or now).model_copy(update={**new, "rater": rater}))


def _checked(comment: MarkerComment | Mapping[str, Any]) -> MarkerComment:
    if isinstance(comment, MarkerComment):
        return comment
    try:
        return MarkerComment(**comment)
    except ValidationError as fault:
        raise RatingFault(_in_one_sentence(fault)) from None


def _in_one_sentence(fault: ValidationError) -> str:
    first = fault.errors(include_url=False)[0]
    if "error" in first.get("ctx", {}):
        return f"{first['ctx']['error']}."
    field = str(first["loc"][0]) if first["loc"] else "comment"
    if first["type"] == "missing":
        return f"the comment has no {field}; give one."
    if first["type"] == "extra_forbidden":
        return f"a comment has no field {field}; leave it out."
    if first["type"] in ("string_too_long", "too_long"):
        most = first["ctx"]["max_length"]
        what = "selects more" if field == "quote" else "is longer"
        return f"the comment {what} than {most:,} characters; shorten it and save it again."
    return f"the comment's {field} cannot be {str(first['input'])[:60]!r}; {first['msg'].lower()}."


def _is_there(connection: sa.Connection) -> bool:
    # A database made before comments existed has no such table until the first one is saved.
    return bool(sa.inspect(connection).has_table(table.name))


def _standing(connection: sa.Connection, **wanted: str) -> list[MarkerComment]:
    if not _is_there(connection):
        return []
    later = table.alias()
    replaced = sa.exists().where(later.c.replaces == table.c.id)
    query = sa.select(*_FIELDS).filter_by(withdrawn=False, **wanted).where(~replaced)
    rows: Iterable[Any] = connection.execute(query.order_by(table.c.number))
    return [MarkerComment(**row._mapping) for row in rows]


def _by_id(connection: sa.Connection, id: str) -> MarkerComment | None:
    row = connection.execute(sa.select(*_FIELDS).where(table.c.id == id)).one_or_none()
    return None if row is None else MarkerComment(**row._mapping)


def _replacing(connection: sa.Connection, id: str) -> MarkerComment | None:
    row = connection.execute(sa.select(*_FIELDS).where(table.c.replaces == id)).one_or_none()
    return None if row is None else MarkerComment(**row._mapping)


def _found(connection: sa.Connection, id: str) -> MarkerComment:
    one = _by_id(connection, id) if _is_there(connection) else None
    if one is None:
        raise NotFound(f"there is no comment with the id {id[:26]}; open the text again to see its comments.")
    return one


def _check_replaces(connection: sa.Connection, one: MarkerComment) -> None:
    earlier = _found(connection, str(one.replaces))
    whose = ("rater", "learner", "assignment", "kind")
    if any(getattr(earlier, name) != getattr(one, name) for name in whose):
        raise RatingFault(
            f"this can't replace {earlier.rater}'s comment, which has another rater, text or kind; write a "
            "new comment."
        )
    if _replacing(connection, earlier.id) is not None:
        raise RatingFault(_CHANGED)
