"""The instructor's guide: one notebook of words, whose links lead to places in it."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import nbformat
import pytest
from refused import refused_at

from kit.build import build, drift

GUIDE = "notebooks/instructor/guide.ipynb"
PAGES = "notebooks/instructor/guide"


@pytest.fixture(scope="module")
def guide(real):
    return nbformat.read(real / GUIDE, as_version=nbformat.NO_CONVERT)


def headings(notebook):
    lines = [line for cell in notebook.cells for line in cell.source.split("\n")]
    return [line for line in lines if re.match(r"#{1,6} ", line)]


def test_words_alone_with_ids_of_their_own(guide):
    nbformat.validate(guide)
    assert {cell.cell_type for cell in guide.cells} == {"markdown"}
    ids = [cell.id for cell in guide.cells]
    assert len(set(ids)) == len(ids)
    assert "{{" not in "\n".join(cell.source for cell in guide.cells)
    assert guide.metadata.title == "Instructor's guide"


def test_every_page_is_in_it_in_order_under_one_title(real, guide):
    pages = sorted((real / PAGES).glob("*.md"))
    titles = [page.read_text("utf-8").split("\n", 1)[0][2:] for page in pages]
    assert [h for h in headings(guide) if h.startswith("# ")] == [f"# {titles[0]}"]
    assert [h[3:] for h in headings(guide) if h.startswith("## ") and h[3:] in titles[1:]] == titles[1:]


def test_headings_skip_no_level(guide):
    levels = [len(h.split(" ")[0]) for h in headings(guide)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_lead_to_headings(guide):
    text = "\n".join(cell.source for cell in guide.cells)
    places = ["-".join(h.split(" ")[1:]) for h in headings(guide)]
    targets = re.findall(r"\]\(#([^)]*)\)", text)
    assert len(targets) > 10
    assert ".md)" not in text
    for target in targets:
        assert places.count(target) == 1, target


def test_an_id_stays_when_another_page_changes(checkout):
    before = [cell["id"] for cell in json.loads((checkout / GUIDE).read_text("utf-8"))["cells"]]
    page = next(iter(sorted((checkout / PAGES).glob("*.md"))))
    page.write_text(page.read_text("utf-8").replace("Read this first", "Read that first", 1), "utf-8")
    build(checkout)
    after = [cell["id"] for cell in json.loads((checkout / GUIDE).read_text("utf-8"))["cells"]]
    assert before[1:] == after[1:]
    assert before[0] != after[0]


def test_no_learners_notebook(built):
    manifest = json.loads((built / "kit/_compiled/manifest.json").read_text("utf-8"))
    assert not [name for group in ("notebooks", "assignments") for name in manifest[group] if "guide" in name]
    assert "guide" not in (built / "kit/labextension/static/cells.json").read_text("utf-8")


def test_drift_is_named(checkout):
    (checkout / GUIDE).write_text("{}", "utf-8")
    assert drift(checkout) == [f"{GUIDE} is out of date"]
    (checkout / GUIDE).unlink()
    assert drift(checkout) == [f"{GUIDE} is missing"]


def test_without_pages_no_guide(checkout):
    for page in (checkout / PAGES).glob("*.md"):
        page.unlink()
    assert drift(checkout) == [
        "kit/_compiled/manifest.json is out of date",
        f"{GUIDE} no longer has a source; `kit build` will delete it",
    ]
    build(checkout)
    assert not (checkout / GUIDE).exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{{ anchors event }}", "{{ anchors events }}", "content.directive_name"),
        ("# Calibrate", "Calibrate", "content.title_missing"),
        ("## Event", "```{code-cell}\n1\n```\n\n## Event", "content.guide_cell"),
    ],
)
def test_a_page_at_fault_builds_nothing(checkout, old, new, code):
    page = checkout / PAGES / "02_calibrate.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace(old, new, 1), "utf-8")
    line = text.partition(old)[0].count("\n") + 1
    with refused_at(f"{PAGES}/02_calibrate.md", line, code):
        build(checkout)


def test_a_comment_in_a_command_is_no_heading():
    from kit.build.notebook import _one_level_down

    assert _one_level_down("# A\n```\n# b\n```\n## C") == "## A\n```\n# b\n```\n### C"


def test_anchors_come_without_levels_and_the_key_with_them(guide):
    (event,) = [cell.source for cell in guide.cells if cell.source.startswith("### Event")]
    blind, key = event.split("<details")
    assert [blind.count(f"> **{letter}.**") for letter in "ABCD"] == [1, 1, 1, 1]
    assert "is at level" not in blind
    assert sorted(re.findall(r"\*\*([A-D]) is at level (\d)", key)) != [
        ("A", "0"), ("B", "1"), ("C", "2"), ("D", "3"),
    ]  # fmt: skip
    assert sorted(re.findall(r"is at level (\d)", key)) == ["0", "1", "2", "3"]
