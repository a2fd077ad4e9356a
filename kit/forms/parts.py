"""What a form is made of, and where it is shown: on the screen as a form, on paper as lines to write on.

A form's module makes `Parts`; `show` turns them into something a notebook displays.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.forms.paper import Paper

Message = Mapping[str, Any]
"""What a form sends: at least ``type``."""

Reply = dict[str, Any]
"""What Python sends back; a fault is ``{"ok": False, "sentence": …}``."""


@dataclass(frozen=True)
class Parts:
    """A form before it is shown.

    Attributes
    ----------
    spec
        The question, as data the form's JavaScript draws. It is a synced trait, so it holds no answer.
        Every text in it is an author's, already HTML (`kit.forms.markup`).
    paper
        The same question as HTML to print.
    answers
        What to do with each type of message the form sends.
    """

    spec: dict[str, Any]
    paper: str
    answers: Mapping[str, Callable[[Message], Reply]] = field(default_factory=dict)


def on_paper() -> bool:
    """Whether nobody is there to click: no Jupyter server, no Voilà, not in the browser.

    The environment variable ``KIT_FORMS`` (``screen`` or ``paper``) decides where it is set.
    """
    wanted = os.environ.get("KIT_FORMS", "")
    if wanted in ("screen", "paper"):
        return wanted == "paper"
    served = "JPY_SESSION_NAME" in os.environ or os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
    return not served and sys.platform != "emscripten"


def show(parts: Parts) -> Any:
    """The form, or its paper twin where nobody is there to click."""
    if on_paper():
        return Paper(parts.paper)
    from kit.forms.form import Form

    return Form(parts)
