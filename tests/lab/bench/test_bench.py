import importlib.util
import json
import os
import subprocess
import sys

import pytest
from courses import ROOT

from kit.pages.progress import STATIC
from lab.bench import MEASURES
from lab.bench.collecting import collecting
from lab.bench.desk import desk
from lab.bench.feedback import feedback
from lab.bench.grades import grades
from lab.bench.marking import marking
from lab.measured import Measured, throwaway


def bench(*words, cwd):
    command = [sys.executable, "-m", "lab.bench", *words]
    environment = {**os.environ, "COLUMNS": "160", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_quick_ones_print_a_line_each(tmp_path):
    done = bench("save", "reading", "import", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for name in ("save an answer, p95", "texts read", "import kit", "from kit import open_course"):
        assert done.stdout.count(f"{name} ") >= 1
    assert not list(tmp_path.iterdir())


def test_an_unknown_name_is_one_sentence(tmp_path):
    done = bench("nothing", cwd=tmp_path)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    assert all(name in done.stderr for name in MEASURES)


def test_a_command_to_type_is_printed_whole(capsys):
    from kit.model import MissingExtra
    from lab.measured import show

    show([Measured("marking", None, "s", "", skipped=str(MissingExtra("this needs it", "instructor")))])
    assert '".[instructor]"' in " ".join(capsys.readouterr().out.split())


def test_without_nbgrader_marking_is_skipped_with_the_command_to_type(monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "nbgrader" else find(name))
    for one in (*marking(), *collecting()):
        assert isinstance(one, Measured)
        assert one.value is None
        assert "pip install" in (one.skipped or "")


def test_measuring_puts_the_learner_s_data_folder_back(monkeypatch):
    monkeypatch.setenv("KIT_DATA", "/somewhere")
    with throwaway() as folder:
        assert os.environ["KIT_DATA"].startswith(str(folder))
    assert os.environ["KIT_DATA"] == "/somewhere"
    monkeypatch.delenv("KIT_DATA")
    with throwaway():
        pass
    assert "KIT_DATA" not in os.environ


@pytest.mark.slow
def test_a_cold_start_ends_in_a_form_and_marking_and_grades_in_two_figures_each():
    started = list(MEASURES["form"]())
    assert [m.unit for m in started] == ["s", "s"]
    pytest.importorskip("nbgrader")
    (marked,) = marking(2)
    assert marked.value
    assert marked.beside
    assert [m.unit for m in desk(14)] == ["s", "ms", "ms"]
    assert [m.name.partition(",")[0] for m in grades(3)] == ["class list read", "grades written"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processor time of other programs isn't known there")
def test_collecting_is_measured_beside_nbgrader_as_it_comes():
    pytest.importorskip("nbgrader")
    seconds, collected, status = collecting(2, 3)
    assert seconds.value
    assert seconds.beside
    assert collected.value
    assert collected.beside
    assert status.value
    (packed,) = feedback(2)
    assert packed.value
    assert packed.beside


def measured_apart(name, *arguments):
    """Return what a measure yields in its own process: two tests may not drive a browser from one thread."""
    counting = (
        f"import json; from lab.bench import MEASURES; print(json.dumps([*MEASURES[{name!r}](*{arguments})]))"
    )
    done = subprocess.run([sys.executable, "-c", counting], capture_output=True, text=True, check=True)
    return [Measured(*one) for one in json.loads(done.stdout)]


@pytest.mark.slow
def test_the_desk_takes_six_keys_a_learner_and_one_page_load():
    measured = {one.name.removeprefix("marking, "): one for one in measured_apart("keys", 3)}
    if measured["keys"].skipped:
        pytest.skip(measured["keys"].skipped)
    here = {name: one.value for name, one in measured.items()}
    assert here == {"keys": 6 * 3 - 1, "clicks": 0, "page loads": 1}
    assert measured["keys"].beside > 3 * here["keys"]
    assert measured["page loads"].beside > 3


@pytest.mark.slow
def test_one_round_of_the_pages_is_measured_and_nothing_is_asked_elsewhere():
    measured = measured_apart("pages", 1)
    if measured[0].skipped:
        pytest.skip(measured[0].skipped)
    values = {one.name.partition(",")[0]: one.value for one in measured}
    assert values.pop("requests elsewhere") == 0
    opened = ["form drawn", "all answers", "next week", "kit start to the first page"]
    assert list(values) == [*opened, "next step", "turn of a scene", "memory"]
    assert all(value > 0 for value in values.values())
    assert measured[0].beside > 0


@pytest.mark.slow
def test_every_step_has_a_height_and_every_week_its_words_and_sheets():
    measured = measured_apart("porch")
    if measured[0].skipped:
        pytest.skip(measured[0].skipped)
    weeks = json.loads((STATIC / "course.json").read_text("utf-8"))["weeks"]
    heights = [one.value for one in measured if one.unit == "px"]
    assert len(heights) == sum(len(week["steps"]) for week in weeks)
    assert min(heights) >= 800
    *by_week, together = [one.value for one in measured if one.unit == "words"]
    assert len(by_week) == len(weeks)
    assert sum(by_week) == together > 0
    assert max(one.value for one in measured if one.unit == "sheets") <= 9
