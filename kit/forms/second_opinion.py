"""A machine's second opinion on a finished reflection: what it found where, in the rubric's own words.

Made on the learner's computer when they open it, kept nowhere. It shows no number: a person gives the mark.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit.forms.form import FormContext
from kit.forms.markup import inline, interface
from kit.forms.messages import Asked, Handler, Reply
from kit.forms.session import FormSession
from kit.journal import read_workspace
from kit.model import Assignment, Criterion, Interface, Item, Journal, Reader, Response, Rubric


@dataclass(frozen=True)
class SecondOpinion:
    """Reads the text of one graded item against its rubric."""

    rubric: Rubric
    assignment: Assignment
    dimension: str | None

    @property
    def kind(self) -> str:
        """``read``, or ``by_person`` where no machine reads this kind of text."""
        return "read" if self.assignment.rubric == "reflection" else "by_person"

    def handlers(self, session: FormSession, item: Item) -> dict[str, Handler]:
        """The message that asks for it, for a form to answer; none where no machine reads."""

        def opened(_message: Asked) -> Reply:
            from kit.reading import reader

            return self.reply(session, item, reader())

        return {"opinion": opened} if self.kind == "read" else {}

    def reply(self, session: FormSession, item: Item, reader: Reader) -> Reply:
        """What the reader says of the answer that stands; nothing where none is finished."""
        from kit.reading.sentences import pieces

        journal = session.context.existing_journal()
        heads = session.context.heads(item.id, session.occasion)
        if journal is None or len(heads) != 1 or not isinstance(heads[0].value, str):
            return {"state": "none"}
        found = self._read(reader, heads[0], item)
        before = _before(journal, heads[0])
        earlier = self._read(reader, before, item)["criteria"] if before else {}
        text = heads[0].value
        words = session.context.words
        criteria = self.rubric.criteria_of("reflection")
        # Another reader may not know every criterion of this rubric.
        unread = {"level": None, "reason": words["reading.not_by_machine"], "evidence": ()}
        parts = {c.id: found["criteria"].get(c.id, unread) for c in criteria}
        return {
            "state": "stopped" if found["gate"] else "read",
            "pieces": [
                {"text": piece.text, "numbers": [n + 1 for n in piece.criteria]}
                for piece in pieces(text, [parts[c.id]["evidence"] for c in criteria])
            ],
            "criteria": [
                _row(c, parts[c.id], earlier.get(c.id), words) for c in criteria if not found["gate"]
            ],
            "cautions": [
                {"message": c["message"], "words": text[c["start"] : c["end"]]} for c in found["cautions"]
            ],
            "next_step": found["next_step"],
        }

    def _read(self, reader: Reader, response: Response, item: Item) -> Mapping[str, Any]:
        return reader.read(str(response.value), id=item.id, dimension=self.dimension, prompt=item.prompt)


def wanted(context: FormContext) -> bool:
    """Whether this course shows second opinions: not where ``KIT_READING=off`` or the workspace says so."""
    if os.environ.get("KIT_READING", "").lower() in ("off", "0", "no"):
        return False
    folder = context.workspace
    return folder is None or bool(read_workspace(folder).get("reading", True))


def _before(journal: Journal, head: Response) -> Response | None:
    """The last revision with other words than this one."""
    by_id = {one.id: one for one in journal.responses()}
    parent = head.parent
    while parent in by_id:
        one = by_id[parent]
        if isinstance(one.value, str) and one.value != head.value:
            return one
        parent = one.parent
    return None


def _row(
    criterion: Criterion, found: Mapping[str, Any], earlier: Mapping[str, Any] | None, words: Interface
) -> dict[str, Any]:
    levels = {level.level: inline(level.learner) for level in criterion.levels}
    level = found["level"]
    row = {"name": inline(criterion.name), "unsure": "", "found": "", "next": "", "changed": ""}
    if level is None:
        return row | {"unsure": found["reason"] or ""}
    before = earlier["level"] if earlier else None
    if before is not None and before != level:
        row["changed"] = words["opinion.more"] if level > before else words["opinion.less"]
    # The highest level is worded as what comes on top of the one below.
    shown = " ".join(levels[n] for n in range(min(level, 2), level + 1))
    return row | {
        "found": shown if level else interface(words["opinion.no_sign"], words),
        "next": levels.get(level + 1, ""),
    }
