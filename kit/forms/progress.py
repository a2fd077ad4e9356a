"""Where one stands: what is finished in a notebook, what a hand-in would hold, and what came back."""

from collections.abc import Sequence
from typing import Any

from kit.forms import paper
from kit.forms.form import Form, FormContext, form_spec
from kit.forms.markup import filled, inline
from kit.forms.messages import Asked, HandingIn, Reply
from kit.model import Assignment, Item, KitError, Occasion

_RATED: tuple[Occasion, ...] = ("pre", "post", "then", "follow_up")


def left_off(context: FormContext, asked: Sequence[tuple[str, Sequence[Item], Occasion]]) -> Form:
    """A list of steps in their order, each a title, the items behind it and their occasion."""
    steps: list[dict[str, Any]] = [
        {"title": inline(title), "item": items[0].id, "stretch": all(item.stretch for item in items)}
        for title, items, _ in asked
    ]

    def status(_message: Asked) -> Reply:
        return {"steps": [_step(context, items, occasion) for _, items, occasion in asked]}

    words = context.words
    boxes = paper.boxes(
        filled(words["paper.stretch"], title=step["title"]) if step["stretch"] else step["title"]
        for step in steps
    )
    sheet = paper.sheet(inline(words["left_off.title"]), boxes)
    return Form(context, form_spec("left_off", context, [], steps=steps), sheet, {"status": status})


def _step(context: FormContext, items: Sequence[Item], occasion: Occasion) -> dict[str, Any]:
    heads = [head for item in items for head in context.heads(item.id, occasion)[-1:]]
    drafts = [draft for item in items if (draft := context.draft(item.id, occasion))]
    at = max([*(head.at for head in heads), *(draft.at for draft in drafts)], default=None)
    finished = len(heads) == len(items) and not drafts
    return {
        "state": "done" if finished else "begun" if heads or drafts else "open",
        "at": at.isoformat() if at else None,
        "done": len(heads),
        "of": len(items),
    }


def hand_in(context: FormContext, assignment: Assignment, items: Sequence[Item]) -> Form:
    """A list of the assignment's items with what would travel and what would not, and one button."""
    words = context.words
    rows: list[dict[str, Any]] = [
        {"id": item.id, "title": inline(item.title), "rating": item.kind == "rating"} for item in items
    ]

    def contents(_message: Asked) -> Reply:
        return {"rows": [{"id": item.id, "state": _state(context, assignment, item)} for item in items]}

    def act(message: HandingIn) -> Reply:
        from kit.handin import hand_in as pack

        if context.workspace is None:
            raise KitError(words["fault.nothing_to_hand_in"])
        made = pack(context.workspace, assignment.id, with_drafts=message.get("drafts", False))
        return {
            "path": made.zip.relative_to(context.workspace).as_posix(),
            "folder": str(made.zip.parent),
            "included": len(made.included),
        }

    title = filled(words["hand_in.title"], assignment=inline(assignment.title))
    sheet = paper.sheet(title, paper.boxes(row["title"] for row in rows))
    spec = form_spec("hand_in", context, [], title=title, rows=rows)
    return Form(context, spec, sheet, {"contents": contents, "hand_in": act})


def _state(context: FormContext, assignment: Assignment, item: Item) -> str:
    occasions: tuple[Occasion, ...] = ("during",)
    if item.kind in ("rating", "vignette"):
        occasions = tuple(o for o in assignment.occasions or _RATED if assignment.takes(item, o))
    lanes = [head.lane for occasion in occasions for head in context.heads(item.id, occasion)]
    if len(occasions) == 1 and len(lanes) > 1:
        return "two"
    if any(context.draft(item.id, occasion) for occasion in occasions):
        return "draft"
    return "shared" if "shared" in lanes else "private" if lanes else "open"


def feedback(context: FormContext, assignment: Assignment) -> Form:
    """A list of pages under ``feedback/`` whose name or folder begins with the assignment's id."""
    words = context.words

    def pages(_message: Asked) -> Reply:
        folder = context.workspace
        names = [p.relative_to(folder) for p in sorted(folder.glob("feedback/**/*.html"))] if folder else []
        return {
            "pages": [
                {"path": name.as_posix(), "name": words.fill("feedback.page", name=name.stem)}
                for name in names
                if name.parts[1].startswith(assignment.id)
            ]
        }

    title = filled(words["feedback.title_of"], assignment=inline(assignment.title))
    sheet = paper.sheet(title, paper.note(inline(words["feedback.on_paper"])))
    return Form(context, form_spec("feedback", context, []), sheet, {"pages": pages})
