from pathlib import Path

import pytest

from kit.journal import FileJournal, make_workspace, open_journal


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch) -> Path:
    """The user's data folder, which only this test uses."""
    place = tmp_path / "user data"
    monkeypatch.setenv("KIT_DATA", str(place))
    return place


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "course")


@pytest.fixture
def journal(workspace: Path) -> FileJournal:
    return open_journal(workspace)
