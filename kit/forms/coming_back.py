"""Feedback on the screen: take in a returned file, and show its page where the question was asked."""

from pathlib import Path
from typing import cast

from kit.forms import paper
from kit.forms.form import Form, FormContext, form_spec
from kit.forms.markup import inline, interface
from kit.forms.messages import Asked, Reply, Shown, TakingIn
from kit.model import Assignment, Content, KitError


def feedback(context: FormContext, content: Content, assignment: Assignment) -> Form:
    """Make a form with the feedback on one assignment, and a place to drop the file."""
    words = context.words
    titles = {one.id: one.title for one in content.assignments}

    def came(_message: Asked) -> Reply:
        from kit.handin.feedback import kept_feedback, mark_of, page_of, rendered

        folder = context.workspace
        record = kept_feedback(folder, assignment.id) if folder else None
        if folder is None or record is None:
            return {"page": None, "alone": context.alone}
        heads = context.heads(assignment.graded) if assignment.graded else ()
        return {
            "page": rendered(folder, record, words),
            "mark": mark_of(record),
            "path": page_of(folder, record).relative_to(folder).as_posix(),
            "alone": context.alone,
            "revised": bool(heads) and record.revision not in {head.id for head in heads},
        }

    def shown(message: Shown) -> Reply:
        from kit.handin.feedback import note_shown

        if folder := context.workspace:
            note_shown(folder, assignment.id, message["mark"])
        return {}

    def take(message: TakingIn) -> Reply:
        from kit.handin.feedback import take_feedback

        context.journal()
        folder = cast(Path, context.workspace)
        data = message["text"].encode("utf-8", "replace")
        try:
            record = take_feedback(folder, data, message["name"], mine=message.get("mine", False))
        except KitError as error:
            if error.code != "feedback.other_learner":
                raise
            return {"other": words.sentence(error)}
        if record.assignment == assignment.id:
            return {"said": words["feedback.is_here"]}
        title = titles.get(record.assignment, record.assignment)
        return {"said": words.fill("feedback.is_of", assignment=title)}

    title = interface(words["feedback.title_of"], words, assignment=inline(assignment.title))
    sheet = paper.sheet(title, paper.note(inline(words["feedback.on_paper"])))
    spec = form_spec("feedback", context, [], title=title, item=assignment.graded)
    return Form(context, spec, sheet, {"came": came, "shown": shown, "take": take})
