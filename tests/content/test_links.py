"""Links and pictures that point nowhere."""

from __future__ import annotations

import pytest

RESPECT, CASE = "notebooks/text/01_respect.md", "case_studies/ms_novak/case.yaml"


def test_links_to_nowhere(course):
    links = {
        "[next](02_equity.ipynb)": "there is no '02_equity.ipynb'; name a file",
        "![Five arcs](pictures/arcs.svg)": "there is no 'pictures/arcs.svg'",
        '<img src="pictures/arcs.png" alt="Five arcs">': "there is no 'pictures/arcs.png'",
        "[plan](#Your-plans)": "there is no heading #Your-plans",
        "[empty]()": "the link 'empty' is empty",
        "[law]: law/nowhere.md": "there is no 'law/nowhere.md'",
        "![](pictures/five_dimensions.svg)": "has no description; between the brackets, say",
    }
    line = course.edit(RESPECT, "## Your plan\n", "## Your plan\n\n" + "\n".join(links) + "\n")
    faults = course.faults()
    assert [fault.split(": ")[0] for fault in faults] == [
        f"{RESPECT}:{line + 2 + n}" for n in range(len(links))
    ]
    for fault, told in zip(faults, links.values(), strict=True):
        assert told in fault


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
    only(CASE, "text: She speaks Czech.", "text: She speaks [Czech](es/nowhere.md).", "'es/nowhere.md'")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_link_in_a_page_of_the_checkout(course, page):
    (course.root / page).write_text(
        "# Page\n\n[one](notebooks/text/01_respect.md)\n[two](docs/two.md)\n", "utf-8"
    )
    (fault,) = course.faults()
    assert fault.startswith(f"{page}:4: there is no 'docs/two.md'")
