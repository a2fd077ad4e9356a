from pathlib import Path

import pytest

from kit.content import compiled, item_hash
from kit.journal import FileJournal, make_workspace, open_journal


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "user data"))


class Learner:
    """A learner with a workspace, and with *Done* as a form would press it."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self.folder = make_workspace(folder, name)

    @property
    def journal(self) -> FileJournal:
        return open_journal(self.folder)

    def done(self, item: str, value, *, again: bool = True, **more):
        asked = compiled().cases["ms_perez"].item(item)
        heads = self.journal.heads(item, more.get("occasion", "during"), case="ms_perez")
        parent = heads[-1].id if heads and again else None
        more = {"lane": asked.lane, "parent": parent} | more
        return self.journal.save(item, value, case="ms_perez", item_hash=item_hash(asked), **more)


@pytest.fixture
def learner(tmp_path: Path):
    return lambda folder="course", name=None: Learner(tmp_path / folder, name)
