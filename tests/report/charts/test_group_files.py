"""The files of a group's numbers."""

from kit.report.charts.group_files import write_group
from kit.report.charts.made_up import NOTE


def test_a_made_up_group_says_so_on_its_page_and_in_every_picture(cohort, tmp_path):
    write_group(cohort, tmp_path, note=NOTE)
    page = (tmp_path / "cohort.html").read_text(encoding="utf-8")
    assert page.index(NOTE) < page.index("<img")
    assert page.count("<img") == len(list(tmp_path.glob("*.svg"))) == len(list(tmp_path.glob("*.png"))) == 6


def test_a_group_of_people_has_no_such_note(cohort, tmp_path):
    write_group(cohort, tmp_path)
    assert "ade-up" not in (tmp_path / "cohort.html").read_text(encoding="utf-8")
