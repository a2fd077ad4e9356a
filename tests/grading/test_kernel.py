"""No code of a hand-in is run, and nbgrader would give graded code full marks then, so it is refused."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any


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


def test_an_assignment_with_graded_code_is_refused_and_nothing_runs(tmp_path: Path, make: ModuleType) -> None:
    root, ran = make.make_course(tmp_path / "course"), tmp_path / "ran"
    notebook = make.source_notebook()
    notebook["cells"].append(graded_code(f"open({str(ran)!r}, 'w')"))
    (root / "source/equity/equity.ipynb").write_text(json.dumps(notebook))
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    folder = root / "submitted" / "amy" / "equity"
    folder.mkdir(parents=True)
    (folder / "equity.ipynb").write_bytes((root / "release/equity/equity.ipynb").read_bytes())
    assert make.nbgrader_here(root, "autograde", "equity") == 1
    assert not ran.exists()
    assert not (root / "autograded" / "amy").exists()
