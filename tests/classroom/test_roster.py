"""The class list on disk: what is written is read again, and a faulty one is refused in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from kit.classroom import Member, read_roster, write_roster
from kit.classroom.roster import COLUMNS, FILE
from kit.model import KitError

CLASS = (
    Member("maria", "María Pérez", "maria@example.org", "mperez", "101", "Room 4"),
    Member("obrien", "=cmd|' /C calc'!A0", left=date(2026, 11, 3)),
    Member("li", "李 明", section="two\nlines"),
)


def test_what_was_written_is_read_and_is_for_its_owner_alone(tmp_path):
    write_roster(tmp_path, CLASS)
    assert read_roster(tmp_path) == CLASS
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    text = (tmp_path / FILE).read_text("utf-8-sig")
    assert text.startswith(",".join(COLUMNS))
    assert "\n=" not in text.replace(",", "\n"), "no cell is a formula"


def test_a_spreadsheet_may_change_its_form_and_add_a_column(tmp_path):
    (tmp_path / FILE).write_bytes(
        "notes;Left;NAME;id\r\nsits in front;;María;maria\r\n;2026-11-03;Ben;ben\r\n".encode("cp1252")
    )
    found = read_roster(tmp_path)
    assert found == (Member("maria", "María"), Member("ben", "Ben", left=date(2026, 11, 3)))
    write_roster(tmp_path, [*found, Member("lee")])
    assert "sits in front" in (tmp_path / FILE).read_text("utf-8-sig").splitlines()[1]
    assert [one.id for one in read_roster(tmp_path)] == ["maria", "ben", "lee"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("id,name\nMaría,M\n", "row 2: the id 'María' can't be used"),
        ("id,name\n../x,M\n", "can't be used"),
        ("id,left\nana,2026-31-12\n", "row 2: '2026-31-12' under left isn't a date"),
        ("id\nana\nANA\n", "ana and ANA count as the same id"),
        ("id\nana\nana\n", "ana and ana count as the same id"),
        ("name\nana\n", "has no column id"),
    ],
)
def test_a_faulty_roster_is_one_sentence_and_stays(tmp_path, rows, said):
    (tmp_path / FILE).write_text(rows, "utf-8")
    with pytest.raises(KitError, match=r"^[^\n]+$") as fault:
        read_roster(tmp_path)
    assert said in str(fault.value)
    assert (tmp_path / FILE).read_text("utf-8") == rows


def test_a_faulty_member_changes_nothing(tmp_path):
    write_roster(tmp_path, CLASS)
    before = (tmp_path / FILE).read_bytes()
    for wrong in ([Member("a b")], [Member("ana"), Member("Ana")]):
        with pytest.raises(KitError):
            write_roster(tmp_path, wrong)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_link_in_its_place_is_not_followed(tmp_path):
    (tmp_path / "other.csv").write_text("id\nana\n", "utf-8")
    (tmp_path / FILE).symlink_to(tmp_path / "other.csv")
    with pytest.raises(OSError, match="not a plain file"):
        read_roster(tmp_path)
