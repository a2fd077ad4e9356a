"""What was no zip in a download stays told until it is sent again, or its download is looked at anew."""

from __future__ import annotations

from kit.grading.left_out import LeftOut
from kit.grading.not_copied import not_copied, note_not_copied

AMYS = LeftOut("Essay.docx", "amy", "not a zip", "Hand in again.")
BENS = LeftOut("photo.png", "ben", "not a zip", "Your zip has arrived.")
NOBODYS = LeftOut("notes.docx", "", "not a zip", "Hand in again.")


def test_a_download_says_anew_what_of_it_was_no_zip_and_others_stay(tmp_path):
    archive = tmp_path / "archive"
    note_not_copied(archive, tmp_path / "submissions.zip", [AMYS, BENS], {"ben"})
    note_not_copied(archive, tmp_path / "more", [NOBODYS], {"ben"})
    assert not_copied(archive, {"ben"}) == [AMYS, BENS, NOBODYS]
    note_not_copied(archive, tmp_path / "submissions.zip", [AMYS], {"ben"})
    assert not_copied(archive, {"ben"}) == [NOBODYS, AMYS]
    assert (tmp_path / "left_out.csv").stat().st_mode & 0o077 == 0
    for name in ("submissions.zip", "more"):
        note_not_copied(archive, tmp_path / name, [], {"ben"})
    assert not [*tmp_path.iterdir()]


def test_who_has_handed_in_since_is_told_nothing_more(tmp_path):
    archive = tmp_path / "archive"
    note_not_copied(archive, tmp_path / "submissions.zip", [AMYS, BENS], {"ben"})
    assert not_copied(archive, {"amy", "ben"}) == [BENS]


def test_a_damaged_table_is_as_none(tmp_path):
    (tmp_path / "left_out.csv").write_bytes(b"\x00")
    assert not_copied(tmp_path / "archive", set()) == []
