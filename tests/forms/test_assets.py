"""The joined JavaScript is one module with no name twice and no way out to another host."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

from kit.forms.assets import STYLES, modules, script, style


def test_every_static_file_is_joined():
    names = {path.name for path in (files("kit.forms") / "static").iterdir()}
    assert names == {f"{m}.js" for m in modules()} | {f"{s}.css" for s in STYLES}


def test_joined_once_without_imports():
    text = script()
    assert not re.search(r"^import ", text, re.M)
    assert text.count("export ") == text.count("export default ") == 1
    names = re.findall(r"^(?:class|function|const|let) (\w+)", text, re.M)
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_an_imported_name_is_defined_earlier():
    seen = set()
    for name in modules():
        text = (files("kit.forms") / "static" / f"{name}.js").read_text(encoding="utf-8")
        assert set(re.findall(r'from "\./(\w+)\.js"', text)) <= seen
        seen.add(name)


def test_nothing_asks_another_host_and_html_comes_from_authors_alone():
    text = script() + style()
    assert set(re.findall(r"https?://[^\"'\s)]+", text)) == {"http://www.w3.org/2000/svg"}
    assert text.count("innerHTML") == 1
    assert "@import" not in text
