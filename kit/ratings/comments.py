"""Markers' comments, all of them kept: on a passage, on a criterion, or at the end of a text.

Changing or withdrawing a comment adds a row that replaces the earlier one, so any step can be undone. Nothing
here knows about screens, nbgrader or feedback.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

import sqlalchemy as sa
from pydantic import AwareDatetime, BeforeValidator, Field, ValidationError, model_validator
from ulid import ULID

from kit.model import NotFound
from kit.model.records import Id, Name, Saved, Ulid
from kit.ratings.database import Database, RatingFault
from kit.ratings.tables import comment as table

Kind = Literal["passage", "criterion", "closing", "one_thing"]

_CHANGED = (
    "that comment was changed in another window in the meantime, or it isn't yours, so nothing was saved; "
    "open the text again and change it there."
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
    quote: Annotated[str, _Text] | None = None
    text: Annotated[str, _Text]
    revision: Ulid | None = None
    at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))
    replaces: Ulid | None = None
    withdrawn: bool = False

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if not self.text.strip():
            raise ValueError("an empty comment can't be saved; write something, or withdraw the comment")
        if len(self.text) > _LONGEST:
            raise ValueError(
                f"the comment is longer than {_LONGEST:,} characters; shorten it and save it again"
            )
        if len(self.quote or "") > _LONGEST_QUOTE:
            raise ValueError(
                f"the comment selects more than {_LONGEST_QUOTE:,} characters; select fewer words"
            )
        place = self.quote and self.start is not None and self.end is not None and self.start < self.end
        if bool(place) != (self.kind == "passage"):
            raise ValueError(
                "only a comment on a passage has a position, and it needs one; select the words again"
            )
        if self.kind == "criterion" and self.criterion is None:
            raise ValueError("a comment on a criterion needs the criterion")
        return self


_FIELDS = [table.c[name] for name in MarkerComment.model_fields]


class Comments:
    """The comments in a database of ratings (`kit.ratings.Ratings.database`).

    A refused change raises `kit.ratings.RatingFault` or `kit.model.NotFound`, and nothing is written.
    Whatever a method returns is already on disk.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, **fields: Any) -> MarkerComment:
        """Save a comment.

        Parameters
        ----------
        **fields
            The fields of `MarkerComment`. ``replaces`` changes an existing comment. A closing line or the one
            thing to try replaces the marker's earlier one automatically.

        Returns
        -------
        MarkerComment
            The comment as saved.

        Raises
        ------
        RatingFault
            A field is missing or wrong; or the comment to replace belongs to another marker or text, is of
            another kind, or was changed in the meantime.
        """
        try:
            one = MarkerComment(**fields)
        except ValidationError as fault:
            first = fault.errors(include_url=False)[0]
            why = first.get("ctx", {}).get("error") or f"the comment can't be saved: {first['msg'].lower()}"
            raise RatingFault(f"{why}.") from None
        with self._database.writing() as connection:
            of = {"rater": one.rater, "learner": one.learner, "assignment": one.assignment}
            rows = _rows(connection, **of, kind=one.kind)
            replaced = {row.replaces for row in rows}
            current = {row.id: row for row in rows if row.id not in replaced}
            if one.replaces is None and one.kind in _ONE_EACH:
                earlier = next((row.id for row in current.values() if not row.withdrawn), None)
                one = one.model_copy(update={"replaces": earlier})
            elif one.replaces is not None and one.replaces not in current:
                raise RatingFault(_CHANGED)
            connection.execute(sa.insert(table), [one.model_dump()])
        return one

    def withdraw(self, id: str, rater: str) -> MarkerComment:
        """Withdraw a marker's own comment and return the new row. Raises the same errors as `record`."""
        one = next((one for one in self.standing(rater=rater) if one.id == id), None)
        if one is None:
            raise RatingFault(_CHANGED)
        return self._follow(id, one, withdrawn=True)

    def undo(self, id: str, rater: str) -> MarkerComment:
        """Undo the step that the row ``id`` recorded, and return the new row.

        A new comment is withdrawn, a changed one gets its earlier text back, and a withdrawn one is restored.
        The latest step is undone first. If the comment no longer reads as it did after that step, another
        window has changed it, and `RatingFault` is raised. Otherwise raises the same errors as `record`.
        """
        with self._database.reading() as connection:
            rows = {row.id: row for row in _rows(connection, rater=rater)}
        if id not in rows:
            raise NotFound(
                f"there is no comment {id[:26]} of yours; open the text again to see its comments."
            )
        following = {row.replaces: row for row in rows.values()}
        step = last = rows[id]
        while last.id in following:
            last = following[last.id]
        if (last.text, last.withdrawn) != (step.text, step.withdrawn):
            raise RatingFault(_CHANGED)
        before = rows.get(step.replaces or "")
        return self._follow(last.id, before or step, withdrawn=before is None or before.withdrawn)

    def standing(
        self,
        assignment: str | None = None,
        learner: str | None = None,
        rater: str | None = None,
    ) -> list[MarkerComment]:
        """Return the current comments in the order they were saved, filtered by the arguments given."""
        wanted = {"assignment": assignment, "learner": learner, "rater": rater}
        with self._database.reading() as connection:
            rows = _rows(connection, **{k: v for k, v in wanted.items() if v is not None})
        replaced = {row.replaces for row in rows}
        return [row for row in rows if row.id not in replaced and not row.withdrawn]

    def _follow(self, id: str, like: MarkerComment, *, withdrawn: bool) -> MarkerComment:
        new = {"id": str(ULID()), "at": datetime.now(UTC), "replaces": id, "withdrawn": withdrawn}
        return self.record(**{**like.model_dump(), **new})


def _rows(connection: sa.Connection, **wanted: str) -> list[MarkerComment]:
    rows = connection.execute(sa.select(*_FIELDS).filter_by(**wanted).order_by(table.c.number))
    return [MarkerComment(**row._mapping) for row in rows]
