"""A form on a page without Jupyter. The test answers in place of the kernel, and may stay silent."""

from __future__ import annotations

import json
from typing import Any

from kit.forms import Form
from kit.forms.assets import script, style
from kit.forms.messages import reply_to

_DRAW = """async ([script, style, spec]) => {
  document.head.appendChild(document.createElement("style")).textContent = style;
  const heard = new Set();
  window.hear = (reply, files) => heard.forEach(act => act(reply, files.map(one => new Uint8Array(one))));
  const model = {
    get: () => spec, on: (_, act) => heard.add(act), off: (_, act) => heard.delete(act),
    send: message => ask(message).then(said => said && window.hear(...said)),
  };
  const at = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const { default: form } = await import(at);
  window.end = form.render({ model, el: document.querySelector("main") });
}"""


class BareForm:
    """A form on the screen. Its messages are answered at once, unless `silent` is true."""

    def __init__(self, page: Any, form: Form, *, silent: bool = False) -> None:
        self._page = page
        self._unanswered: list[dict[str, Any]] = []
        self.silent = silent
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        # The page needs an address, since a browser stores data by address.
        page.route("http://forms.invalid/", lambda route: route.fulfill(body=_PAGE, content_type="text/html"))
        page.expose_function("ask", self._asked)
        self.load(form)

    def load(self, form: Form) -> None:
        """Load the page with a new form that knows nothing of the one before."""
        self._form = form
        self._page.goto("http://forms.invalid/")
        self._page.evaluate(_DRAW, [script(), style(), form.spec])

    def _asked(self, message: dict[str, Any]) -> Any:
        if self.silent:
            self._unanswered.append(message)
            return None
        reply = reply_to(self._form.handlers, message, self._form.context.words)
        files = [list(one) for one in reply.pop("buffers", ())]
        return json.loads(json.dumps([{**reply, "re": message["re"]}, files]))

    def end(self) -> None:
        """Take the form off the page, as Jupyter does with an output."""
        self._page.evaluate("() => { end(); document.querySelector('.kit-form').remove(); }")

    def speak(self) -> None:
        """Answer the messages that came meanwhile, and answer at once from now on."""
        self.silent = False
        for message in self._unanswered:
            self._page.evaluate("said => window.hear(...said)", self._asked(message))


_PAGE = """<!doctype html><html lang="en"><title>A form</title>
<body data-jp-theme-light="true"><main class="kit-course"></main></body></html>"""
