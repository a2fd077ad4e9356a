"""What is wrong with the sample class's texts is said by line, like every fault of the content."""

from __future__ import annotations

import shutil

import pytest
from courses import is_fault, small_course

from kit.content.checking import check
from kit.model import Fault


@pytest.fixture
def content(tmp_path):
    return small_course(tmp_path)


def change(root, name: str, old: str, new: str) -> list[Fault]:
    path = root / "case_studies" / "demo" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return [fault for fault in check(root) if fault.file == f"case_studies/demo/{name}"]


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "facts"),
    [
        ("plans.yaml", "plan_access:", "plan_acces:", "story_criteria", {}),
        (
            "reflections.yaml",
            "A father came on {day}",
            "A father came on {weekday}",
            "story_fill",
            {"place": "weekday"},
        ),
        (
            "reflections.yaml",
            "item: respect.reflection",
            "item: respect.reflektion",
            "no_item",
            {"name": "respect.reflektion"},
        ),
        ("vignettes.yaml", "vignette.a", "vignette.b", "story_missing", {"item": "vignette.a"}),
        ("words.yaml", "fill:", "fil:", "missing_key", {"key": "fill"}),
    ],
)
def test_a_fault_is_named(content, name, old, new, code, facts):
    found = change(content, name, old, new)
    assert any(is_fault(one, f"content.{code}", **facts) for one in found), found


def test_a_missing_file_and_no_folder_at_all(content):
    (content / "case_studies" / "demo" / "plans.yaml").unlink()
    assert Fault("case_studies/demo/plans.yaml", 1, "content.no_sample_file") in check(content)
    shutil.rmtree(content / "case_studies" / "demo")
    assert not any("demo" in fault.file for fault in check(content))
