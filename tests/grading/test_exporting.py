"""``nbgrader export`` would count what is open as zero, so it is refused."""

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from kit.spreadsheet import read_csv


def test_nbgrader_export_is_refused_and_writes_nothing(tmp_path: Path, make, capfd):
    root = make.make_course(tmp_path / "course")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("equity")
        gradebook.add_student("amy")
        CsvExportPlugin(to=str(tmp_path / "plain.csv")).export(gradebook)
    (row,) = read_csv(tmp_path / "plain.csv").rows
    assert row.cells["score"] == "0.0", "nbgrader's own counts what isn't handed in"
    assert make.nbgrader_here(root, "export") == 1
    told = capfd.readouterr().err
    assert "kit grades" in told
    assert "Traceback" not in told
    assert not (root / "grades.csv").exists()
