"""Directives become static Markdown that shows what stands in the content, and nothing that runs."""

from __future__ import annotations

import re
from datetime import date

import pytest
from refused import refused, refused_at
from second_language import english, marked, written_in

from kit.build.assignments import source_notebook
from kit.build.notebook import expanded
from kit.content.checking import load
from kit.content.directives import Source, expand
from kit.content.notebook_text import taken_apart
from kit.model import Compared


@pytest.fixture(scope="module")
def content(small):
    return load(small)


@pytest.fixture
def source(content):
    return Source(content, "ms_novak")


def test_text_without_a_directive_is_left_alone(source):
    assert expand("Ask {{ her }} today", source) is None
    text = taken_apart("one", "one.md", "one\n{{ callout Ask | two }}")
    assert expanded(text, source).startswith("one\n<div")


def test_what_waits_for_an_answer_is_one_piece(source):
    def built(*lines):
        return expanded(taken_apart("one", "one.md", "\n".join(lines)), source)

    after = "{{ after respect.reflection }}"
    assert built(after, "", "A list.", "", "{{ end }}") == (
        '<div class="kit-after kit-after-respect-reflection">\n\n\nA list.\n\n\n</div>'
    )
    for number, code, lines in (
        (1, "content.passage_end", [after, "A list."]),
        (1, "content.after_missing", ["{{ end }}"]),
        (2, "content.after_holds", [after, "## Next", "{{ end }}"]),
    ):
        with refused_at("one.md", number, code):
            built(*lines)
    with refused_at("one.md", 1, "content.directive_name", kind="item", name="respect.nothing"):
        built("{{ after respect.nothing }}", "{{ end }}")


def test_strategy_shows_both_halves(source, content):
    text = expand("{{ strategy respect.strengths }}", source)
    one = next(a for a in content.cases["ms_novak"].case.applications if a.strategy == "respect.strengths")
    assert all(half.strip() in text for half in one.halves.values())
    assert all(question in text for question in one.ask)
    assert "### Name strengths first" in text
    assert "**With Ms. Novak**" in text


def test_every_strategy_expands(source, content):
    for strategy in content.framework.strategies:
        assert "kit-callout-ask" in expand(f"{{{{ strategy {strategy.id} }}}}", source)


def test_law_says_when_it_was_checked(source, content):
    mark = "{{ law interpreter }}"
    assert "*Not yet checked against the current text.*" in expand(mark, source)
    rows = [row.model_copy(update={"checked_on": date(2026, 11, 25)}) for row in content.law.rows]
    checked = content.model_copy(update={"law": content.law.model_copy(update={"rows": tuple(rows)})})
    assert "*Checked against the official text on 2026-11-25.*" in expand(mark, Source(checked, "ms_novak"))


def test_law_says_which_copies_it_was_compared_with(source, content):
    compared = Compared(day=date(2026, 11, 26), copies="a page_of_ours (2017)")
    rows = [row.model_copy(update={"compared": compared}) for row in content.law.rows]
    held = content.model_copy(update={"law": content.law.model_copy(update={"rows": tuple(rows)})})
    text = expand("{{ law interpreter }}", Source(held, "ms_novak"))
    assert r"*Compared on 2026-11-26 with a page\_of\_ours (2017). Not the live text.*" in text
    assert "Not yet checked" not in text
    rows = [row.model_copy(update={"checked_on": date(2027, 1, 5)}) for row in rows]
    checked = held.model_copy(update={"law": held.law.model_copy(update={"rows": tuple(rows)})})
    text = expand("{{ law interpreter }}", Source(checked, "ms_novak"))
    assert "*Checked against the official text on 2027-01-05.*" in text
    assert "Compared" not in text


def test_known_tells_source_from_illustration(source, content):
    facts = content.cases["ms_novak"].case.facts
    texts = [expand(one, source) for one in ("{{ known }}", "{{ unknown }}")]
    assert [one.count("- ") for one in texts] == [
        sum(f.known is told for f in facts) for told in (True, False)
    ]
    invented = facts[0].model_copy(update={"provenance": "illustration", "known": True})
    case = content.cases["ms_novak"]
    changed = case.model_copy(update={"case": case.case.model_copy(update={"facts": (invented,)})})
    other = Source(content.model_copy(update={"cases": {"ms_novak": changed}}), "ms_novak")
    assert "*(made up for this course)*" in expand("{{ known }}", other)


def test_rubric_speaks_to_the_learner(source, content):
    text = expand("{{ rubric }}", source)
    for criterion in content.rubric.criteria:
        for level in criterion.levels:
            assert level.learner.strip() in text
            assert level.anchor.strip() not in text


def test_the_plan_has_a_rubric_of_its_own(source, content):
    text = expand("{{ rubric plan }}", source)
    assert [c.name in text for c in content.rubric.plan.criteria] == [True] * 2
    assert content.rubric.criteria[0].levels[3].learner.strip() not in text
    with refused("content.rubric_kind", name="essay", directive="rubric"):
        expand("{{ rubric essay }}", source)


def test_a_line_of_hers_stands_beside_its_english(source):
    text = expand("{{ said Ms. Perez | ¿Quién <b>? | Who? }}", source)
    assert '<span lang="es">¿Quién &lt;b>?</span>\n\nWho?\n\n</div>' in text
    assert "lang" not in expand("{{ said Ms. Perez | Who? }}", source)
    for wrong in ("{{ said Ms. Perez }}", "{{ said Ms. Perez | | Who? }}"):
        with refused("content.said_words"):
            expand(wrong, source)


def test_a_sheet_of_paper_has_a_kind_and_a_title(source):
    assert expand("{{ sheet agenda | The *day* }}", source) == (
        '<div class="kit-sheet kit-sheet-agenda">\n\n**The \\*day\\***\n\n</div>'
    )
    for wrong in ("{{ sheet agenda }}", "{{ sheet napkin | x }}"):
        with refused("content.sheet_title", known=("letter", "slip", "log", "agenda")):
            expand(wrong, source)


def test_diagram_says_where_we_are(source):
    assert expand("{{ diagram }}", source).endswith("(pictures/five_dimensions.svg)")
    assert "Respect (you are here)" in expand("{{ diagram respect }}", source)


def test_the_year_is_told_station_by_station(source, content):
    calendar = content.cases["ms_novak"].case.calendar
    long, short = expand("{{ calendar }}", source), expand("{{ calendar short }}", source)
    assert long.endswith("(pictures/calendar_ms_novak.svg)")
    assert short.endswith("(pictures/calendar_ms_novak_short.svg)")
    starts = ("the school starts", "the family starts", "family and school")
    for number, (station, who) in enumerate(zip(calendar.stations, starts, strict=True), 1):
        assert f"{number}. {station.month}, {who}. {station.title}: {station.text}" in long
        assert f"{number}. {station.month}, {who}. {station.title}." in short
    assert "(Respect and Talk)" in long
    assert "Test Code 12(a)." in long
    without = content.cases["ms_novak"].case.model_copy(update={"calendar": None})
    case = content.cases["ms_novak"].model_copy(update={"case": without})
    with refused("content.calendar_missing", case="ms_novak"):
        expand("{{ calendar }}", Source(content.model_copy(update={"cases": {"ms_novak": case}}), "ms_novak"))


def test_html_and_maths_are_disarmed(source):
    text = expand("{{ callout Ask | <script>alert(1)</script> costs $5 or $6 &lt; }}", source)
    assert "<script>" not in text
    assert "\\$5 or \\$6 &amp;lt;" in text


@pytest.mark.parametrize(
    ("mark", "code", "facts"),
    [
        ("{{ law nothing }}", "law_row", {"name": "nothing", "example": "notice"}),
        ("{{ dimension x }}", "directive_name", {"kind": "dimension", "name": "x"}),
        ("{{ diagram x }}", "directive_name", {"kind": "dimension", "name": "x"}),
        ("{{ calendar x }}", "calendar_kind", {"name": "x"}),
        ("{{ callout Ask }}", "callout_text", {}),
        ("{{ known } }", "directive_open", {}),
    ],
)
def test_what_names_nothing_is_told(source, mark, code, facts):
    with refused(f"content.{code}", **facts):
        expand(mark, source)


@pytest.mark.parametrize(
    "mark",
    [
        *("strategy respect.strengths", "known", "law interpreter", "anchors event", "anchor_key event"),
        *("diagram respect", "calendar"),
    ],
)
def test_no_english_but_the_authors(content, mark):
    foreign = content.model_copy(update={"words": marked(content.words)})
    shown = expand(f"{{{{ {mark} }}}}", Source(foreign, "ms_novak"))
    assert english(_pieces(shown), written_in(content)) == []


@pytest.mark.parametrize("id", ["respect", "start"])
def test_an_assignment_has_no_english_but_the_authors(content, id):
    foreign = content.model_copy(update={"words": marked(content.words)})
    case = content.cases["ms_novak"]
    (assignment,) = (one for one in case.items.assignments if one.id == id)
    cells = source_notebook(assignment, "ms_novak", foreign)["cells"]
    shown = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")
    assert english(_pieces(shown), written_in(content)) == []


def _pieces(markdown):
    """Parts of a page that come from one place each; nbgrader's own marks and addresses are not shown."""
    return re.split(r"\n+|[*·>()]|\d+\. ", re.sub(r"=== .* ===|<[^>]+>|\(pictures/[^)]*\)", "", markdown))
