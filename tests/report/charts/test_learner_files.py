import csv
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kit.content import compiled
from kit.measures import long_table, self_ratings
from kit.measures.long_table import read_long_table
from kit.model import Content, MissingExtra, NotFound, Response
from kit.report.charts.learner_files import write_growth
from kit.report.charts.self_ratings import growth_drawn
from kit.report.charts.sheet import width_of

JOURNAL = Path(__file__).parents[2] / "data" / "journals" / "jo_lindqvist.jsonl"


@pytest.fixture(scope="module")
def journal() -> list[dict]:
    saved = [Response.model_validate_json(x) for x in JOURNAL.read_text(encoding="utf-8").splitlines()]
    return long_table(saved, "jo_lindqvist")


@pytest.fixture(scope="module")
def content() -> Content:
    return compiled()


def test_one_learner_s_files_lie_in_the_folder(journal, content, tmp_path):
    (written,) = write_growth([("jo_lindqvist", journal)], tmp_path / "new", content)
    folder = tmp_path / "new"
    names = {p.name for p in folder.iterdir()}
    assert names == {"growth.svg", "growth.png", "growth.csv", "growth.html", "growth_alt.txt"}
    assert written.picture == folder / "growth.svg"
    ET.parse(written.picture)  # noqa: S314 - our own file
    assert (folder / "growth.png").read_bytes().startswith(b"\x89PNG")
    with (folder / "growth.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 59
    assert rows[0]["learner"] == "jo_lindqvist"
    page = (folder / "growth.html").read_text(encoding="utf-8")
    assert page.count('<th scope="row">') == 15
    assert "no chance yet" in page
    assert "What this cannot show" in page
    assert written.sentence in (folder / "growth_alt.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("undrawn")
def test_names_never_become_paths_markup_or_formulas(journal, content, tmp_path):
    write_growth([("../<script>", journal), ("=1+1", journal)], tmp_path / "out", content)
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"learner_001", "learner_002", "growth.csv"}
    assert "<script>" not in (tmp_path / "out" / "learner_001" / "growth.html").read_text(encoding="utf-8")
    assert "\n'=1+1," in (tmp_path / "out" / "growth.csv").read_text(encoding="utf-8").replace("\r", "")


@pytest.mark.usefixtures("undrawn")
def test_a_later_run_leaves_nothing_of_an_earlier_one(journal, content, tmp_path):
    write_growth([(name, journal) for name in ("amy", "bo", "cleo")], tmp_path, content)
    (tmp_path / "learner_003" / "mine.txt").write_text("mine", "utf-8")
    write_growth([("amy", journal), ("bo", journal)], tmp_path, content)
    assert [path.name for path in (tmp_path / "learner_003").iterdir()] == ["mine.txt"]
    write_growth([("amy", journal)], tmp_path, content)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "growth.csv", "growth.html", "growth.png", "growth.svg", "growth_alt.txt", "learner_003",
    ]  # fmt: skip


@pytest.mark.usefixtures("undrawn")
def test_names_keep_their_letters(journal, content, tmp_path):
    write_growth([("María o'brien", journal), ("<b>Bo", journal)], tmp_path, content)
    assert "\nMaría o'brien," in (tmp_path / "growth.csv").read_text("utf-8")
    page = (tmp_path / "learner_001" / "growth.html").read_text("utf-8")
    assert "Self-ratings of María o&#x27;brien" in page


@pytest.mark.usefixtures("undrawn")
def test_a_table_that_was_written_names_its_learners_when_it_is_read(journal, content, tmp_path):
    names = ["=1+1", "'Twas", "'=1", "@amy", "bo"]
    write_growth([(name, journal) for name in names], tmp_path, content)
    rows = read_long_table((tmp_path / "growth.csv").read_text(encoding="utf-8"), "growth.csv", content)
    assert list(dict.fromkeys(row["learner"] for row in rows)) == names


def test_drawing_leaves_matplotlib_s_settings_alone(journal, content, tmp_path):
    import matplotlib

    before = dict(matplotlib.rcParams)
    write_growth([("jo", journal)], tmp_path, content)
    assert dict(matplotlib.rcParams) == before


def test_nothing_to_draw_is_said(content, tmp_path):
    with pytest.raises(NotFound, match="no self-ratings"):
        write_growth([("jo", [])], tmp_path / "out", content)
    assert not (tmp_path / "out").exists()


def test_without_matplotlib_the_command_to_type_is_said(content, monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.setitem(sys.modules, name, None)
    width_of.cache_clear()
    with pytest.raises(MissingExtra, match="pip install"):
        growth_drawn(self_ratings([], content))
