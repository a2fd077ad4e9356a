"""JupyterLab's own page has a place for everything that must be there before the first paint."""

from __future__ import annotations

from pathlib import Path

import pytest
from jupyterlab.commands import get_app_dir

from kit.content import compiled
from kit.launch.first_page import first_page

WORDS = compiled().words


def test_the_installed_jupyterlab_has_a_place_for_each_part():
    lab = (Path(get_app_dir()) / "static" / "index.html").read_text("utf-8")
    page = first_page(lab, WORDS)
    assert f"<title>{WORDS['shell.title']}</title>" in page
    assert page.count('rel="icon"') == 1
    head, _, body = page.partition("<body")
    script, style = head.index("/static/first.js"), head.index("/static/first.css")
    assert script < style < head.index("page_config.fullStaticUrl"), "before JupyterLab's own script"
    assert "defer" not in head[: head.index("first.css")]
    assert body.partition(">")[2].startswith('<div id="kit-opening"')
    assert WORDS["shell.opening"] in body
    for name in ("first.js", "first.css", "icon.svg"):
        assert (Path(__file__).parents[2] / "kit" / "labextension" / "static" / name).is_file()


@pytest.mark.parametrize("gone", ["<title>", "{% block favicon %}", "<head>", "<body"])
def test_a_page_without_a_place_is_said_rather_than_half_changed(gone):
    lab = "<html><head><title>x</title>{% block favicon %}{% endblock %}</head><body></body></html>"
    first_page(lab, WORDS)
    with pytest.raises(LookupError):
        first_page(lab.replace(gone, "<gone"), WORDS)
