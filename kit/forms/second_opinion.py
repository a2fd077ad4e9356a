"""A program's response to a reflection when its writer asks: a few questions to choose from.

It is made on the learner's computer and not saved. It shows no level: a person gives the mark.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit.forms.form import FormContext
from kit.forms.messages import Handler, Reading, Reply
from kit.forms.session import FormSession
from kit.journal import read_workspace
from kit.model import Assignment, Interface, Item, Reader, Response, Rubric


@dataclass(frozen=True)
class SecondOpinion:
    """A reading of one graded item's text against its rubric."""

    rubric: Rubric
    assignment: Assignment
    dimension: str | None

    @property
    def kind(self) -> str:
        """Return ``read``, or ``by_person`` if no program reads this kind of text."""
        return "read" if self.assignment.rubric == "reflection" else "by_person"

    def handlers(self, session: FormSession, item: Item) -> dict[str, Handler]:
        """Return the handler for a form's request; empty if no program reads the text."""

        def asked(message: Reading) -> Reply:
            from kit.reading import reader

            return self.reply(session, item, reader(), message["text"], message.get("before"))

        return {"opinion": asked} if self.kind == "read" else {}

    def reply(
        self, session: FormSession, item: Item, reader: Reader, text: str, before: str | None = None
    ) -> Reply:
        """Return the response to a text, and what changed since ``before`` (default: the last saved text)."""
        from kit.reading.coach import LEAST_WORDS, coach, moved

        words = session.context.words
        criteria = self.rubric.criteria_of("reflection")
        if not text.strip():
            return {"first": words["opinion.event_first"], "moved": []}
        found = self._read(reader, text, item)
        said = coach(text, found, words, self.dimension)
        earlier = before if before is not None else _saved_before(session, item, text)
        more, less = moved(found, self._read(reader, earlier, item)) if earlier else ([], [])
        # A text that is too short was only told what to write first, so it is not comparable.
        asked_before = before is not None and before != text and len(before.split()) >= LEAST_WORDS
        names = {c.id: c.name for c in criteria}
        return said._asdict() | {
            "strength": said.strength and said.strength._asdict(),
            "about": said.about and said.about._asdict(),
            "questions": [one._asdict() for one in said.questions],
            "moved": _moved(more, less, names, words)
            or ([words["opinion.same"]] if asked_before and (said.about or said.questions) else []),
        }

    def _read(self, reader: Reader, text: str, item: Item) -> Mapping[str, Any]:
        return reader.read(text, id=item.id, dimension=self.dimension, prompt=item.prompt)


def _moved(more: list[str], less: list[str], names: Mapping[str, str], words: Interface) -> list[str]:
    said = []
    if more:
        said.append(words.fill("opinion.more", criteria=", ".join(names[c] for c in more if c in names)))
    if less:
        said.append(words.fill("opinion.less", criteria=", ".join(names[c] for c in less if c in names)))
    return said


def wanted(context: FormContext) -> bool:
    """Return whether second opinions are on; ``KIT_READING=off`` or the workspace can turn them off."""
    if os.environ.get("KIT_READING", "").lower() in ("off", "0", "no"):
        return False
    folder = context.workspace
    return folder is None or bool(read_workspace(folder).get("reading", True))


def _saved_before(session: FormSession, item: Item, text: str) -> str | None:
    """Return the last saved text that differs from this one, going back from the current answer."""
    journal = session.context.existing_journal()
    heads = session.context.heads(item.id, session.occasion)
    if journal is None or len(heads) != 1:
        return None
    by_id = {one.id: one for one in journal.responses()}
    one: Response | None = heads[0]
    while one is not None:
        if isinstance(one.value, str) and one.value != text:
            return one.value
        one = by_id.get(one.parent or "")
    return None
