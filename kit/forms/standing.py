"""Check whether the answer a window's message depends on still exists; another window may have deleted it."""

from collections.abc import Callable, Sequence

from kit.forms.aside import seen
from kit.forms.form import FormContext
from kit.forms.messages import Addressed, Written
from kit.journal import answer_of
from kit.model import Draft, Occasion, Response, Value

WITHDRAWING = ("delete", "make_private")


def leans_on_gone(context: FormContext, occasion: Occasion, message: Written | Addressed) -> bool:
    """Return whether the revision that a message depends on is gone.

    A deletion must be for an answer that the window shows: if there are other heads, they were not meant.
    """
    beside = message.get("beside") if message["type"] == "done" else None
    if beside and is_gone(context, occasion, beside["item"], beside["id"]):
        return True
    if (parent := message.get("parent")) is None:
        return False
    if message["type"] in WITHDRAWING:
        heads = {head.id for head in context.heads(message["item"], occasion)}
        return bool(heads) and parent not in heads
    return is_gone(context, occasion, message["item"], parent)


def is_gone(context: FormContext, occasion: Occasion, item: str, id: str) -> bool:
    """Return whether a revision was deleted.

    One that its file merely lost doesn't count, since it may be restored.
    """
    return id not in {one.id for one in revisions(context, occasion, item)}


def revisions(context: FormContext, occasion: Occasion, item: str) -> list[Response]:
    """Return all revisions of an answer, including those that its file lost."""
    journal = context.existing_journal()
    kept = [*journal.responses(), *journal.missing()] if journal else []
    return [one for one in kept if answer_of(one) == (context.case, item, occasion)]


def on_what_stands(
    context: FormContext, occasion: Occasion, draft: Draft, heads: Sequence[Response]
) -> Draft:
    """Make a draft whose parent is gone follow the current answer, in that answer's lane."""
    if not heads or draft.parent is None or not is_gone(context, occasion, draft.item, draft.parent):
        return draft
    return draft.model_copy(update={"parent": heads[-1].id, "lane": heads[-1].lane})


def unless_another(message: Addressed, said: Sequence[Value]) -> Callable[[Draft], bool]:
    """Return a function that tells whether a draft is deleted with its answer.

    A draft that only another window has seen is kept.
    """
    return lambda draft: seen(draft, message) or draft.value in said
