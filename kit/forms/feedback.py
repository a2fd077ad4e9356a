"""What came back: links to the feedback pages in the workspace."""

from __future__ import annotations

from kit.forms import paper
from kit.forms.asking import form_spec
from kit.forms.parts import Message, Parts, Reply
from kit.forms.shelf import Shelf


def feedback(shelf: Shelf, assignment: str, title: str) -> Parts:
    """A list of pages under ``feedback/`` whose name or folder begins with the assignment's id."""

    def pages(_message: Message) -> Reply:
        workspace = shelf.workspace
        if workspace is None:
            return {"pages": []}
        found = [
            page.relative_to(workspace)
            for page in sorted((workspace / "feedback").rglob("*.html"))
            if page.relative_to(workspace / "feedback").parts[0].startswith(assignment)
        ]
        return {"pages": [{"path": page.as_posix(), "name": f"Your feedback: {page.stem}"} for page in found]}

    sheet = paper.sheet(
        f"Feedback: {title}", paper.note("It comes back as a page in the folder <em>feedback</em>.")
    )
    return Parts(form_spec("feedback", shelf, [], title=title), sheet, {"pages": pages})
