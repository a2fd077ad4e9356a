"""JupyterLab's own page with the course's name, icon and style in it, before anything of Lab is painted.

The page is made from the installed JupyterLab's own whenever it is asked for, so that it stays what that
version needs. While the course opens, a cover with our words lies over everything; the page takes it away.
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
"""The script stands first and both wait for nothing, so a browser paints neither without them."""

_COVER = """\
<div id="kit-opening" role="status" lang="{language}"><p>{opening}</p><p class="kit-late">{late}</p></div>
"""


def first_page(lab: str, words: Interface) -> str:
    """JupyterLab's template with ours in it; raises `LookupError` where it has no place for a part."""
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
    """Let a server that is about to start give out our page; Lab's own where it has no place for ours."""
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
