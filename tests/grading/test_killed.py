"""Marking killed at a random moment, and a rerun: everybody is there, once, and who is not is named."""

import contextlib
import io
import json
import os
import random
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import make_submissions as make
import pytest
from killing import killed
from marking_page import mark
from nbgrader.api import Gradebook
from typed import kit

from kit.cli.class_grades import asked_assignments, class_grades
from kit.grading.counting import marks_that_count
from kit.grading.packets import FOLDER, returned
from kit.spreadsheet import read_csv

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a command is killed in a forked process"),
]

FEEDBACK = "kit feedback"
CLASS = ("amy", "ben", "cara")
COMMANDS = ("zip_collect", "autograde", "generate_feedback", FEEDBACK)


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The course root as each command finds it."""
    base = tmp_path_factory.mktemp("killed")
    root = make.make_course(base / "course")
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    for name in CLASS:
        make.put_zip(root, name, journal=make.line(f"From {name}."))
    found: dict[str, Path] = {}
    for command in COMMANDS:
        found[command] = base / command
        shutil.copytree(root, found[command])
        if command in ("generate_feedback", FEEDBACK):
            for name in CLASS:
                for criterion in make.CRITERIA:
                    mark(f"sqlite:///{found[command] / 'gradebook.db'}", "equity", name, criterion, 2)
        else:
            assert make.nbgrader_here(root, command, "equity") == 0
    return found


def whole(root: Path, command: str) -> None:
    """What the command leaves when nothing went wrong."""
    folder = {"zip_collect": "submitted", "autograde": "autograded"}.get(command, "feedback")
    assert {one.name for one in (root / folder).iterdir()} == set(CLASS)
    for name in CLASS:
        place = root / folder / name
        assert [one.name for one in place.iterdir()] == ["equity"], name
        if folder == "feedback":
            assert json.loads((place / "equity" / "equity.json").read_bytes())["levels"]["event"] == 2
            assert f"From {name}." in (place / "equity" / "equity.html").read_text("utf-8")
            continue
        assert f"From {name}." in (place / "equity" / "responses.jsonl").read_text("utf-8")
        text = (place / "equity" / "equity.ipynb").read_text("utf-8")
        assert (f"From {name}." in text) == (command == "autograde")
    if command == "autograde":
        with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gb:
            assert sorted(s.student.id for s in gb.assignment_submissions("equity")) == sorted(CLASS)
            for name in CLASS:
                grades = gb.find_submission_notebook("equity", "equity", name).grades
                assert sum(grade.needs_manual_grade for grade in grades) == len(make.CRITERIA)

    if command == FEEDBACK:
        assert set(returned(root)) == {("equity", name) for name in CLASS}
        (packet,) = (root / FOLDER).iterdir()
        assert [row.cells["learner"] for row in read_csv(packet / "mail.csv").rows] == list(CLASS)
        pages = {f"equity_{name}.html": root / "feedback" / name / "equity" / "equity.html" for name in CLASS}
        assert {one.name for one in packet.iterdir()} == {"mail.csv", *pages}
        assert all((packet / name).read_bytes() == page.read_bytes() for name, page in pages.items())


def run(root: Path, command: str) -> int:
    """Run a command, ours or nbgrader's; returns its exit status."""
    if command == FEEDBACK:
        return int(kit("feedback", root, "equity", "--for", "mail").returncode)
    return int(make.nbgrader_here(root, command, "equity"))


def kill_and_run_again(stages: dict[str, Path], into: Path, command: str, times: int) -> None:
    shutil.copytree(stages[command], into / "whole")
    cut, touches = killed(into / "whole", lambda: run(into / "whole", command))
    assert not cut
    whole(into / "whole", command)
    moments = random.Random(f"{command} {times}")  # noqa: S311  # moments, not secrets
    hits = wrong = 0
    said = ""
    for number in range(times):
        root = Path(shutil.copytree(stages[command], into / str(number)))
        # Every other time a little later, in the middle of what comes next.
        later = number % 2 * moments.uniform(0, 0.01)
        hits += killed(root, partial(run, root, command), moments.randint(1, touches), later)[0]
        code = run(root, command)
        try:
            assert code == 0
            whole(root, command)
        except (AssertionError, OSError) as fault:
            wrong, said = wrong + 1, str(fault)
        shutil.rmtree(root)
    print(f"{command}: killed {hits} of {times} times while it ran, {wrong} wrong after a rerun")
    assert not wrong, said
    assert hits >= times / 2


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_3_times(stages: dict[str, Path], tmp_path: Path, command: str):
    kill_and_run_again(stages, tmp_path, command, 3)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_50_times(stages: dict[str, Path], tmp_path: Path, command: str):
    kill_and_run_again(stages, tmp_path, command, 50)


@pytest.fixture
def course(stages: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(stages["autograde"], tmp_path / "course"))


def said(root: Path, *command: str) -> tuple[int, str]:
    log = io.StringIO()
    with contextlib.redirect_stderr(log):
        code = make.nbgrader_here(root, *command)
    assert "Traceback" not in log.getvalue()
    return code, log.getvalue()


def records(root: Path) -> tuple[set[str], set[str]]:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gb:
        return {s.id for s in gb.students}, {s.student.id for s in gb.assignment_submissions("equity")}


@pytest.mark.parametrize("moment", ["CleanSubmission", "InjectAnswer", "FlagMarks"])
def test_a_notebook_that_fails_leaves_no_record_and_the_others_go_on(
    course: Path, monkeypatch: pytest.MonkeyPatch, moment: str
):
    from kit.grading import steps

    kind = getattr(steps, moment)
    as_it_is = kind.preprocess

    def failing(self: Any, nb: Any, resources: Any) -> Any:
        if resources["nbgrader"]["student"] == "ben":
            raise ValueError("odd\nmore")
        return as_it_is(self, nb, resources)

    monkeypatch.setattr(kind, "preprocess", failing)
    code, log = said(course, "autograde", "equity")
    assert code == 1
    assert "ben: equity cannot be prepared (ValueError: odd), so this submission is left out" in log
    assert "equity: not autograded: ben." in log
    assert records(course) == ({"amy", "cara"}, {"amy", "cara"})
    assert not list(course.glob("autograded/ben/*"))
    monkeypatch.undo()
    assert said(course, "autograde", "equity")[0] == 0
    whole(course, "autograde")


def test_who_is_not_autograded_is_named(course: Path):
    (course / "submitted/ben/equity/equity.ipynb").unlink()
    code, log = said(course, "autograde", "equity")
    assert code == 1
    assert "ben: there is no equity.ipynb in" in log
    code, log = said(course, "generate_feedback", "equity")
    assert code == 1
    assert (
        "ben: equity is not autograded, so there is no feedback; run nbgrader autograde equity first" in log
    )


def say_not_bens(course: Path) -> None:
    from kit.grading.learners_file import read_table, write_table

    table = read_table(course)
    table.decide(table.of("ben")[0].code, accept=False)
    write_table(course, table)


def test_what_is_said_to_be_somebody_elses_is_not_autograded(course: Path):
    say_not_bens(course)
    code, log = said(course, "autograde", "equity")
    assert code == 1
    assert "ben: you said that the hand-in of equity in" in log
    assert records(course) == ({"amy", "cara"}, {"amy", "cara"})


def test_somebody_elses_hand_in_gives_no_mark_and_no_feedback(stages: dict[str, Path], tmp_path: Path):
    course = Path(shutil.copytree(stages["generate_feedback"], tmp_path / "marked"))

    def marked() -> list[set[str]]:
        grades, _ = class_grades(course, None, asked_assignments(["equity"]))
        counted = {one["learner"] for one in marks_that_count(course).marks}
        return [counted, {one.learner for one in grades if one.points is not None}]

    assert marked() == [set(CLASS)] * 2, "the marks stand before anybody says whose they are"
    say_not_bens(course)
    assert marked() == [{"amy", "cara"}] * 2
    code, log = said(course, "generate_feedback", "equity")
    assert code == 1
    assert "ben: you said that the hand-in of equity in" in log
    assert not list(course.glob("feedback/ben/equity/*"))
    assert (course / "feedback/amy/equity/equity.html").is_file()
    own = make.line("Ben's own.", workspace="01JDYYYYYYYYYYYYYYYYYYYYYY")
    make.put_zip(course, "ben", journal=own, name="ben-1")
    assert said(course, "zip_collect", "equity")[0] == 0
    code, log = said(course, "generate_feedback", "equity")
    assert code == 1
    assert "ben: another hand-in of equity has been collected since" in log
    assert not list(course.glob("feedback/ben/equity/*"))
    assert marked() == [{"amy", "cara"}] * 2, "what stands is the mark of the other hand-in"
    assert said(course, "autograde", "equity")[0] == 0
    for criterion in make.CRITERIA:
        mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "ben", criterion, 1)
    assert marked() == [set(CLASS)] * 2


def test_a_half_made_folder_gets_no_feedback(course: Path):
    from kit.grading import finished

    assert said(course, "autograde", "equity")[0] == 0
    finished.begin(course / "autograded/ben/equity")
    code, log = said(course, "generate_feedback", "equity", "--student", "ben")
    assert code == 1
    assert "ben: equity is not autograded" in log


def test_a_revision_counts_though_its_clock_is_behind(course: Path):
    assert said(course, "autograde", "equity")[0] == 0
    make.put_zip(course, "ben", journal=make.line("Revised.", 9), at="2026-11-20T10:00:00Z", name="ben-1")
    assert said(course, "zip_collect", "equity")[0] == 0
    stood = (course / "autograded/amy/equity/equity.ipynb").stat().st_mtime_ns
    assert said(course, "autograde", "equity")[0] == 0
    assert "Revised." in (course / "autograded/ben/equity/equity.ipynb").read_text("utf-8")
    assert (course / "autograded/amy/equity/equity.ipynb").stat().st_mtime_ns == stood


def test_a_hand_in_by_the_exchange_is_copied_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default import exchange

    from kit.grading.collecting import CollectWhole

    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "equity.ipynb").write_text("{}")
    target = tmp_path / "submitted" / "amy" / "equity"
    target.parent.mkdir(parents=True)
    collect = CollectWhole(coursedir=CourseDirectory(), authenticator=None)
    with monkeypatch.context() as patch:
        copied = shutil.copytree

        def stopped(*where: Any, **how: Any) -> Any:
            copied(*where, **how)
            raise KeyboardInterrupt

        patch.setattr(exchange.shutil, "copytree", stopped)
        with pytest.raises(KeyboardInterrupt):
            collect.do_copy(str(tmp_path / "from"), str(target))
    assert not target.exists()
    collect.do_copy(str(tmp_path / "from"), str(target))
    assert (target / "equity.ipynb").is_file()
    assert [one.name for one in target.parent.iterdir()] == ["equity"]
