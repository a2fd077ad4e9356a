"""Where a reader may look in a reflection, when its writer asks: their sentences and the rubric's words.

It is made on the learner's computer and not saved. It shows no level: a person gives the mark.
"""

import os
from dataclasses import dataclass
from typing import Any

from kit.forms.form import FormContext
from kit.forms.markup import inline
from kit.forms.messages import Handler, Reading, Reply
from kit.forms.session import FormSession
from kit.journal import read_workspace
from kit.model import Assignment, Criterion, Interface, Item, Rubric

_UNREAD = 1
"""The lower one of the two levels whose anchors are shown for a criterion that no program reads."""


@dataclass(frozen=True)
class SecondOpinion:
    """The questions that the rubric asks of one graded item's text."""

    rubric: Rubric
    assignment: Assignment
    dimension: str | None

    @property
    def kind(self) -> str:
        """Return ``read``, or ``by_person`` if no program reads this kind of text."""
        return "read" if self.assignment.rubric == "reflection" else "by_person"

    def handlers(self, session: FormSession, item: Item) -> dict[str, Handler]:
        """Return the handler for a form's request; empty if no program reads the text."""

        def opinion(message: Reading) -> Reply:
            return self.reply(item, message["text"], session.context.words)

        return {"opinion": opinion} if self.kind == "read" else {}

    def reply(self, item: Item, text: str, words: Interface) -> Reply:
        """Return the rubric's questions, each with the writer's sentences and two anchors, or only a note.

        The question with the lowest expected level comes first. That level decides which anchors are shown,
        level 0 only where it is sure; it is not in the reply.
        """
        from kit.reading.candidates import search

        found = search(text, dimension=self.dimension, prompt=item.prompt)
        if found.stopped:
            return {"note": _note(found.stopped, words), "about": "", "questions": []}
        criteria = self.rubric.criteria_of("reflection")
        read = [one for one in criteria if one.id in found.criteria]
        first = min(read, key=lambda one: found.criteria[one.id].expected, default=None)
        questions = []
        for one in sorted(criteria, key=lambda one: one is not first):
            candidates = found.criteria.get(one.id)
            own = [sentence.text for sentence in candidates.sentences] if candidates else []
            lower = (
                _UNREAD
                if candidates is None
                else 0
                if candidates.surely_none
                else min(2, max(1, int(candidates.expected)))
            )
            questions.append(_question(one, own, lower, words))
        if not found.verdict:
            return {"note": "", "about": "", "questions": questions}
        return {"note": words["opinion.verdict"], "about": found.verdict.text, "questions": questions}


def _question(criterion: Criterion, own: list[str], lower: int, words: Interface) -> dict[str, Any]:
    to_try = [inline(level.try_next or words["reading.ask_a_person"]) for level in criterion.levels]
    return {
        "id": criterion.id,
        "name": inline(criterion.name),
        "question": inline(criterion.question),
        "sentences": own,
        # If no sentence answers the question, only what the lowest level suggests takes nothing for granted.
        "none": to_try[0],
        "anchors": [
            {"anchor": inline(level.anchor), "why": inline(level.why), "next": to_try[level.level]}
            for level in criterion.levels[lower : lower + 2]
        ],
    }


def _note(stopped: str, words: Interface) -> str:
    """Return why nothing is asked. That a text isn't in English is said in Spanish, too."""
    if stopped == "non_english":
        return " ".join(dict.fromkeys([words["opinion.other_language"], words["opinion.in_spanish"]]))
    own = {"loss": words["opinion.loss"], "off_topic": words["opinion.off_topic"]}
    return own.get(stopped) or words.group("reading_stopped")[stopped]


def wanted(context: FormContext) -> bool:
    """Return whether second opinions are on; ``KIT_READING=off`` or the workspace can turn them off."""
    if os.environ.get("KIT_READING", "").lower() in ("off", "0", "no"):
        return False
    folder = context.workspace
    return folder is None or bool(read_workspace(folder).get("reading", True))
