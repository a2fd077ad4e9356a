"""Comments that markers wrote, every one kept: on a passage, on a criterion, at the end of a text.

A comment that is changed or withdrawn gets another row that replaces it, so that any step can be undone.
Nothing here knows about screens, nbgrader or feedback.
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
"""Of these a marker has one for each text, so a new one takes the place of the one that stands."""


def _storable(text: object) -> object:
    # PostgreSQL keeps no NUL, and half an emoji stands in no file.
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode() if isinstance(text, str) else text


_Text = BeforeValidator(_storable)


class MarkerComment(Saved):
    """One comment of one marker on one learner's text; one row.

    ``start`` and ``end`` count the characters (Unicode code points) of the answer whose id is ``revision``;
    ``quote`` are the words between. They are of a ``passage`` alone. A ``criterion`` comment names one, and a
    passage or the one thing to try may. ``replaces`` is the id of the row that this one takes the place of.

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
            raise ValueError("a comment without words cannot be kept; write something, or withdraw it")
        words = (self.start, self.end, self.quote)
        if self.kind == "passage":
            if None in words or (self.start or 0) >= (self.end or 0):
                raise ValueError(
                    "a comment on a passage needs its words; give start, end (after start) and quote"
                )
        elif any(one is not None for one in words):
            raise ValueError(f"a {self.kind} comment is on no words; leave out start, end and quote")
        if self.kind == "criterion" and self.criterion is None:
            raise ValueError(
                "a comment on a criterion needs its id; give one from rubric.yaml, such as event"
            )
        return self


table = sa.Table(
    "kit_comment",
    metadata,
    # The order in which comments came; a clock may be wrong.
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
    # The database itself refuses that two windows change one comment.
    sa.Column("replaces", sa.String(26), unique=True),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Index("kit_comment_of", "learner", "assignment"),
    sqlite_autoincrement=True,
)

_FIELDS = [table.c[name] for name in MarkerComment.model_fields]


class Comments:
    """The comments of a database of ratings (`kit.ratings.Ratings.database`).

    What is refused raises `kit.ratings.RatingFault` or `kit.model.NotFound`, and then nothing was written.
    What was returned is on disk.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, comment: MarkerComment | Mapping[str, Any]) -> MarkerComment:
        """Keep a comment.

        Parameters
        ----------
        comment
            Fields by name will do. ``replaces`` changes a comment that stands; a closing line and the one
            thing to try take the place of the marker's earlier one by themselves.

        Returns
        -------
        MarkerComment
            As it was kept. The same one (same ``id``) is not kept twice.

        Raises
        ------
        RatingFault
            A field is missing or wrong, or the comment that it replaces is another marker's, another text's,
            or was changed in the meantime.
        NotFound
            There is no comment with the id ``replaces``.
        """
        one = _checked(comment)
        with self._database.writing() as connection:
            table.create(connection, checkfirst=True)
            if (same := _by_id(connection, one.id)) is not None:
                if same.model_copy(update={"replaces": one.replaces}) != one:
                    raise RatingFault(f"two comments have the id {one.id} and differ; leave out the id.")
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
        """Let a marker's own comment stand no longer; raises what `record` does. Returns the new row."""
        return self._follow(id, rater, withdrawn=True)

    def undo(self, id: str, rater: str) -> MarkerComment:
        """Take back the step that the row ``id`` was; raises what `record` does. Returns the new row.

        A new comment is withdrawn, a changed one reads as before, a withdrawn one stands again. Steps are
        taken back from the last one on: where the comment reads otherwise than after that step, another
        window changed it.
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
        """Comments that stand, as they read now, in the order of keeping; those that match what is given."""
        wanted = {"assignment": assignment, "learner": learner, "rater": rater}
        with self._database.reading() as connection:
            return _standing(connection, **{k: v for k, v in wanted.items() if v is not None})

    def history(self, assignment: str, learner: str) -> list[MarkerComment]:
        """Every row on a learner's text in the order of keeping, also what was changed or withdrawn."""
        with self._database.reading() as connection:
            if not _is_there(connection):
                return []
            query = sa.select(*_FIELDS).filter_by(assignment=assignment, learner=learner)
            rows = connection.execute(query.order_by(table.c.number))
            return [MarkerComment(**row._mapping) for row in rows]

    def forget(self, learner: str) -> int:
        """Delete every row on a learner's texts, the one exception to keeping all; returns how many."""
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
        return f"a comment has nothing called {field}; leave it out."
    if first["type"] in ("string_too_long", "too_long"):
        most = first["ctx"]["max_length"]
        what = "selects more" if field == "quote" else "is longer"
        return f"the comment {what} than {most:,} characters; shorten it and save it again."
    return f"the comment's {field} cannot be {str(first['input'])[:60]!r}; {first['msg'].lower()}."


def _is_there(connection: sa.Connection) -> bool:
    # A database made before comments were kept has no such table until the first is.
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
        raise NotFound(
            f"there is no comment with the id {id[:26]}; open the text again to see those there are."
        )
    return one


def _check_replaces(connection: sa.Connection, one: MarkerComment) -> None:
    earlier = _found(connection, str(one.replaces))
    whose = ("rater", "learner", "assignment", "kind")
    if any(getattr(earlier, name) != getattr(one, name) for name in whose):
        raise RatingFault(
            f"that comment is {earlier.rater}'s on another text or of another kind, so it stays as it is; "
            "write one of your own."
        )
    if _replacing(connection, earlier.id) is not None:
        raise RatingFault(_CHANGED)
