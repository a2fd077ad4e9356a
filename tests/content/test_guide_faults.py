"""What `kit check` says of the instructor's guide."""

from __future__ import annotations

import pytest

from kit.content.checking import check

START = "notebooks/instructor/guide/00_start.md"
SETUP = "notebooks/instructor/guide/01_set_up.md"
CALIBRATE = "notebooks/instructor/guide/02_calibrate.md"


@pytest.mark.parametrize("target", ["01_setup.md", "#Set-up", "../../01_equity.ipynb", "http://x.org", ""])
def test_link_to_nowhere(only, target):
    only(
        START,
        "(01_set_up.md)",
        f"({target})",
        f"the link to {target!r} doesn't lead to a page of the guide",
        "00_start.md",
    )


def test_link_in_a_later_line_of_a_paragraph(only):
    only(SETUP, "(02_calibrate.md)", "(02_calibrated.md)", "'02_calibrated.md'")


def test_picture_of_a_mark_leads_nowhere_from_here(only):
    only(
        CALIBRATE,
        "{{ anchors event }}",
        "{{ diagram }}",
        "'pictures/five_dimensions.svg' doesn't lead to a page of the guide",
    )


@pytest.mark.parametrize("link", ['<a href="01_set_up.md">it</a>', "[it]\n\n[it]: 01_set_up.md"])
def test_a_link_that_the_notebook_would_not_follow(course, link):
    course.edit(SETUP, "## Install, once\n", f"## Install, once\n\n{link}\n")
    assert [f.partition(": ")[2] for f in course.faults()] == [
        "the link to '01_set_up.md' isn't written in plain Markdown; write [words](page.md)"
    ]


def test_a_page_that_is_gone(course):
    (course.root / SETUP).unlink()
    assert any(
        "the link to '01_set_up.md' doesn't lead to a page of the guide" in fault for fault in course.faults()
    )


def test_mark_that_names_nothing(only):
    only(CALIBRATE, "{{ anchor_key event }}", "{{ anchor_key events }}", "no criterion 'events'", "event")


def test_no_title(course):
    course.edit(SETUP, "# Set up", "Set up")
    line = course.edit(SETUP, "## Install, once", "## Install, once")
    assert f"{SETUP}:{line}: '## Install, once' breaks the order" in course.faults()[0]


def test_no_heading(course):
    (course.root / SETUP).write_text("Set up.\n", "utf-8")
    assert f"{SETUP}:1: there is no title; begin with # and the title" in course.faults()


def test_two_titles(only):
    only(SETUP, "## Install, once", "# Install, once", "breaks the order", "one # title")


def test_a_level_skipped(only):
    only(SETUP, "## Install, once", "### Install, once", "breaks the order", "skip no level")


def test_cells_that_run(only):
    only(SETUP, "```\n# a comment", "```{code-cell}\n# a comment", "can't have cells that run")


def test_a_course_without_a_guide(course):
    for page in (course.root / START).parent.glob("*.md"):
        page.unlink()
    assert check(course.root) == []
