"""The law on a page of its own: the way to a first IEP, then every row with its copies."""

from __future__ import annotations

import re

from kit.build.printed import law_page
from kit.content import compiled
from kit.model import Compared, Law


def page(**changes) -> str:
    return law_page(compiled().model_copy(update=changes)).decode()


def test_every_row_stands_there_once_and_every_step_leads_to_its_rows():
    content, html = compiled(), page()
    ids = re.findall(r'<section id="(\w+)">', html)
    assert ids == [row.id for row in content.law.rows]
    linked = re.findall(r'href="#(\w+)"', html)
    assert linked == [id for step in content.process.steps for id in step.law]
    assert set(linked) <= set(ids)
    steps = re.findall(r"<li><h3>(.*?)</h3>", html)
    assert steps == [step.title for step in content.process.steps]
    assert html.count("<dt>Begins with</dt>") == len(steps) == 11


def test_a_row_says_which_copies_it_was_compared_with():
    content, html = compiled(), page()
    assert html.count("Not the live text.") == len(content.law.rows)
    row = content.law.rows[0].model_copy(
        update={"compared": Compared(day="2026-11-26", copies="<b>a page</b>"), "says": "A & *B*"}
    )
    html = page(law=Law(schema_version=1, notice="Not legal advice.", rows=(row,)), process=None)
    assert "Compared on 2026-11-26 with &lt;b&gt;a page&lt;/b&gt;. Not the live text." in html
    assert "<p>A &amp; B</p>" in html
    html = page(
        law=Law(schema_version=1, notice="n", rows=(row.model_copy(update={"compared": None}),)), process=None
    )
    assert "Not yet checked against the current text." in html


def test_a_course_without_steps_has_its_law():
    html = page(process=None)
    assert "<h1>The law</h1>" in html
    assert "<ol" not in html
