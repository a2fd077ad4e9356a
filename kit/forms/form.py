"""The form on the screen: an anywidget that draws its question and passes messages. No answer is a trait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import anywidget
import traitlets

from kit.forms.assets import script, style
from kit.forms.desk import whole
from kit.forms.parts import Parts, Reply
from kit.model import KitError


class Form(anywidget.AnyWidget):
    """One form; ``spec.kind`` tells its JavaScript which."""

    _esm = script()
    _css = style()
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, parts: Parts) -> None:
        super().__init__(spec=parts.spec)
        self._answers = parts.answers
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        # Sent, never returned through a trait: what is in a trait can end up in the notebook's file.
        if isinstance(message, Mapping) and "re" in message:
            self.send(whole({**reply_to(self._answers, message), "re": message["re"]}))


def reply_to(answers: Mapping[str, Any], message: Mapping[str, Any]) -> Reply:
    """The reply to one message; whatever goes wrong, there is one."""
    act = answers.get(str(message.get("type")))
    if act is None:
        return {"ok": False, "sentence": "This form is older than the course; run its cell again."}
    try:
        return {"ok": True, **act(message)}
    except (KitError, OSError) as error:
        return {"ok": False, "sentence": str(error)}
    except Exception as bug:  # the learner must hear that nothing was saved, whatever the bug is
        return {"ok": False, "sentence": f"the course has a fault ({type(bug).__name__}: {bug})."}
