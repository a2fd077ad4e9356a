"""The version to share, from a class folder to the page; and the tables that a program gets."""

from __future__ import annotations

import json
import re
from collections import defaultdict

import pandas as pd
import pytest
from nbgrader.api import Gradebook
from refused import refused
from report_course import NO

import kit
from kit.grading.gradebook_opening import url_of
from kit.model import KitError
from kit.report import make_shared, open_report
from kit.report.running import page_of


def answers(root, items):
    """The newest answer by learner, occasion and item, read from the journals by hand."""
    found = {}
    for file in sorted(root.glob("submitted/*/*/responses.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["item"].startswith(items):
                found[file.parts[-3], row["occasion"], row["item"]] = row["value"]
    return found


def test_the_tables_hold_who_agreed_and_nobody_else(course):
    fall = kit.open_class(course)
    assert repr(fall).startswith("13 learners, 12 agreed")
    for table in (fall.self_ratings, fall.marks, fall.reflections):
        assert len(table)
        assert NO not in set(table["learner"])
    everybody = kit.open_class(course, consented=False)
    assert NO in set(everybody.self_ratings["learner"]) & set(everybody.marks["learner"])


def test_the_change_is_the_one_that_the_journals_give_by_hand(course):
    by_hand: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (learner, occasion, item), value in answers(course, "rate.").items():
        by_hand[learner, item.split(".")[1]][occasion].append(value)
    found = kit.growth(kit.open_class(course).self_ratings)
    for dimension in found.index:
        gained = [
            sum(on["post"]) / len(on["post"]) - sum(on["pre"]) / len(on["pre"])
            for (learner, of), on in by_hand.items()
            if of == dimension and learner != NO and on["post"]
        ]
        assert found.loc[dimension, "n"] == len(gained) == 11
        assert found.loc[dimension, "change"] == pytest.approx(sum(gained) / len(gained), abs=1e-12)


def test_it_is_made_once_and_again_only_with_a_reason(course, tmp_path):
    page = make_shared(course, tmp_path / "out", name="Fall <b>")
    first = page.read_text("utf-8")
    assert "Fall &lt;b&gt;" in first
    with refused("report.made_before"):
        make_shared(course, tmp_path / "out")
    assert page.read_text("utf-8") == first
    make_shared(course, tmp_path / "out", reason="A level was typed <i>wrongly</i>.")
    assert "A level was typed &lt;i&gt;wrongly&lt;/i&gt;." in page.read_text("utf-8")
    assert not re.search(r"learner_\d|vera_no|https?://(?!www\.w3\.org)", page.read_text("utf-8"))


def tables(root):
    report = open_report(root)
    return [report.levels(), report.change(), report.change("then"), report.stories(), report.agreement()]


@pytest.mark.attack
def test_who_said_no_is_in_no_number(make_class):
    """Somebody who did not agree answers at one end of the scale or the other: nothing moves."""
    low, high = (tables(make_class(12, extreme=value)) for value in (0, 3))
    for one, other in zip(low, high, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert any(len(one) for one in low)


@pytest.mark.attack
def test_of_nine_who_agreed_nothing_is_shown_and_the_page_says_why(make_class, tmp_path):
    root = make_class(9)
    assert [len(one) for one in tables(root)] == [0, 0, 0, 0, 0]
    page = make_shared(root, tmp_path).read_text("utf-8")
    assert "<table" not in page
    assert "<svg" not in page


def test_whoever_lacks_an_answer_is_in_no_row(course):
    """Eleven answered after the course, too, so all five rows are about these eleven."""
    report = open_report(course)
    assert len(report.change()) == 5
    assert report.change().caption.endswith("10 or more")


def test_an_error_in_the_notebook_is_one_sentence(tmp_path):
    with pytest.raises(KitError) as fault:
        make_shared(tmp_path / "nowhere", tmp_path / "out")
    assert "\n" not in str(fault.value)
    assert not (tmp_path / "out").exists()


def test_a_section_without_a_table_goes_with_its_heading(tmp_path):
    import nbformat

    new = nbformat.v4
    code = [new.new_code_cell("x"), new.new_code_cell("y")]
    code[1].outputs = [
        new.new_output("execute_result", data={"text/html": "<p>shown</p>"}, execution_count=1)
    ]
    cells = [new.new_markdown_cell("# T"), new.new_markdown_cell("## Empty"), code[0]]
    cells += [new.new_markdown_cell("## Full"), code[1], new.new_markdown_cell("## Words")]
    nbformat.write(new.new_notebook(cells=cells), tmp_path / "a.ipynb")
    page = page_of(tmp_path / "a.ipynb")
    assert re.findall(r"<h2[^>]*>(\w+)", page) == ["Full", "Words"]


def test_a_mark_in_the_gradebook_counts_and_the_other_marker_does_not(course):
    marks = kit.open_class(course).marks
    counting = marks[marks["counts"]]
    assert not counting.duplicated(["learner", "assignment", "criterion"]).any()
    with Gradebook(url_of(course)) as gradebook:
        assert gradebook.assignments == []
    assert set(marks["rater"]) == {"ana", "ben"}
