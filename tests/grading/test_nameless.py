"""A file of which only the ending is left, and what a system put beside hand-ins."""

from __future__ import annotations

from pathlib import Path

import pytest
from downloads import files, zipped

from kit.classroom import Member
from kit.classroom.roster import write_roster
from kit.grading.collecting import sort_out
from kit.grading.download import archive_of, bring, is_clutter
from kit.grading.whose import Table

CLASS = [Member("cara", name="Cara Oh"), Member("dan", name="Dan Diaz")]
FOLDERS = {
    "Moodle": "{}_77_assignsubmission_file_",
    "mailed": "{}",
}
SYSTEMS = (
    ".DS_Store", "._.zip", "._equity_cara.zip", ".equity_cara.zip.new", ".~lock.essay.docx#", ".git/a.zip",
    ".ipynb_checkpoints/equity.ipynb", "__MACOSX/equity_cara.zip", "Thumbs.db", ".localized", ".gitignore",
)  # fmt: skip


@pytest.fixture
def root(tmp_path):
    (tmp_path / "course").mkdir()
    write_roster(tmp_path / "course", CLASS)
    return tmp_path / "course"


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_zip_without_a_name_is_collected_and_another_file_gets_a_row(root, tmp_path, kind):
    hers, his = (tmp_path / "got" / FOLDERS[kind].format(one.name) for one in CLASS)
    for folder, name, data in ((hers, ".zip", zipped(files("cara"))), (his, ".docx", b"a text")):
        folder.mkdir(parents=True)
        (folder / name).write_bytes(data)
    for name in SYSTEMS:
        (hers / name).parent.mkdir(exist_ok=True)
        (hers / name).write_bytes(b"a system's")
    table = Table(schema=2)
    assert bring(root, table, tmp_path / "got", CLASS) == {"equity"}
    assert [Path(copy.path).name for copy in table.copies.values()] == [".zip"]
    whose = "dan" if kind == "Moodle" else ""
    assert [(one.file, one.whose) for one in table.left_out] == [(".docx", whose)]
    (hers / ".zip").write_bytes(zipped(files("cara", "Newer.", 1)))
    bring(root, table, tmp_path / "got", CLASS)
    archive = archive_of(root, "equity")
    assert sorted(path.name for path in archive.rglob("*")) == sorted(table.copies)
    found = sort_out(archive, "equity", ["equity_answer"], table, CLASS)
    assert ([*found.newest], found.left_out) == (["cara"], [])


def test_what_a_system_put_there_stays_nobodys():
    assert [name for name in SYSTEMS if not is_clutter(Path(name))] == []
    assert not any(is_clutter(Path(f"a/{name}")) for name in (".ZIP", ".docx", ".my work.zip", ".pdf", "a.b"))
