"""A form before it is shown, and its context: the case, its text, and the journal around the notebook.

If there is no workspace, the first save makes one. Reading writes no answers.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.forms.assets import words_shown
from kit.forms.markup import blocks, inline
from kit.forms.messages import Handler
from kit.forms.paper import Paper
from kit.journal import answer_of, find_workspace, first_of, make_workspace, open_journal, read_workspace
from kit.journal.places import place_of, private_folder, user_data
from kit.model import CaseContent, Draft, Interface, Item, Journal, Occasion, Place, Response, taken_alone

_opened: dict[tuple[Path, Path], Journal] = {}


def _remembering(workspace: Path) -> Journal:
    """Return the journal that this kernel opened first; it knows the answers that its files have lost since.

    Reloading a page runs its cells again, and must not forget those answers.
    """
    journal = open_journal(workspace)
    return _opened.setdefault((workspace, private_folder(journal.workspace)), journal)


@dataclass(eq=False)
class FormContext:
    """The context of a notebook's forms: a folder that is the workspace or is inside it."""

    folder: Path
    case: str
    words: Interface
    told: CaseContent | None = None
    """The case itself; a learner may name its people."""
    _journal: Journal | None = field(default=None, init=False)

    @property
    def workspace(self) -> Path | None:
        """Return the workspace folder, or ``None`` before the first save if there is none yet."""
        return find_workspace(self.folder)

    @property
    def alone(self) -> bool:
        """Return whether the learner takes the course without a class."""
        return self.workspace is not None and taken_alone(read_workspace(self.workspace))

    @property
    def place(self) -> Place:
        """Return what kind of place private answers are kept in."""
        return place_of(user_data())

    def existing_journal(self) -> Journal | None:
        """Return the journal if there is one; never make a workspace."""
        if self._journal is None and (workspace := self.workspace) is not None:
            self._journal = _remembering(workspace)
        return self._journal

    def journal(self) -> Journal:
        """Return the journal; make a workspace first if there is none."""
        journal = self.existing_journal()
        if journal is None:
            journal = self._journal = _remembering(make_workspace(self.folder))
        return journal

    def heads(self, item: str, occasion: Occasion = "during") -> Sequence[Response]:
        """Return the latest revisions of an answer; empty if there is no journal."""
        journal = self.existing_journal()
        return journal.heads(item, occasion, case=self.case) if journal else ()

    def first(self, item: str) -> Response | None:
        """Return the first revision of an answer, in whichever lane it is."""
        journal = self.existing_journal()
        answer = (self.case, item, "during")
        return first_of(one for one in journal.responses() if answer_of(one) == answer) if journal else None

    def handed_in(self) -> frozenset[str]:
        """Return the ids of the answers in a hand-in that was made here."""
        from kit.handin.handing import handed_in

        return handed_in(self.workspace) if self.workspace else frozenset()

    def sent(self) -> frozenset[str]:
        """Return the ids of the answers in a hand-in that was sent and is unchanged."""
        from kit.handin.sending import sent_answers

        return sent_answers(self.workspace) if self.workspace else frozenset()

    def draft(self, item: str, occasion: Occasion = "during") -> Draft | None:
        """Return the draft of an answer, or ``None``."""
        journal = self.existing_journal()
        return journal.draft(item, occasion, case=self.case) if journal else None


@dataclass(frozen=True)
class Form:
    """A question as data for its JavaScript, and as HTML to print.

    ``spec`` is a synced trait, so it holds no answer; authors' text in it is already HTML.
    """

    context: FormContext
    spec: dict[str, Any]
    paper: str
    handlers: Mapping[str, Handler]


def form_spec(kind: str, context: FormContext, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return what every form needs to know about its context."""
    journal = context.existing_journal()
    place = context.place
    return {
        "kind": kind,
        "workspace": journal.workspace if journal else None,
        "alone": context.alone,
        "place": context.words.fill(f"place.{place.kind}", service=place.service or ""),
        "items": items,
        "words": words_shown(context.words),
        "language": context.words.language,
        **more,
    }


def item_spec(item: Item, occasion: Occasion = "during") -> dict[str, Any]:
    """Return what every form needs to know about an item."""
    return {
        "id": item.id,
        "occasion": occasion,
        "title": inline(item.title),
        "prompt": blocks(item.prompt),
        "lane": item.lane,
        "laneOpen": item.lane_open,
        "travels": item.assignment is not None,
        "firstGoes": item.looked_back and item.assignment is not None,
        "words": item.words.model_dump() if item.words else None,
        "checklist": [inline(entry) for entry in item.checklist],
    }


def who_sees(item: Item, words: Interface) -> str:
    """Return who sees the answer, in words for paper."""
    if item.lane == "private":
        return words["paper.private"]
    return words["paper.shared"] if item.assignment else words["paper.not_handed_in"]


def on_paper() -> bool:
    """Return whether nobody can click: no Jupyter server, no Voilà, not in the browser.

    The environment variable ``KIT_FORMS`` (``screen`` or ``paper``) overrides this.
    """
    if (wanted := os.environ.get("KIT_FORMS", "")) in ("screen", "paper"):
        return wanted == "paper"
    served = "JPY_SESSION_NAME" in os.environ or os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
    return not served and sys.platform != "emscripten"


def show(form: Form) -> Any:
    """Return what a notebook displays: the form, or its paper version if nobody can click."""
    if on_paper():
        return Paper(form.paper)
    from kit.forms.widget import FormWidget

    return FormWidget(form.spec, form.handlers, form.context.words)
