"""Passages for a class and for whoever takes the course alone: written once, shown to one of the two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.content import compiled, passages
from kit.content.course_files import course_files, source_of

NOTEBOOK = "notebooks/text/01_respect.md"
SAID = """{{ class }}
Your instructor reads it.
{{ alone }}
You read it again yourself.
{{ end }}"""


def before(course, text):
    """Put a text before the first cell that asks; returns the line it stands on."""
    return course.edit(NOTEBOOK, "## Your reflection\n", f"## Your reflection\n\n{text}\n") + 2


def test_both_wordings_pass_and_are_built(course):
    before(course, f"{SAID}\n\nIt goes {{{{ class to your instructor | nowhere }}}}.")
    assert course.faults() == []


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("{{ class }}\nYour instructor reads it.", 0, "end"),
        (f"{SAID[:-9]}{SAID}", 4, "within"),
        ("{{ alone }}\nA.\n{{ alone }}\nB.\n{{ end }}", 2, "alone"),
        ("{{ class }}\nA --> B.\n{{ end }}", 1, "comment"),
        ("It goes {{ class to her }}.", 0, "incomplete"),
        ("{{ class To her | To nobody }} it goes.", 0, "begins"),
    ],
)
def test_what_is_wrong_is_said_by_line(course, text, line, code):
    at = before(course, text) + line
    assert (NOTEBOOK, at) in course.told(f"content.passage_{code}")


def test_no_heading_stands_in_a_passage(course):
    course.edit(NOTEBOOK, "## Your reflection\n", "{{ class }}\n\n## Your reflection\n\n{{ end }}\n")
    assert [file for file, _ in course.told("content.passage_holds")] == [NOTEBOOK]


@pytest.mark.parametrize(
    "notebook", sorted(Path(course_files() / "notebooks").glob("0*.ipynb")), ids=lambda p: p.stem
)
def test_a_notebook_of_the_course_names_no_instructor_to_whoever_is_alone(notebook):
    cells = [source_of(cell) for cell in json.loads(notebook.read_text("utf-8"))["cells"]]
    for alone in (True, False):
        text = "\n\n".join(passages.shown(one, alone=alone) for one in cells)
        assert "kit:" not in text
        assert "{{" not in text
        assert not (alone and "instructor" in text.lower())
    # A code host shows comments to nobody: what is left is what a class reads.
    assert text == "\n\n".join(passages.shown(one, alone=False) for one in cells)


def test_no_question_of_the_course_names_an_instructor_to_whoever_is_alone():
    for case in compiled().said_to({"alone": True}).cases.values():
        asked = [one for one in case.items.items if not one.for_class]
        named = [one.id for one in asked if "instructor" in one.model_dump_json().lower()]
        assert named == []
    prompts = [one.prompt or "" for case in compiled().cases.values() for one in case.items.items]
    assert any("instructor" in one for one in prompts)
