"""*Hand in* on the screen: what to check first, what is included and left out, one file, and its receipt.

Somebody who takes the course alone sees what they made instead.
"""

from pathlib import Path
from typing import Any

from kit.forms import paper
from kit.forms.form import Form, FormContext, form_spec
from kit.forms.markup import inline, interface
from kit.forms.messages import Asked, HandingIn, Reply
from kit.model import Assignment, Content, Item, KitError, Occasion

_NOT_MADE = frozenset(["card", "rating", "played", "vignette"])


def hand_in(context: FormContext, content: Content, assignment: Assignment, forms: frozenset[str]) -> Form:
    """Make a form with an assignment's answers and one button; ``forms`` are this learner's vignettes."""
    words = context.words
    case = content.cases[context.case]
    items = case.handed_in(assignment)
    mine = [item for item in items if item.kind != "vignette" or item.id in forms]
    titles = {item.id: inline(item.title) for item in mine if item.kind != "rating"}
    rated = {
        f"rated.{occasion}": interface(words[f"rated.{occasion}"], words) for occasion in assignment.occasions
    }
    on_paper = [*titles.values(), *rated.values()]
    own = [
        item
        for item in case.items.items
        if item.notebook == assignment.notebook and item.kind not in _NOT_MADE and not item.for_class
    ]
    titles |= {one.id: inline(one.title) for one in (*items, *own) if one.kind != "rating"} | rated

    def made() -> Reply:
        asked: list[tuple[Item, Occasion, str]] = [(item, "during", item.id) for item in own]
        for occasion in assignment.occasions:
            asked += [(item, occasion, item.id) for item in items if item.kind == "vignette"]
            asked += [(item, occasion, f"rated.{occasion}") for item in items if item.kind == "rating"]
        answered = {
            title: {"item": item.id, "occasion": occasion, "title": title}
            for item, occasion, title in asked
            if context.heads(item.id, occasion)
        }
        return {"alone": True, "made": [*answered.values()]}

    def contents(_message: Asked) -> Reply:
        from kit.handin.checks import checks, receipt, rows
        from kit.handin.handing import preview
        from kit.handin.made_anew import in_downloads, made_anew
        from kit.handin.sending import folder_for, sent_before

        folder = context.workspace
        if context.alone:
            return made()
        if folder is None:
            nothing: Reply = {"receipt": None, "drafts": False, "alone": False, "to": None, "anew": None}
            return {"checks": [], "rows": [], "downloads": {"this": False, "older": False}, **nothing}
        there = preview(folder, assignment.id, content)
        last = receipt(there, items)
        to, sent = folder_for(folder), sent_before(folder, there)
        return {
            "checks": [one.model_dump() for one in checks(case, assignment, there)],
            "rows": [row.model_dump() for row in rows(case, there)],
            "receipt": last.model_dump(mode="json") if last else None,
            "drafts": bool(there.drafts),
            "alone": False,
            "to": str(to) if to else None,
            "sent": sent.model_dump(mode="json") if sent else None,
            "anew": made_anew(folder, assignment.id, there.zip),
            "downloads": in_downloads(folder, assignment.id, there.zip),
        }

    def act(message: HandingIn) -> Reply:
        from kit.handin.handing import hand_in as pack
        from kit.handin.handing import preview
        from kit.handin.made_anew import note_saved
        from kit.handin.sending import send

        folder = context.workspace
        with_drafts = message.get("drafts", False)
        there = preview(folder, assignment.id, content) if folder else None
        # If something blocks the hand-in, `pack` itself says so.
        goes = there and (there.refused or there.has_something(with_drafts=with_drafts))
        if folder is None or not goes:
            raise KitError("handin.nothing")
        packed = pack(folder, assignment.id, with_drafts=with_drafts, content=content)
        reply = _file(packed.zip)
        note_saved(folder, assignment.id, packed.zip)
        if to := message.get("to"):
            try:
                send(folder, packed, to)
            except KitError as error:
                reply["not_sent"] = words.sentence(error)
        return reply

    def again(_message: Asked) -> Reply:
        from kit.handin.handing import preview
        from kit.handin.made_anew import note_saved

        if context.workspace is None:
            raise KitError("handin.nothing")
        there = preview(context.workspace, assignment.id, content).zip
        if not there.is_file():
            raise KitError("handin.no_file")
        reply = _file(there)
        note_saved(context.workspace, assignment.id, there)
        return reply

    title = interface(words["hand_in.title"], words, assignment=inline(assignment.title))
    plan, marked = assignment.rubric == "plan", assignment.graded
    spec = form_spec("hand_in", context, [], title=title, titles=titles, plan=plan, marked=marked)
    sheet = paper.sheet(title, paper.boxes(on_paper))
    return Form(context, spec, sheet, {"contents": contents, "hand_in": act, "packed": again})


def _file(made: Path) -> dict[str, Any]:
    return {"name": made.name, "buffers": [made.read_bytes()]}
