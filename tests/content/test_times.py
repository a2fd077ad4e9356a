"""Words, minutes and stretches of a notebook are counted once, and every page tells the same numbers."""

from __future__ import annotations

import pytest
from refused import refused_at

from kit.build.notebook import from_text
from kit.content.checking import load, texts_of
from kit.content.directives import Source
from kit.content.steps import steps_of
from kit.content.times import core_minutes, parts_of
from kit.content.told_times import sittings_of

ITEMS = "case_studies/ms_novak/items.yaml"
RESPECT = "notebooks/text/01_respect.md"
BODY = "word " * 1000
"""Five minutes of reading."""


@pytest.fixture
def made(course):
    """What a text becomes that stands for the second notebook: its text, its source, its notebook's words."""

    path = course.root / RESPECT
    head = path.read_text("utf-8").partition("{{ diagram")[0]

    def of(body):
        path.write_text(head + body, "utf-8")
        content = load(course.root)
        (text,) = (one for one in texts_of(course.root) if one.stem == "01_respect")
        cells = from_text(text, content)["cells"]
        return text, Source(content, "ms_novak"), "\n\n".join(str(cell["source"]) for cell in cells)

    return of


def cell(call):
    return f"\n```{{code-cell}} ipython3\ncourse.{call}\n```\n\n"


def test_every_place_tells_the_same_minutes(made):
    text, source, said = made(f"## A\n\n{{{{ minutes }}}}\n\n{BODY}\n\n## B\n\n{BODY}\n")
    assert core_minutes(text, source) == 10
    assert "About 10 minutes," in said
    assert sum(step.minutes for step in steps_of(text, source)) == 10


def test_each_stop_tells_the_minutes_since_the_beginning(made):
    stop, end = "\n\n{{ so_far }}\n\n", "\n\n{{ so_far end }}\n"
    _, _, said = made(f"## A\n\n{BODY}{stop}{BODY}{BODY}{stop}{BODY}{end}")
    assert [f"About {n} minutes" in said for n in (5, 10, 15, 20)] == [True, False, True, False]


def test_a_weeks_steps_have_together_the_minutes_of_the_week_and_a_stretch_has_its_own(made):
    few = "word " * 60
    stretch = f"{{{{ callout Stretch | Leave it out. }}}}\n\n{BODY}"
    text, source, _ = made("".join(f"## Step {n}\n\n{few}\n\n" for n in range(9)) + f"## More\n\n{stretch}\n")
    steps = steps_of(text, source)
    assert sum(step.minutes for step in steps) == core_minutes(text, source) == 3
    assert [(step.minutes, step.stretch, step.optional) for step in steps[-2:]] == [
        (1, 0, False),
        (0, 5, True),
    ]


def test_a_sitting_ends_where_it_says_so(made):
    body = f"## A\n\n{{{{ minutes }}}}\n\n{BODY}\n\n{{{{ so_far sitting }}}}\n\n{BODY}{BODY}\n"
    text, source, said = made(body)
    assert [round(one) for one in sittings_of(parts_of(text, source))] == [5, 10]
    assert "About 15 minutes in 2 sittings," in said
    assert "This sitting ends here, after about 5 minutes." in said


def test_a_stretch_is_told_its_own_minutes_and_is_not_core(made):
    stretch = f"## B\n\n{{{{ callout Stretch | Leave it out. }}}}\n\n{BODY}\n\n### More\n\n{BODY}\n\n"
    text, source, said = made(f"## A\n\n{BODY}\n\n{stretch}## C\n\n{BODY}\n")
    assert core_minutes(text, source) == 10
    assert "About 10 min. Leave it out." in said, "to the next heading of its level"
    assert [(step.minutes, step.stretch) for step in steps_of(text, source)] == [(5, 0), (0, 10), (5, 0)]


def test_a_stretch_in_the_middle_of_a_section_leaves_what_stands_before(made):
    inner = f"### One\n\n{BODY}\n\n{{{{ callout Stretch | Leave it out. }}}}\n\n{BODY}\n\n### Two\n\n{BODY}\n"
    text, source, said = made(f"## A\n\n{inner}")
    assert core_minutes(text, source) == 10
    assert "About 5 min. Leave it out." in said


def test_what_is_done_takes_its_time(course, made):
    course.edit(ITEMS, "words: {least: 20, most: 150}", "words: {least: 96, most: 144}")

    def minutes(call):
        text, source, _ = made("## A\n" + cell(call))
        return sum(part.doing for part in parts_of(text, source))

    # 120 words to write; a choice; two cards to sort; one to recall; two ratings.
    assert minutes('reflect("respect.reflection")') == 10
    assert minutes('choose("respect.note")') == 1
    assert minutes('sort("start.sort")') == 1
    assert minutes('recall(here="01_respect")') == 0.5
    assert minutes('rate("post")') == pytest.approx(2 / 6)


def test_what_a_table_starts_from_is_written_once(course, made):
    later = (
        "  - {id: respect.helps_now, kind: table, title: And now?, notebook: 01_respect, "
        "starts_from: respect.helps, words: {least: 26, most: 140}}\n"
    )
    items = (course.root / ITEMS).read_text("utf-8")
    before, rest = items.split("\nassignments:")
    (course.root / ITEMS).write_text(f"{before}\n{later}\nassignments:{rest}", "utf-8")
    text, source, _ = made("## A\n" + cell('table("respect.helps_now")'))
    # 83 words on the page, 23 of them from there.
    assert sum(part.doing for part in parts_of(text, source)) == 5


def test_the_law_and_the_other_language_are_not_counted(made):
    text, source, _ = made(
        "## A\n\n{{ law interpreter }}\n\n{{ said Ms. Novak | Jedna dva tři. | One two. }}\n"
    )
    read = "\n".join(shown for part in parts_of(text, source) for shown in part.shown)
    assert "One two." in read
    assert "tři" not in read
    assert "interpreter" not in read


@pytest.mark.parametrize("wrong", ["so_far soon", "minutes left"])
def test_a_time_of_no_kind_is_refused(course, made, wrong):
    with refused_at(RESPECT, 19, "content.time_kind", name=wrong):
        made(f"## What you will do\n\n{{{{ {wrong} }}}}\n")
    assert course.told("content.time_kind", name=wrong) == [(RESPECT, 19)]


def test_the_guide_has_no_time_to_tell(course):
    page = "notebooks/instructor/guide/01_set_up.md"
    path = course.root / page
    path.write_text(path.read_text("utf-8") + "\n{{ minutes }}\n", "utf-8")
    assert [file for file, _ in course.told("content.directive_time")] == [page]
