"""A form before it is shown, and where it is: on the screen to write in, on paper as lines to write on."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit.forms.assets import words_shown
from kit.forms.context import FormContext
from kit.forms.markup import blocks, inline
from kit.forms.messages import Handler
from kit.forms.paper import Paper
from kit.model import Interface, Item, Occasion


@dataclass(frozen=True)
class Form:
    """A question as data and on paper."""

    context: FormContext
    spec: dict[str, Any]
    """What the form's JavaScript draws. It is a synced trait, so it holds no answer; an author's text in it
    is already HTML (`kit.forms.markup`)."""
    paper: str
    """The same question as HTML to print."""
    handlers: Mapping[str, Handler]
    """What to do with each type of message the form sends."""


def form_spec(kind: str, context: FormContext, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """What every form needs to know of where it stands."""
    journal = context.existing_journal()
    place = context.place
    kind_of_place = place.kind
    return {
        "kind": kind,
        "workspace": journal.workspace if journal else None,
        "place": context.words.fill(f"place.{kind_of_place}", service=place.service or ""),
        "items": items,
        "words": words_shown(context.words),
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
    wanted = os.environ.get("KIT_FORMS", "")
    if wanted in ("screen", "paper"):
        return wanted == "paper"
    served = "JPY_SESSION_NAME" in os.environ or os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
    return not served and sys.platform != "emscripten"


def show(form: Form) -> Any:
    """What a notebook displays: the form, or its paper twin where nobody is there to click."""
    if on_paper():
        return Paper(form.paper)
    from kit.forms.widget import FormWidget

    return FormWidget(form.spec, form.handlers, form.context.words)
