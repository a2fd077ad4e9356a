"""Every page that kit writes: nothing on it runs, and it asks no other place for anything."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kit.content import compiled
from kit.handin.feedback_record import Comment, Feedback
from kit.web_page import Fonts, policy, web_page

KIT = Path(__file__).parents[1] / "kit"
FRAMES = {
    "web_page.py": "every page but those below",
    "build/family_documents.py": "documents for families",
    "pages/redirect.py": "the file that opens the course",
    "report/templates/page/index.html.j2": "the class report",
}
"""Files that hold the frame of a page; where one is added, it is added to `PAGES` too."""
SERVED = {"desk/server.py", "pages/rendering.py"}
"""Pages that run scripts of their own, under a policy of their own; ``tests/desk`` asks for the desk's."""


def feedback() -> str:
    from kit.handin.feedback_page import feedback_page

    text = "**Good** <script>alert(1)</script> ![x](https://example.org/x.png)"
    return feedback_page(
        Feedback(
            learner="<script>",
            workspace=None,
            assignment="equity",
            revision=None,
            levels={"event": 2, "<b>": 1},
            comments=(
                Comment(text=text, criterion="event"),
                Comment(text="# x", quote="<img src=x onerror=y>"),
            ),
            closing='<a href="javascript:z">',
            one_thing="[go](javascript:alert(1)) <https://example.org>",
        )
    )


def score() -> str:
    from kit.cli.score_page import page
    from kit.reading import reader

    text = "<script>alert(1)</script> At the fall conference I asked Ms. Perez what she hopes for."
    return page([text], [reader("partnership").read(text, id="<b>a.txt", dimension="equity", prompt=None)])


def report(folder: Path) -> str:
    import nbformat

    from kit.report.running import page_of

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Report\n\nWords.")])
    nbformat.write(notebook, folder / "report.ipynb")
    return page_of(folder / "report.ipynb")


def growth(folder: Path) -> str:
    from typer.testing import CliRunner

    from kit.cli import app

    head, row = (
        "learner,case,occasion,item,value,missing,at",
        "rate.equity.preferences,2,,2026-01-01T00:00:00+00:00",
    )
    (folder / "a.csv").write_text(f"{head}\n<b>amy,ms_perez,pre,{row}\n", encoding="utf-8")
    done = CliRunner().invoke(app(), ["growth", str(folder / "a.csv"), "--out", str(folder / "out")])
    assert done.exit_code == 0, done.output
    return (folder / "out" / "growth.html").read_text("utf-8")


def redirect(folder: Path) -> str:
    from kit.pages import redirect

    return redirect.write(folder, 8888, "token").read_text("utf-8")


def family(_: Path) -> str:
    from kit.build.family_documents import pages

    return next(iter(pages(KIT.parent).values()))


def law(_: Path) -> str:
    from kit.build.printed import law_page

    return law_page(compiled()).decode()


PAGES = {
    "feedback": lambda _: feedback(),
    "score": lambda _: score(),
    "report": report,
    "growth": growth,
    "redirect": redirect,
    "family document": family,
    "law": law,
}


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.attack
@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=pytest.mark.slow if one == "whole gallery" else ()) for one in PAGES]
)
def test_nothing_on_a_page_runs_or_asks_another_place(name: str, tmp_path: Path):
    if name in ("family document", "law"):
        pytest.importorskip("ruamel.yaml")
    page = PAGES[name](tmp_path)
    elements = Elements()
    elements.feed(page)
    told = [about.get("content") for tag, about in elements.found[:4] if tag == "meta"]
    policies = [policy(), policy(beside=True), policy(fonts="inside"), policy(fonts="beside")]
    allowed = {re.findall('content="(.*)"', one)[0] for one in policies}
    assert allowed & set(told), "the browser is told so, and first of all"
    assert not {"script", "iframe", "object", "embed", "form", "link", "base"} & {
        tag for tag, _ in elements.found
    }
    assert [key for _, about in elements.found for key in about if key.startswith("on")] == []
    addresses = [v or "" for _, about in elements.found for k, v in about.items() if k in ("src", "href")]
    # Pictures of a chart lie beside the page, the law leads back to the course, and the redirect
    # has one link into this computer.
    inside = r"#\w+$|data:image/|\w+\.svg$|\.\./\.\./index\.html$|http://127\.0\.0\.1:"
    away = [one for one in addresses if not re.match(inside, one)]
    assert away == []
    assert "javascript:" not in "".join(addresses)
    print(f"1 page without script or request: {name}")


def test_these_are_all_the_pages():
    frame = re.compile(r"(?<!P)<html[ >]|http-equiv=", re.IGNORECASE)
    files = [p for kind in ("*.py", "*.j2", "*.js", "*.tpl") for p in KIT.rglob(kind)]
    found = {p.relative_to(KIT).as_posix() for p in files if frame.search(p.read_text("utf-8"))}
    assert found <= {*FRAMES, *SERVED}, "a page of its own needs the policy, and a place in PAGES"


def test_a_page_that_one_keeps_carries_the_faces_that_it_has_letters_of():
    def faces(text: str, fonts: Fonts = "inside") -> list[str]:
        page = web_page("A page", text, "", fonts=fonts)
        assert re.findall("font-src ([^;]+);", page) == [{"inside": "data:", "beside": "'self'"}[fonts]]
        sources = re.findall(r"url\((?:data:font/woff2;base64,|fonts/)([^)]+)\)", page)
        assert len(sources) == page.count("@font-face")
        return sources

    assert len(faces("<p>Ana</p>")) == 2
    assert len(faces("<p>Ana <em>says</em> no.</p>")) == 3
    assert len(faces("<p>Łucja <em>says</em> no.</p>")) == 5
    assert faces("<p>Ana</p>", "beside") == ["serif-latin-normal.woff2", "sans-latin-normal.woff2"]
    assert base64.b64decode(faces("<p>Ana</p>")[0]).startswith(b"wOF2")
    assert len(feedback()) < 250_000
    assert "font" not in policy()


def test_a_rebuilt_page_says_what_the_record_says():
    page = feedback()
    assert re.findall(r"<h3>Event</h3>\n.*2 of 3</p>", page)
    assert "<strong>Good</strong> &lt;script&gt;" in page
    assert "[go](javascript:alert(1))" in page, "an address is shown as it was typed"
