"""The messages between a form and Python; the shape of each incoming one is checked before anything acts."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Literal, NotRequired

from pydantic import TypeAdapter, ValidationError

# pydantic supports typing's own TypedDict only from Python 3.12 on.
from typing_extensions import TypedDict

from kit.model import Draft, Interface, KitError, Lane, Response, Value, coded


class Asked(TypedDict):
    """A question without an item."""

    type: Literal[
        "open", "earlier", "status", "contents", "packed", "came", "numbers", "put_back", "rehearsed"
    ]


class Follows(TypedDict):
    """What a page has seen of an answer: the ids of its latest revisions, and the time of its draft.

    ``sent`` is what the page has sent since without a reply; ``None`` stands for an emptied field.
    """

    heads: list[str]
    draft: str | None
    sent: list[Value | None]


class Written(TypedDict):
    """Text or a choice, as a draft or as *Done*; ``parent`` is the revision that it follows."""

    type: Literal["draft", "done"]
    item: str
    value: Value | None
    lane: NotRequired[Lane | None]
    parent: NotRequired[str | None]
    follows: NotRequired[Follows]


class Addressed(TypedDict):
    """An action on an item's answer; ``parent`` is the revision that the window shows."""

    type: Literal["discard", "delete", "make_private", "likely"]
    item: str
    parent: NotRequired[str | None]
    follows: NotRequired[Follows]


class Picked(TypedDict):
    """An action on one revision of an answer."""

    type: Literal["share", "choose"]
    item: str
    id: str
    follows: NotRequired[Follows]


class Ticked(TypedDict):
    """The ticked entries of an item's checklist."""

    type: Literal["tick"]
    item: str
    value: list[str]


class Noted(TypedDict):
    """The text in a cell while the learner types, to be checked and not saved."""

    type: Literal["note"]
    text: str


class Reading(TypedDict):
    """The current text, to be read against the rubric and not saved."""

    type: Literal["opinion"]
    text: str


class HandingIn(TypedDict):
    """The button *Hand in*; ``drafts`` says whether to include drafts.

    ``to`` is the folder that the page showed: a copy goes only there.
    """

    type: Literal["hand_in"]
    drafts: NotRequired[bool]
    to: NotRequired[str | None]


class TakingIn(TypedDict):
    """A file dropped into the page, as text; ``mine`` accepts one that names another learner."""

    type: Literal["take"]
    name: str
    text: str
    mine: NotRequired[bool]


class Shown(TypedDict):
    """Feedback that is on the screen, by its mark."""

    type: Literal["shown"]
    mark: str


class Kept(TypedDict):
    """A saved answer or a draft, as a form shows it; an answer has ``id``, a draft has ``parent``.

    If an answer has several heads, ``later`` is true for one that was written after the others. ``handed`` is
    true if it is in a hand-in, ``sent`` if that was sent. ``asked`` is the question's earlier text, if it has
    changed. ``gone`` lists chosen options that the question no longer has.
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
    """An item's latest answers and its draft; ``lost`` is a saved answer that its file has lost.

    ``ticks`` are the ticked entries of its checklist.
    """

    heads: list[Kept]
    draft: Kept | None
    lost: NotRequired[Kept]
    ticks: NotRequired[list[str]]


class JournalProblem(TypedDict):
    """A sentence about all saved answers; if some are ``gone``, the page offers to restore them."""

    mark: str
    text: str
    gone: bool


class Answers(TypedDict):
    """The reply to any change of an answer: state by item, and what to report about all answers."""

    answers: dict[str, AnswerState]
    journal_problems: NotRequired[list[JournalProblem]]
    year: NotRequired[list[str]]
    """What a learner's earlier scenes pass on to this one."""


class DraftKept(TypedDict):
    """The reply to a draft."""

    at: str
    heads: NotRequired[list[Kept]]
    """The latest revisions, if the page had saved one without hearing of it."""


Reply = Mapping[str, Any]
"""A handler's result. An error becomes a `refusal`, and ``buffers`` are sent as bytes."""

Handler = Callable[[Any], Reply]
"""A function that acts on a message, whose shape `reply_to` has checked."""


def head_state(head: Response) -> Kept:
    """Return a saved answer as a form shows it."""
    return {"id": head.id, "lane": head.lane, "at": head.at.isoformat(), "value": head.value}


def answer_state(heads: Iterable[Response], draft: Draft | None = None) -> AnswerState:
    """Return an item as a form shows it; a late draft with the same value as the saved answer is left out."""
    shown = [head_state(head) for head in heads]
    if draft is None or any((head["value"], head["lane"]) == (draft.value, draft.lane) for head in shown):
        return {"heads": shown, "draft": None}
    return {"heads": shown, "draft": kept_state(draft)}


def kept_state(draft: Draft) -> Kept:
    """Return a draft as a form shows it."""
    return {"lane": draft.lane, "at": draft.at.isoformat(), "value": draft.value, "parent": draft.parent}


def reply_to(handlers: Mapping[str, Handler], message: Mapping[str, Any], words: Interface) -> dict[str, Any]:
    """Return the reply to one message; every error gives a reply as well."""
    act = handlers.get(str(message.get("type")))
    if act is None:
        return refusal(KitError("form.older"), words)
    try:
        checked = _shapes().validate_python(whole(dict(message)), strict=True)
    except (ValidationError, RecursionError):
        return refusal(KitError("form.malformed"), words)
    try:
        return {"ok": True, **act(checked)}
    except (KitError, OSError) as error:
        return refusal(coded(error), words)
    except Exception as bug:  # the learner must be told that nothing was saved, whatever the bug is
        return refusal(KitError("form.bug", kind=type(bug).__name__, bug=str(bug)), words)


def refusal(error: KitError, words: Interface) -> dict[str, Any]:
    """Return the reply that gives an error and its sentence."""
    return {"ok": False, "code": error.code, "sentence": words.sentence(error)}


@cache
def _shapes() -> TypeAdapter[Any]:
    return TypeAdapter(
        Asked | Written | Addressed | Picked | Ticked | Noted | Reading | HandingIn | TakingIn | Shown
    )


def whole(value: Any) -> Any:
    """Replace half characters (from a broken paste) in a value, so that it can be stored as UTF-8.

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
