"""The form on the screen: an anywidget that draws its question and passes messages. No answer is a trait."""

from collections.abc import Mapping
from typing import Any

import anywidget
import traitlets

from kit.forms.assets import script, style
from kit.forms.messages import Handler, reply_to, whole
from kit.model import Interface


class FormWidget(anywidget.AnyWidget):
    """One form; ``spec.kind`` tells the JavaScript which one."""

    _esm = script("hosts/in_notebook.js")
    _css = style()
    _script = traitlets.Unicode(script()).tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, spec: dict[str, Any], handlers: Mapping[str, Handler], words: Interface) -> None:
        super().__init__(spec=spec)
        self._handlers = handlers
        self._words = words
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        # Replies are sent, never set as a trait: a trait's value can end up in the notebook's file.
        if isinstance(message, Mapping) and "re" in message:
            reply = reply_to(self._handlers, message, self._words)
            files = reply.pop("buffers", ())
            self.send(whole({**reply, "re": message["re"]}), *([files] if files else ()))
