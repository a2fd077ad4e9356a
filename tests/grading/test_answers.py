from __future__ import annotations

import json
import time
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.content import compiled
from kit.grading.pages import cleaned
from kit.grading.texts import answer_markdown, graded_item, literally, whose_year

ITEM = "equity.reflection"


def text_of(html: str) -> str:
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "html.parser").get_text()


def test_the_graded_item_comes_from_the_content() -> None:
    assert graded_item("equity") == ITEM
    assert graded_item("start") is None
    assert graded_item("nothing") is None


@pytest.mark.parametrize(
    "text",
    [
        "# no heading", "- no list", "1. no list", "    no code", "> no quote", "a\n---\nb", "a\n===",
        "*a* _b_ `c`", "$5 and $10", "| a | b |\n|---|---|", "[a](b)", "![a](b)", "<b>&amp;</b>",
        "http://x.example/a_b_c", "~~~\na", "\\begin{x}", "a & b &copy;", "&#60;script&#62;",
        "Ünïcode 😀 متن", ": a", "+ a",
    ],
)  # fmt: skip
def test_an_answer_reads_as_it_was_typed(text: str) -> None:
    html = cleaned(literally(text))
    assert text_of(html).replace("\xa0", " ").strip() == text.strip("\n").strip()
    for tag in ("<h1", "<li", "<hr", "<em", "<code", "<pre", "<table", "<blockquote", "<img", "<strong"):
        assert tag not in html


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab \n<>&\"'*_`[]()#~|\\$!-+=.:1;/{}^@"), max_size=60))
def test_whatever_was_typed_neither_vanishes_nor_becomes_markup(text: str) -> None:
    shown = text_of(cleaned(literally(text)))
    assert "".join(shown.replace("\xa0", " ").split()) == "".join(text.split())


@pytest.mark.attack
@pytest.mark.parametrize(
    "opening", [r"\begin{a}", r"\\(", "[[", "![", "<a ", "`", "*a ", "$a", "- ", ">", "|a"]
)
def test_openings_that_nothing_closes_keep_no_page_waiting(opening: str) -> None:
    began = time.process_time()
    shown = text_of(cleaned(opening * (200_000 // len(opening))))
    assert time.process_time() - began < 20
    assert len(shown) > 0 or opening in ("<a ", ">", "- ")


def test_a_long_answer_reads_as_it_was_typed() -> None:
    text = "\n\n".join(f"{n}. I asked *her* what she [would] like, and <waited>. " * 20 for n in range(60))
    assert len(text) > 50_000
    assert "".join(text_of(cleaned(literally(text))).split()) == "".join(text.split())


def test_half_an_emoji_and_control_characters_can_be_written() -> None:
    literally("a\ud83d b\x00\x1b[0m").encode("utf-8")


def test_two_heads_are_both_shown(tmp_path: Path, make: ModuleType) -> None:
    (tmp_path / "responses.jsonl").write_text(make.line("At home.", 1) + make.line("At school.", 2))
    shown = answer_markdown(tmp_path, ITEM)
    assert "answered on two computers" in shown
    assert "At home." in shown
    assert "At school." in shown


def test_a_private_line_is_not_an_answer(tmp_path: Path, make: ModuleType) -> None:
    (tmp_path / "responses.jsonl").write_text(make.line(make.PRIVATE, lane="private"))
    assert answer_markdown(tmp_path, ITEM) == "*No shared answer to this prompt was handed in.*"


def test_a_journal_that_is_a_link_is_not_read(tmp_path: Path, make: ModuleType) -> None:
    real = tmp_path / "real"
    real.write_text(make.line("secret"))
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "responses.jsonl").symlink_to(real)
    assert "secret" not in answer_markdown(folder, ITEM)


@pytest.mark.parametrize("voice", ["a", "b", "c"])
def test_a_marker_is_told_whose_year_the_learner_lives(tmp_path: Path, voice: str) -> None:
    (tmp_path / "handin.json").write_text(json.dumps({"schema": 1, "learner": "ana", "voice": voice}))
    told = text_of(cleaned(whose_year(tmp_path, "equity")))
    manner = compiled().cases["ms_perez"].voice(voice).manner
    assert f"this learner's Ms. Perez is voice {voice} of three. {manner}" in told


@pytest.mark.parametrize("about", [None, "{", '{"schema": 1}', '{"voice": ["a"]}', '{"voice": "<b>"}'])
def test_a_marker_is_told_of_no_voice_where_none_is_named(tmp_path: Path, about: str | None) -> None:
    if about is not None:
        (tmp_path / "handin.json").write_text(about)
    assert whose_year(tmp_path, "equity") == ""
    assert whose_year(tmp_path / "nothing", "equity") == ""
