"""Code tests are run where there are any, and only there: without a kernel nbgrader would give full marks."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

from kit.grading.steps import kernel_needed


def graded_code(source: str) -> dict[str, Any]:
    about = {"schema_version": 3, "grade_id": "test_it", "grade": True, "solution": False, "locked": True}
    return {
        "cell_type": "code",
        "id": "test-it",
        "metadata": {"nbgrader": {**about, "task": False, "points": 2, "cell_type": "code"}},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }


def test_the_course_assignments_need_none(make: ModuleType) -> None:
    for folder in sorted((make.CHECKOUT / "assignments" / "source").glob("*/")):
        assert not kernel_needed(folder), folder.name


def test_no_source_and_a_broken_source_need_one(tmp_path: Path) -> None:
    assert kernel_needed(tmp_path)
    (tmp_path / "x.ipynb").write_text("{")
    assert kernel_needed(tmp_path)
    assert kernel_needed(tmp_path / "missing")


def test_a_failing_code_test_gets_no_marks(tmp_path: Path, make: ModuleType) -> None:
    from nbgrader.api import Gradebook

    root = make.make_course(tmp_path / "course")
    notebook = make.source_notebook()
    notebook["cells"].append(graded_code("assert False"))
    (root / "source/equity/equity.ipynb").write_text(json.dumps(notebook))
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    folder = root / "submitted" / "amy" / "equity"
    folder.mkdir(parents=True)
    (folder / "equity.ipynb").write_bytes((root / "release/equity/equity.ipynb").read_bytes())
    assert make.nbgrader_here(root, "autograde", "equity") == 0
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gb:
        assert gb.find_grade("test_it", "equity", "equity", "amy").auto_score == 0
