"""What a form and Python say to each other: the shape of every message, checked before anything acts."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Literal, NotRequired

from pydantic import TypeAdapter, ValidationError

# pydantic checks typing's own TypedDict from Python 3.12 on only.
from typing_extensions import TypedDict

from kit.model import Draft, Interface, KitError, Lane, Response, Value


class Asked(TypedDict):
    """A question that names nothing."""

    type: Literal[
        "open", "earlier", "status", "contents", "packed", "came", "numbers", "put_back", "rehearsed"
    ]


class Ground(TypedDict):
    """Which draft a window goes on from: when that was kept, and what it sent since and got no reply to."""

    draft: str | None
    sent: list[Value]


class Beside(TypedDict):
    """A revision of another answer, with which this one goes."""

    item: str
    id: str


class Written(TypedDict):
    """What was typed or chosen, as a draft or for good; ``parent`` is the revision that it leans on."""

    type: Literal["draft", "done"]
    item: str
    value: Value | None
    lane: NotRequired[Lane | None]
    parent: NotRequired[str | None]
    on: NotRequired[Ground]
    beside: NotRequired[Beside]


class Addressed(TypedDict):
    """Something to do with an item's answer; ``parent`` is the revision that the window shows."""

    type: Literal["discard", "delete", "make_private", "undo", "seal", "likely"]
    item: str
    parent: NotRequired[str | None]
    on: NotRequired[Ground]


class Picked(TypedDict):
    """Something to do with one revision of an answer, or with a draft that was put aside (its time)."""

    type: Literal["share", "choose", "throw_away"]
    item: str
    id: str
    on: NotRequired[Ground]


class Ticked(TypedDict):
    """The entries of an item's checklist that are ticked."""

    type: Literal["tick"]
    item: str
    value: list[str]


class Noted(TypedDict):
    """What stands in a cell while one writes, to be looked at and kept nowhere."""

    type: Literal["note"]
    text: str


class Reading(TypedDict):
    """A text to be read as it stands, and the one that was read before; neither is kept."""

    type: Literal["opinion"]
    text: str
    before: NotRequired[str | None]


class Heard(TypedDict):
    """A recording of a line, by the name that the form's spec has for it."""

    type: Literal["recording"]
    name: str


class HandingIn(TypedDict):
    """The button *Hand in*; ``drafts`` are taken along where it says so.

    ``to`` is the folder that the page named: a copy goes there and nowhere else.
    """

    type: Literal["hand_in"]
    drafts: NotRequired[bool]
    to: NotRequired[str | None]


class TakingIn(TypedDict):
    """A file that somebody put into the page, as text; ``mine`` though it names another learner."""

    type: Literal["take"]
    name: str
    text: str
    mine: NotRequired[bool]


class Shown(TypedDict):
    """Feedback that is on the screen, by the mark that it came with."""

    type: Literal["shown"]
    mark: str


class Kept(TypedDict):
    """A saved answer, or a draft, as a form shows it; ``id`` and ``parent`` belong to one of them each.

    ``later`` is one of several that goes on from the others, ``handed`` one that lies in a hand-in, ``sent``
    one in a hand-in that was sent. ``asked`` is the question as it read then, where it reads otherwise today;
    ``gone`` are options that were chosen and that it has no more.
    """

    id: NotRequired[str]
    parent: NotRequired[str | None]
    lane: Lane
    at: str
    value: Value
    later: NotRequired[bool]
    handed: NotRequired[bool]
    sent: NotRequired[bool]
    asked: NotRequired[str]
    gone: NotRequired[list[str]]


class AnswerState(TypedDict):
    """An item's latest answers and its draft; ``lost`` was saved here, and its file has lost it since.

    ``undo`` says for how many seconds an answer that is given once can be taken back; ``ticks``
    are the ticked entries of its checklist, ``aside`` drafts of other windows.
    """

    heads: list[Kept]
    draft: Kept | None
    aside: NotRequired[list[Kept]]
    lost: NotRequired[Kept]
    undo: NotRequired[int]
    ticks: NotRequired[list[str]]


class Told(TypedDict):
    """A sentence about all saved answers; where some are ``gone``, the page offers to put them back."""

    mark: str
    text: str
    gone: bool


class Answers(TypedDict):
    """The reply to whatever changes an answer, by item, and what is to be told about all of them."""

    answers: dict[str, AnswerState]
    told: NotRequired[list[Told]]
    year: NotRequired[list[str]]
    """What a learner's earlier scenes leave to this one."""
    gone: NotRequired[bool]
    """Whether nothing was done, as what it leans on was deleted in another window, or isn't latest there."""


class DraftKept(TypedDict):
    """The reply to a draft."""

    at: str
    gone: bool
    """Whether the answer that it goes on from was deleted meanwhile."""
    aside: list[Kept]
    """Drafts of other windows, which this one had not seen."""
    heads: NotRequired[list[Kept]]
    """What stands then."""


Reply = Mapping[str, Any]
"""What a handler answers; a fault becomes ``{"ok": False, "sentence": …}``, ``buffers`` go along as bytes."""

Handler = Callable[[Any], Reply]
"""Acts on a message. `reply_to` has checked that it has the shape that its type asks for."""


def head_state(head: Response) -> Kept:
    """A saved answer as a form shows it."""
    return {"id": head.id, "lane": head.lane, "at": head.at.isoformat(), "value": head.value}


def answer_state(heads: Iterable[Response], draft: Draft | None = None) -> AnswerState:
    """An item as a form shows it; a draft that came late, after its own *Done*, is none."""
    shown = [head_state(head) for head in heads]
    if draft is None or any((head["value"], head["lane"]) == (draft.value, draft.lane) for head in shown):
        return {"heads": shown, "draft": None}
    return {"heads": shown, "draft": kept_state(draft)}


def kept_state(draft: Draft) -> Kept:
    """A draft as a form shows it."""
    return {"lane": draft.lane, "at": draft.at.isoformat(), "value": draft.value, "parent": draft.parent}


def reply_to(handlers: Mapping[str, Handler], message: Mapping[str, Any], words: Interface) -> dict[str, Any]:
    """The reply to one message; whatever goes wrong, there is one."""
    act = handlers.get(str(message.get("type")))
    if act is None:
        return {"ok": False, "sentence": words["fault.older_form"]}
    try:
        checked = _shapes().validate_python(whole(dict(message)), strict=True)
    except (ValidationError, RecursionError):
        return {"ok": False, "sentence": words["fault.malformed"]}
    try:
        return {"ok": True, **act(checked)}
    except (KitError, OSError) as error:
        return {"ok": False, "sentence": str(error)}
    except Exception as bug:  # the learner must hear that nothing was saved, whatever the bug is
        return {"ok": False, "sentence": words.fill("fault.bug", kind=type(bug).__name__, bug=bug)}


@cache
def _shapes() -> TypeAdapter[Any]:
    return TypeAdapter(
        Asked | Written | Addressed | Picked | Ticked | Noted | Reading | Heard | HandingIn | TakingIn | Shown
    )


def whole(value: Any) -> Any:
    """The value with half characters (from a broken paste) replaced, so that it can be stored as UTF-8.

    >>> whole({"if": "a\\ud800b"})
    {'if': 'a\ufffdb'}
    """
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [whole(one) for one in value]
    if isinstance(value, dict):
        return {str(key): whole(one) for key, one in value.items()}
    return value
