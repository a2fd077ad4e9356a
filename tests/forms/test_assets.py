"""The joined JavaScript runs as one module, and has no way out to another host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kit
from kit.forms.assets import FORMS, STYLES, modules, script, style

STATIC = Path(kit.__file__).parent / "static"
PAGE = "shell/start.js"


def test_every_file_of_the_forms_is_joined():
    names = {
        str(path.relative_to(STATIC)) for room in ("forms", "scenes") for path in (STATIC / room).iterdir()
    }
    assert names == {one for one in (*modules(), *STYLES) if one.startswith(("forms/", "scenes/"))}


@pytest.mark.parametrize("name", [FORMS, PAGE])
def test_what_is_joined_is_one_module_without_imports(name):
    assert not re.search(r"^\s*import[ {]", script(name), re.M)
    assert script(name).count("export ") == script(name).count("export default ") == 1
    assert len(re.findall(r"^const module_\w+ = ", script(name), re.M)) == len(modules(name))


@pytest.mark.parametrize("name", [FORMS, PAGE])
def test_an_imported_module_comes_first(name):
    seen = set()
    for one in modules(name):
        text = (STATIC / one).read_text(encoding="utf-8")
        imported = re.findall(r'from ?"(\.[^"]+)"', text)
        assert {
            str((STATIC / one).parent.joinpath(path).resolve().relative_to(STATIC)) for path in imported
        } <= seen
        seen.add(one)


def test_nothing_asks_another_host_and_html_comes_from_authors_alone():
    ours = {one: (STATIC / one).read_text("utf-8") for one in modules(PAGE) if not one.startswith("vendor/")}
    takes_html = [one for one, text in ours.items() if re.search("innerHTML|unsafeHTML", text)]
    assert sorted(takes_html) == ["author_html.js", "dom.js"]
    assert set(re.findall(r"https?://[^\"'\s)]+", "".join(ours.values()) + style())) == {
        "http://www.w3.org/2000/svg"
    }
    assert "@import" not in style()
