"""A step's address, what it asks and how long it takes."""

from __future__ import annotations

import pytest
from courses import small_course
from refused import refused_at

from kit.content.checking import load, texts_of
from kit.content.directives import Source
from kit.content.steps import steps_of


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return small_course(tmp_path_factory.mktemp("course"))


@pytest.fixture
def steps(root):
    """The steps of a text that stands for the second notebook of the small course."""
    path = root / "notebooks" / "text" / "01_respect.md"
    before = path.read_text("utf-8")

    def of(text):
        path.write_text(before.partition("\n# ")[0] + "\n" + text, "utf-8")
        content = load(root)
        (found,) = (one for one in texts_of(root) if one.stem == "01_respect")
        return steps_of(found, Source(content, "ms_novak"))

    yield of
    path.write_text(before, "utf-8")


def cell(call):
    return f"```{{code-cell}} ipython3\ncourse.{call}\n```\n"


def test_the_opening_belongs_to_the_first_step_and_slugs_are_ascii_and_once(steps):
    opening = "# Title\n\n" + "word " * 395 + "\n\n"
    made = steps(opening + "## Été, à Lyon\n\n### Part\n\nOne.\n\n## Été — à Lyon!\n\n## …\n\nEnd.\n")
    assert [one.slug for one in made] == ["ete-a-lyon", "ete-a-lyon-2", "step"]
    assert [one.title for one in made] == ["Été, à Lyon", "Été — à Lyon!", "…"]
    assert [one.minutes for one in made] == [2, 0, 0]


def test_a_text_without_a_heading_has_no_steps_to_show(steps):
    with refused_at("notebooks/text/01_respect.md", 1, "content.step_missing"):
        steps("# Title\n\nOne.\n\n### Part\n\nTwo.\n")


def test_what_a_step_asks(steps):
    made = steps(
        "# T\n\n## A\n\n"
        + cell('vignette("second")')
        + cell("then_test()")
        + cell('hand_in("respect")')
        + "## B\n\n"
        + cell('recall("00_start_here", here="01_respect")')
        + cell('feedback("respect")')
    )
    asked = [(ask.item, ask.occasion) for ask in made[0].asks]
    assert asked[0] == ("vignette.a", "post"), "of two parallel ones the first"
    assert {occasion for _, occasion in asked[1:]} == {"then"}
    assert all(item.startswith("rate.") for item, _ in asked[1:])
    assert (made[1].asks, made[1].feedback, made[1].recalls) == ((), "respect", True)
    assert (made[0].feedback, made[0].hands_in, made[0].recalls) == (None, "respect", False)


def test_what_is_a_stretch_is_not_asked_of_anybody(root, steps):
    items = root / "case_studies" / "ms_novak" / "items.yaml"
    before = items.read_text("utf-8")
    item = next(i for i in load(root).cases["ms_novak"].items.items if i.kind == "prose" and i.words)
    text = "# T\n\n## A\n\n" + cell(f'reflect("{item.id}")')
    assert [ask.item for ask in steps(text)[0].asks] == [item.id]
    long = item.words.most
    try:
        items.write_text(before.replace(f"id: {item.id}\n", f"id: {item.id}\n    stretch: true\n"), "utf-8")
        (made,) = steps(text)
    finally:
        items.write_text(before, "utf-8")
    assert made.asks == ()
    assert made.stretch >= round((item.words.least + long) / 2 / 12), "but it takes its time"
