"""What is wrong with the sample class's texts is said by line, like every fault of the content."""

from __future__ import annotations

import shutil

import pytest
from courses import small_course

from kit.content.checking import check


@pytest.fixture
def content(tmp_path):
    return small_course(tmp_path)


def change(root, name: str, old: str, new: str) -> list[str]:
    path = root / "case_studies" / "demo" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return [line for line in check(root) if line.startswith(f"case_studies/demo/{name}:")]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("plans.yaml", "plan_access:", "plan_acces:", "leaves out a criterion"),
        (
            "reflections.yaml",
            "A father came on {day}",
            "A father came on {weekday}",
            "nothing fills in {weekday}",
        ),
        ("reflections.yaml", "item: respect.reflection", "item: respect.reflektion", "there is no item"),
        ("vignettes.yaml", "vignette.a", "vignette.b", "vignette.a has no story"),
        ("words.yaml", "fill:", "fil:", "'fill' is missing"),
    ],
)
def test_a_fault_is_named(content, name, old, new, said):
    found = change(content, name, old, new)
    assert any(said in line for line in found), found


def test_a_missing_file_and_no_folder_at_all(content):
    (content / "case_studies" / "demo" / "plans.yaml").unlink()
    assert any("plans.yaml:1: the file is missing" in line for line in check(content))
    shutil.rmtree(content / "case_studies" / "demo")
    assert not any("demo" in line for line in check(content))
