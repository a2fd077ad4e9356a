"""Forms on paper: the question, its choices and lines, escaped; nothing is written to disk."""

from __future__ import annotations

from memory_journal import MemoryContext

from kit.forms.form import on_paper
from kit.forms.markup import blocks, inline
from kit.forms.paper import Paper
from kit.forms.questions import prose
from kit.forms.session import FormSession


def test_markup_escapes_before_it_marks():
    assert inline("<img src=x onerror=1> **b** [go](javascript:alert(1))") == (
        "&lt;img src=x onerror=1&gt; <strong>b</strong> [go](javascript:alert(1))"
    )
    assert inline("[go](https://example.org/a_b_c)").startswith('<a href="https://example.org/a_b_c"')
    assert blocks("a\n\n1. one\n2. two\n   more") == "<p>a</p><ol><li>one</li><li>two more</li></ol>"


def test_a_prose_sheet_reads_well_in_html_and_in_text(context, items):
    item = items["equity.reflection"].model_copy(update={"title": "A <b>title</b>"})
    sheet = Paper(prose(FormSession(context, [item]), item).paper)
    html = sheet._repr_html_()
    assert "&lt;b&gt;title" in html
    assert "80–150 words" in html
    assert html.count("border-bottom") == 15
    assert "A <b>title</b>" in repr(sheet)
    assert "☐ what you assumed" in repr(sheet)


def test_words_of_the_interface_are_escaped_on_paper(content, items):
    texts = {
        **content.words.texts,
        "paper": dict.fromkeys(content.words.texts["paper"], "<script>1</script>"),
    }
    words = content.words.model_copy(update={"texts": texts})
    html = prose(FormSession(MemoryContext(words), []), items["equity.reflection"]).paper
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_what_the_text_folds_away_prints_open():
    shown = Paper("<p>Ask her.</p>")._repr_html_()
    assert shown.startswith("<p>Ask her.</p>")
    assert "@media print{details::details-content{content-visibility:visible" in shown
    assert repr(Paper("<p>Ask her.</p>")) == "Ask her."


def test_the_screen_is_where_a_jupyter_session_is(monkeypatch):
    for name in ("KIT_FORMS", "JPY_SESSION_NAME", "SERVER_SOFTWARE"):
        monkeypatch.delenv(name, raising=False)
    assert on_paper()
    monkeypatch.setenv("JPY_SESSION_NAME", "/x/y.ipynb")
    assert not on_paper()
    monkeypatch.setenv("KIT_FORMS", "paper")
    assert on_paper()
