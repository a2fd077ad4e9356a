"""A form before it is shown, and where it stands: the case, its words, and the journal around the notebook.

The workspace is made at the first save if there is none. Looking never writes.
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
from kit.journal import find_workspace, make_workspace, open_journal, read_workspace
from kit.journal.places import place_of, private_folder, user_data
from kit.model import CaseContent, Draft, Interface, Item, Journal, Occasion, Place, Response

_opened: dict[tuple[Path, Path], Journal] = {}


def _remembering(workspace: Path, words: Interface) -> Journal:
    """The journal that this kernel opened first: it knows of answers that its files have lost since.

    A page that is reloaded runs its cells again, and must not forget them.
    """
    journal = open_journal(workspace, words)
    return _opened.setdefault((workspace, private_folder(journal.workspace)), journal)


@dataclass(eq=False)
class FormContext:
    """Where the forms of a notebook stand: in a folder that is, or lies in, the workspace."""

    folder: Path
    case: str
    words: Interface
    told: CaseContent | None = None
    """The case itself, whose people a learner may name."""
    _journal: Journal | None = field(default=None, init=False)

    @property
    def workspace(self) -> Path | None:
        """The workspace folder, or ``None`` before the first save outside of one."""
        return find_workspace(self.folder)

    @property
    def alone(self) -> bool:
        """Whether the learner takes the course without a class."""
        return self.workspace is not None and read_workspace(self.workspace).get("alone") is True

    @property
    def place(self) -> Place:
        """What kind of place private answers lie in."""
        return place_of(user_data())

    def existing_journal(self) -> Journal | None:
        """The journal if there is one; writes nothing."""
        if self._journal is None and (workspace := self.workspace) is not None:
            self._journal = _remembering(workspace, self.words)
        return self._journal

    def journal(self) -> Journal:
        """The journal, in a workspace made here if there was none."""
        journal = self.existing_journal()
        if journal is None:
            journal = self._journal = _remembering(make_workspace(self.folder), self.words)
        return journal

    def heads(self, item: str, occasion: Occasion = "during") -> Sequence[Response]:
        """Latest revisions of an answer; none where there is no journal."""
        journal = self.existing_journal()
        return journal.heads(item, occasion, case=self.case) if journal else ()

    def handed_in(self) -> frozenset[str]:
        """Ids of the answers that lie in a hand-in made here."""
        from kit.handin import handed_in

        return handed_in(self.workspace) if self.workspace else frozenset()

    def sent(self) -> frozenset[str]:
        """Ids of the answers that lie in a hand-in which was sent as it is."""
        from kit.handin.sending import sent_answers

        return sent_answers(self.workspace) if self.workspace else frozenset()

    def draft(self, item: str, occasion: Occasion = "during") -> Draft | None:
        """The draft of an answer, or ``None``."""
        journal = self.existing_journal()
        return journal.draft(item, occasion, case=self.case) if journal else None


@dataclass(frozen=True)
class Form:
    """A question as data for its JavaScript, and as HTML to print.

    ``spec`` is a synced trait, so it holds no answer; an author's text in it is already HTML.
    """

    context: FormContext
    spec: dict[str, Any]
    paper: str
    handlers: Mapping[str, Handler]


def form_spec(kind: str, context: FormContext, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """What every form needs to know of where it stands."""
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
    """What every form needs to know of an item."""
    return {
        "id": item.id,
        "occasion": occasion,
        "title": inline(item.title),
        "prompt": blocks(item.prompt),
        "lane": item.lane,
        "laneOpen": item.lane_open,
        "travels": item.assignment is not None,
        "locked": item.locked,
        "words": item.words.model_dump() if item.words else None,
        "checklist": [inline(entry) for entry in item.checklist],
    }


def who_sees(item: Item, words: Interface) -> str:
    """The lane in words, for paper."""
    if item.lane == "private":
        return words["paper.private"]
    return words["paper.shared"] if item.assignment else words["paper.not_handed_in"]


def on_paper() -> bool:
    """Whether nobody is there to click: no Jupyter server, no Voilà, not in the browser.

    The environment variable ``KIT_FORMS`` (``screen`` or ``paper``) decides where it is set.
    """
    if (wanted := os.environ.get("KIT_FORMS", "")) in ("screen", "paper"):
        return wanted == "paper"
    served = "JPY_SESSION_NAME" in os.environ or os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
    return not served and sys.platform != "emscripten"


def show(form: Form) -> Any:
    """What a notebook displays: the form, or its paper twin where nobody is there to click."""
    if on_paper():
        return Paper(form.paper)
    from kit.forms.widget import FormWidget

    return FormWidget(form.spec, form.handlers, form.context.words)
