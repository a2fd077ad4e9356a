"""Links and pictures that point nowhere."""

from __future__ import annotations

import pytest

from kit.model import Fault

RESPECT, CASE = "notebooks/text/01_respect.md", "case_studies/ms_novak/case.yaml"


def test_links_to_nowhere(course):
    links = {
        "[next](02_equity.ipynb)": ("link_path", {"path": "02_equity.ipynb", "folder": "notebooks"}),
        "![Five arcs](pictures/arcs.svg)": (
            "link_path",
            {"path": "pictures/arcs.svg", "folder": "notebooks"},
        ),
        '<img src="pictures/arcs.png" alt="Five arcs">': (
            "link_path",
            {"path": "pictures/arcs.png", "folder": "notebooks"},
        ),
        "[plan](#Your-plans)": ("link_heading", {"heading": "Your-plans"}),
        "[empty]()": ("link_empty", {"words": "empty"}),
        "[law]: law/nowhere.md": ("link_path", {"path": "law/nowhere.md", "folder": "notebooks"}),
        "![](pictures/five_dimensions.svg)": (
            "picture_words",
            {"target": "pictures/five_dimensions.svg"},
        ),
    }
    line = course.edit(RESPECT, "## Your plan\n", "## Your plan\n\n" + "\n".join(links) + "\n")
    assert course.faults() == [
        Fault(RESPECT, line + 2 + n, f"content.{code}", **facts)
        for n, (code, facts) in enumerate(links.values())
    ]


def test_links_that_hold(course):
    (course.root / "notebooks" / "guide.md").write_text("x", "utf-8")
    course.edit(
        RESPECT,
        "## Your plan\n",
        "## Your plan\n\n[next](02_meeting.ipynb) [on](02_meeting.ipynb#Your-plan) [here](#Your-plan)\n"
        "[out](https://x.org/a) [mail](mailto:a@b.org)\n"
        "![Five arcs](pictures/five_dimensions.svg) [a page](guide.md) `[code](nowhere.md)`\n",
    )
    assert course.faults() == []


def test_link_in_content(only):
    new = "text: She speaks [Czech](es/nowhere.md)."
    only(CASE, "text: She speaks Czech.", new, "content.link_path", path="es/nowhere.md")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_link_in_a_page_of_the_checkout(course, page):
    (course.root / page).write_text(
        "# Page\n\n[one](notebooks/text/01_respect.md)\n[two](docs/two.md)\n", "utf-8"
    )
    (fault,) = course.faults()
    assert fault == Fault(page, 4, "content.link_path", path="docs/two.md", folder=course.root.name)
