from pathlib import Path

import pytest

from .made import course_folder, submission, ulid, year


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """Two courses: fourteen learners in folders, two of them without consent, and two in a course root."""
    folder = tmp_path / "courses"
    for n in range(14):
        workspace = ulid()
        consent = {12: "no", 13: None}.get(n, "yes")
        course_folder(
            folder / "fall" / f"f{n}",
            year(workspace, consent=consent, ratings=(n % 5, {"missing": "no_chance"} if n < 2 else 4)),
            workspace=workspace,
            learner=f"f{n:02}",
        )
    for name in ("lee", "ana"):
        submission(folder / "spring", name, "start", year(ulid()))
    return folder


@pytest.fixture
def offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A function that installs a one-module package with an entry point, in this process and in workers."""

    def install(group: str, name: str, source: str) -> None:
        place = tmp_path / f"site_{name}"
        about = place / f"{name}-1.0.dist-info"
        about.mkdir(parents=True)
        (place / f"{name}_offered.py").write_text(source)
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[{group}]\n{name} = {name}_offered:Made\n")
        monkeypatch.syspath_prepend(str(place))

    return install
