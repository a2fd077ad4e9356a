"""What `kit check` says of the instructor's guide."""

from __future__ import annotations

import pytest

from kit.content.checking import check
from kit.model import Fault

START = "notebooks/instructor/guide/00_start.md"
SETUP = "notebooks/instructor/guide/01_set_up.md"
CALIBRATE = "notebooks/instructor/guide/02_calibrate.md"


@pytest.mark.parametrize("target", ["01_setup.md", "#Set-up", "../../01_equity.ipynb", "http://x.org", ""])
def test_link_to_nowhere(only, target):
    only(
        START,
        "(01_set_up.md)",
        f"({target})",
        "content.guide_link",
        to=target,
        page="00_start.md",
    )


def test_link_in_a_later_line_of_a_paragraph(only):
    only(SETUP, "(02_calibrate.md)", "(02_calibrated.md)", "content.guide_link", to="02_calibrated.md")


def test_picture_of_a_mark_leads_nowhere_from_here(only):
    only(
        CALIBRATE,
        "{{ anchors event }}",
        "{{ diagram }}",
        "content.guide_link",
        to="pictures/five_dimensions.svg",
    )


@pytest.mark.parametrize("link", ['<a href="01_set_up.md">it</a>', "[it]\n\n[it]: 01_set_up.md"])
def test_a_link_that_the_notebook_would_not_follow(course, link):
    course.edit(SETUP, "## Install, once\n", f"## Install, once\n\n{link}\n")
    (fault,) = course.faults()
    assert fault == Fault(SETUP, fault.line, "content.guide_link_form", to="01_set_up.md")


def test_a_page_that_is_gone(course):
    (course.root / SETUP).unlink()
    assert [file for file, _ in course.told("content.guide_link", to="01_set_up.md")] == [START]


def test_mark_that_names_nothing(only):
    facts = {"kind": "criterion", "name": "events", "known": ("event", "action")}
    only(CALIBRATE, "{{ anchor_key event }}", "{{ anchor_key events }}", "content.directive_name", **facts)


def test_no_title(course):
    course.edit(SETUP, "# Set up", "Set up")
    line = course.edit(SETUP, "## Install, once", "## Install, once")
    first = Fault(SETUP, line, "content.heading_level", heading="## Install, once")
    assert course.faults()[0] == first


def test_no_heading(course):
    (course.root / SETUP).write_text("Set up.\n", "utf-8")
    assert Fault(SETUP, 1, "content.title_missing") in course.faults()


def test_two_titles(only):
    only(SETUP, "## Install, once", "# Install, once", "content.heading_level", heading="# Install, once")


def test_a_level_skipped(only):
    only(SETUP, "## Install, once", "### Install, once", "content.heading_level", heading="### Install, once")


def test_cells_that_run(only):
    only(SETUP, "```\n# a comment", "```{code-cell}\n# a comment", "content.guide_cell")


def test_a_course_without_a_guide(course):
    for page in (course.root / START).parent.glob("*.md"):
        page.unlink()
    assert check(course.root) == []
