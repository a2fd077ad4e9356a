"""JupyterLab's page with the course's name, icon and style, in place before Lab paints anything.

The page is made at each start from the template of the installed JupyterLab, so that it fits that version.
While the course opens, a cover with our own message hides everything; the page's script removes it.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kit.content import compiled
from kit.journal import read_workspace
from kit.model import Interface

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

_STATIC = "{{ page_config.fullLabextensionsUrl | escape }}/partnership-kit/static"

_HEAD = f"""\
<link rel="icon" type="image/svg+xml" href="{_STATIC}/icon.svg">
<script src="{_STATIC}/first.js"></script>
<link rel="stylesheet" href="{_STATIC}/first.css">
"""
"""The script comes first and neither is deferred, so a browser never paints the page without them."""

_COVER = """\
<div id="kit-opening" role="status" lang="{language}"><p>{opening}</p><p class="kit-late">{late}</p></div>
"""


def first_page(lab: str, words: Interface) -> str:
    """Return JupyterLab's template with our parts added. Raises `LookupError` if one has no place in it."""
    cover = _COVER.format(
        language=words.language, opening=escape(words["shell.opening"]), late=escape(words["shell.late"])
    )
    for place, pattern, put in (
        ("<title>", r"(<title>)[^<]*", escape(words["shell.title"])),
        ("icon", r"(){% block favicon %}.*?{% endblock %}", ""),
        ("<head>", r"(<head>)", _HEAD),
        ("<body>", r"(<body\b[^>]*>)", cover),
    ):
        found = re.search(pattern, lab, re.DOTALL)
        if not found:
            raise LookupError(place)
        lab = lab[: found.end(1)] + put + lab[found.end() :]
    return lab


def put_first(server: ServerApp, workspace: Path) -> None:
    """Make a server that is about to start serve our page, or Lab's own if ours doesn't fit its template."""
    from jinja2 import ChoiceLoader, DictLoader

    try:
        environment = server.web_app.settings["lab_jinja2_env"]
        lab, _, _ = environment.loader.get_source(environment, "index.html")
        language = read_workspace(workspace).get("language")
        ours = first_page(lab, compiled().speaking(language).words)
    except LookupError as place:
        server.log.warning("JupyterLab's page has no place for %s; its bars may show while it opens", place)
        return
    environment.loader = ChoiceLoader([DictLoader({"index.html": ours}), environment.loader])
