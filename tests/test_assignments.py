"""An instructor's way through one assignment with nbgrader's own commands: eight hand-ins, good and bad."""

from __future__ import annotations

import contextlib
import json
import re
import shlex
import shutil
import sqlite3
import zipfile
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from marking_page import mark, unmarked
from refused import refused

pytest.importorskip("nbgrader")

import make_submissions as make
from typed import kit

from kit.grading.learners_file import read_table, write_table
from kit.handin.feedback import receive_feedback
from kit.handin.feedback_record import Feedback
from kit.handin.handing import hand_in
from kit.handin.reading import read_hand_in
from kit.journal import make_workspace, open_journal
from kit.web_page import policy
from lab.bench.desk import running_desk


class Tags(HTMLParser):
    """Every start tag of a page with its attributes, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


IDS = [f"equity_{criterion}" for criterion in make.CRITERIA]
LEVELS = dict(zip(make.CRITERIA, (3, 2, 1, 0, 3), strict=True))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The whole way once: release, collect, autograde, feedback too early, marks, feedback."""
    base = tmp_path_factory.mktemp("marking")
    root = make.make_course(base / "course")
    logs = {"release": make.nbgrader_said(root, "generate_assignment", "equity")}
    make.make_zips(root)
    near = root / "downloaded" / "equity" / "near.jsonl"
    near.write_text(make.PRIVATE)
    near.chmod(0o600)
    hand_in_for_real(base / "ines", make.PRIVATE).rename(root / "downloaded/equity/archive/equity_ines.zip")
    logs["collect"] = make.nbgrader_said(root, "zip_collect", "equity")
    # Two that came another way, past the collecting that would have refused them.
    released = json.loads((root / "release/equity/equity.ipynb").read_text())
    for name, notebook in {"yan": released, "zoe": make.doubled(released)}.items():
        (root / "submitted" / name / "equity").mkdir(parents=True)
        (root / "submitted" / name / "equity" / "equity.ipynb").write_text(json.dumps(notebook))
    secret = base / "secret.txt"
    secret.write_text(make.PRIVATE)
    (root / "submitted/yan/equity/notes.txt").symlink_to(secret)
    logs["autograde"] = make.nbgrader_said(root, "autograde", "equity")
    url = f"sqlite:///{root / 'gradebook.db'}"
    for learner in ("amy", "gil"):
        for criterion, level in LEVELS.items():
            mark(url, "equity", learner, criterion, level, make.HOSTILE if criterion == "action" else None)
    for criterion in make.CRITERIA[:4]:
        mark(url, "equity", "eve", criterion, 2)
    logs["feedback"] = make.nbgrader_said(root, "generate_feedback", "equity")
    return SimpleNamespace(root=root, base=base, url=url, logs=logs)


def hand_in_for_real(workspace: Path, private: str) -> Path:
    """A learner's own hand-in, from a workspace with private answers in it and a private file near by."""
    make_workspace(workspace, "ines")
    (workspace / "diary.txt").write_text(private)
    (workspace / "diary.txt").chmod(0o600)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIT_DATA", str(workspace.parent / "data"))
        journal = open_journal(workspace)
        more: Any = {"case": "ms_perez", "item_hash": "0" * 12}
        first = journal.save("equity.reflection", "My first try.", **more)
        journal.save("equity.reflection", "My **final** text.", parent=first.id, **more)
        journal.save("equity.habit", private, lane="private", **more)
        journal.save_draft("equity.own_family", private, case="ms_perez")
        return hand_in(workspace, "equity").zip


def cells(course: Any, learner: str) -> dict[str, str]:
    text = (course.root / "autograded" / learner / "equity" / "equity.ipynb").read_text(encoding="utf-8")
    return {
        c["metadata"].get("nbgrader", {}).get("grade_id", c["id"]): "".join(c["source"])
        for c in json.loads(text)["cells"]
    }


def grades(course: Any, learner: str) -> dict[str, Any]:
    from nbgrader.api import Gradebook

    with Gradebook(course.url) as gb:
        notebook = gb.find_submission_notebook("equity", "equity", learner)
        return {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in notebook.grades}


def test_release_has_the_answer_cell_and_five_criteria_of_three_points(course: Any) -> None:
    assert course.logs["release"].returncode == 0, course.logs["release"].stderr
    released = json.loads((course.root / "release/equity/equity.ipynb").read_text())
    found = {
        (one := c["metadata"]["nbgrader"])["grade_id"]: (one["points"], one["task"], one["locked"])
        for c in released["cells"]
        if "nbgrader" in c["metadata"]
    }
    assert found == {"equity_answer": (0, False, False)} | dict.fromkeys(IDS, (3, True, True))


def test_collecting_refuses_the_doubled_cell_by_name_and_takes_the_others(course: Any) -> None:
    log = course.logs["collect"]
    assert log.returncode == 0, log.stderr
    assert "finn: cell equity_answer appears twice in equity.ipynb" in log.stderr
    assert "Traceback" not in log.stderr
    collected = {p.name for p in (course.root / "submitted").iterdir()} - {"yan", "zoe"}
    assert collected == {"amy", "ben", "cara", "dan", "eve", "gil", "hana", "ines"}


def test_autograding_refuses_by_name_without_a_traceback_and_goes_on(course: Any) -> None:
    log = course.logs["autograde"]
    assert log.returncode == 1, "nbgrader says with its exit code that somebody was left out"
    assert "zoe: cell equity_answer appears twice" in log.stderr
    assert "yan: notes.txt in equity is a link to another file" in log.stderr
    assert "Traceback" not in log.stderr
    done = {p.parent.parent.name for p in course.root.glob("autograded/*/equity/equity.ipynb")}
    assert done == {"amy", "ben", "cara", "dan", "eve", "gil", "hana", "ines"}


def test_a_refused_submission_is_no_zero_in_the_gradebook(course: Any) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(course.url) as gb:
        assert {s.id for s in gb.students} == {"amy", "ben", "cara", "dan", "eve", "gil", "hana", "ines"}


def test_no_kernel_ran(course: Any) -> None:
    assert not list(course.root.rglob("ran.txt"))
    assert "Executing notebook with kernel" not in course.logs["autograde"].stderr


def test_the_last_shared_answer_stands_in_the_answer_cell(course: Any) -> None:
    answer = cells(course, "amy")["equity_answer"]
    assert make.GOOD.replace("\n", "\\\n") in answer
    assert "An earlier text." not in answer
    assert make.PLACEHOLDER not in answer


def test_what_hand_in_made_arrives(course: Any) -> None:
    answer = cells(course, "ines")["equity_answer"]
    assert "My &#42;&#42;final&#42;&#42; text." in answer
    assert "My first try." not in answer
    assert "Also written here" not in answer


def test_a_missing_empty_or_torn_journal_is_said_in_the_cell(course: Any) -> None:
    assert "No responses.jsonl came with this submission" in cells(course, "cara")["equity_answer"]
    assert "No shared answer to this prompt was handed in" in cells(course, "ben")["equity_answer"]
    torn = cells(course, "dan")["equity_answer"]
    assert make.GOOD.splitlines()[0] in torn
    assert "could not be read completely" in torn


def test_a_locked_cell_is_put_back_and_a_note_typed_into_the_answer_cell_is_kept(course: Any) -> None:
    found = cells(course, "eve")
    assert found["equity_event"] == cells(course, "amy")["equity_event"]
    assert "I give myself 3" not in found["equity_event"]
    answer, note = found["equity_answer"].split("**Also written here**")
    assert make.GOOD.splitlines()[0] in answer
    assert note.strip() == "A note I typed here."


def test_an_answer_waits_for_a_person_and_the_cell_worth_nothing_does_not(course: Any) -> None:
    found = grades(course, "hana")
    assert found["equity_answer"][2] is False
    assert all(found[name] == (None, None, True) for name in IDS)


def test_marks_by_criterion_reach_the_gradebook_and_the_page(course: Any) -> None:
    assert {name: grades(course, "amy")[name][1] for name in IDS} == {
        f"equity_{c}": v for c, v in LEVELS.items()
    }
    page = (course.root / "feedback/amy/equity/equity.html").read_text(encoding="utf-8")
    assert "9 of 15 points" in page
    assert make.GOOD.splitlines()[0] in page


def test_feedback_waits_for_every_criterion_and_names_the_open_ones(course: Any) -> None:
    log = course.logs["feedback"]
    assert {p.parent.parent.name for p in course.root.glob("feedback/*/equity/*.html")} == {"amy", "gil"}
    assert "eve: equity has no mark yet for action, so feedback waits" in log.stderr
    assert "Traceback" not in log.stderr
    assert unmarked(course.url, "equity")["eve"] == ["action"]


def test_what_a_learner_or_marker_writes_can_do_nothing_on_the_page(course: Any) -> None:
    page = (course.root / "feedback/gil/equity/equity.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(page)
    assert not {"script", "iframe", "svg", "form", "button", "object", "embed"} & {
        tag for tag, _ in tags.found
    }
    attributes = [pair for _, pairs in tags.found for pair in pairs]
    assert [name for name, _ in attributes if name.startswith("on")] == []
    assert [
        value for name, value in attributes if name in ("href", "src") and not (value or "").startswith("#")
    ] == []
    assert "<strong>Bold</strong> and $x^2$ stay" in page, "emphasis and formulas survive"


def test_a_page_asks_nothing_of_another_host(course: Any) -> None:
    page = (course.root / "feedback/gil/equity/equity.html").read_text(encoding="utf-8")
    assert ' src="http' not in page
    assert "<script" not in page
    assert "<link" not in page
    assert policy(fonts="inside") in page


def test_what_was_private_is_in_no_file_that_marking_made(course: Any) -> None:
    made = [p for d in ("submitted", "autograded", "feedback") for p in (course.root / d).rglob("*")]
    # The link that came past collecting is what it points at, not a file that was made.
    files = [p for p in made if p.is_file() and not p.is_symlink()] + [course.root / "gradebook.db"]
    assert len(files) > 30
    assert [p for p in files if make.PRIVATE.encode() in p.read_bytes()] == []


def test_feedback_comes_back_into_the_workspace(course: Any) -> None:
    workspace = make_workspace(course.base / "amy", "amy")
    page = receive_feedback(workspace, course.root / "feedback" / "amy" / "equity" / "equity.json")
    assert page == workspace / "feedback" / "equity.html"
    assert page.read_text(encoding="utf-8").count(" of 3</p>") == len(LEVELS)


def test_a_page_that_was_sent_is_taken_in_and_another_file_is_not(course: Any) -> None:
    workspace = make_workspace(course.base / "sent", "amy")
    sent = course.base / "equity (1).html"
    sent.write_bytes((course.root / "feedback/amy/equity/equity.html").read_bytes())
    assert receive_feedback(workspace, sent) == workspace / "feedback" / "equity.html"
    other = course.base / "holiday.html"
    other.write_text("<p>no</p>")
    with refused("feedback.not_one", file="holiday.html"):
        receive_feedback(workspace, other)
    with refused("feedback.import_other_learner", learner="amy", own="ben"):
        receive_feedback(make_workspace(course.base / "other", "ben"), sent)


def test_feedback_is_a_record_first(course: Any) -> None:
    record = Feedback.model_validate_json((course.root / "feedback/amy/equity/equity.json").read_bytes())
    assert (record.learner, record.assignment, record.levels) == ("amy", "equity", LEVELS)
    assert [(one.criterion, one.text) for one in record.comments] == [("action", make.HOSTILE)]
    submitted = (course.root / "submitted/amy/equity/responses.jsonl").read_text().splitlines()
    assert record.revision == json.loads(submitted[-1])["id"]
    about = json.loads((course.root / "submitted/ines/equity/handin.json").read_text())
    assert record.workspace is None, "a hand-in made by hand named none"
    assert read_hand_in(course.root / "autograded/ines/equity").workspace == about["workspace"]


def test_only_cells_that_somebody_changed_are_warned_of(course: Any) -> None:
    log = course.logs["autograde"].stderr
    changed = [line for line in log.splitlines() if "checksum" in line]
    assert len(changed) == 2, "eve and gil rewrote one criterion each"


def test_collecting_ends_with_a_summary_and_a_table_of_what_is_left_out(course: Any) -> None:
    lines = course.logs["collect"].stderr.splitlines()
    ours = [n for n, line in enumerate(lines) if "8 collected" in line]
    assert len(ours) == 1
    assert len(lines) - ours[0] <= 5
    (left,) = read_table(course.root).left_out
    assert (left.file, left.whose) == ("equity_finn.zip", "finn")
    assert "appears twice" in left.why
    assert left.to_send.startswith("Please open the notebook")


@pytest.fixture
def copy(course: Any, tmp_path: Path) -> Any:
    """The marked course root, to go on from."""
    root = Path(shutil.copytree(course.root, tmp_path / "course", symlinks=True))
    return SimpleNamespace(root=root, url=f"sqlite:///{root / 'gradebook.db'}")


def test_a_revision_replaces_the_text_and_asks_for_its_marks_again(copy: Any) -> None:
    make.put_zip(
        copy.root, "amy", journal=make.line("A revised text.", 9), at="2026-11-28T09:00:00Z", name="amy-1"
    )
    assert make.nbgrader_here(copy.root, "zip_collect", "equity", "--force") == 0
    make.nbgrader_here(copy.root, "autograde", "equity", "--student", "amy")
    assert "A revised text." in cells(copy, "amy")["equity_answer"]
    assert grades(copy, "amy")["equity_event"] == (None, 3.0, True), (
        "the old mark stays and is asked for again"
    )
    assert unmarked(copy.url, "equity")["amy"] == list(make.CRITERIA)
    assert "gil" not in unmarked(copy.url, "equity"), "who handed in nothing new keeps their marks"


def test_a_number_that_is_not_a_level_holds_feedback(copy: Any) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(copy.url) as gb:
        # The marking page takes 2.5, and more than there is through its own interface.
        gb.find_grade("equity_event", "equity", "equity", "amy").manual_score = 2.5
        gb.find_grade("equity_action", "equity", "equity", "amy").manual_score = 208
        gb.db.commit()
    assert unmarked(copy.url, "equity")["amy"] == [
        "event (2.5 is not a level)",
        "action (208 is not a level)",
    ]


def test_extra_credit_is_not_a_whole_level(copy: Any, capfd: pytest.CaptureFixture[str]) -> None:
    from nbgrader.api import Gradebook

    page = copy.root / "feedback/amy/equity/equity.html"
    before = page.read_bytes()
    with Gradebook(copy.url) as gb:
        gb.find_grade("equity_assumption", "equity", "equity", "amy").extra_credit = 1
        gb.db.commit()
    assert make.nbgrader_here(copy.root, "generate_feedback", "equity", "--student", "amy", "--force") == 1
    log = capfd.readouterr().err
    assert "amy: equity has no mark yet for assumption (2 with 1 extra credit is not a level)" in log
    assert "Traceback" not in log
    assert page.read_bytes() == before


def test_a_mark_or_a_comment_that_changed_makes_the_page_again(copy: Any) -> None:
    page = copy.root / "feedback/amy/equity/equity.html"

    def again() -> str:
        assert make.nbgrader_here(copy.root, "generate_feedback", "equity", "--student", "amy") == 0
        return page.read_text(encoding="utf-8")

    stood = page.stat().st_mtime_ns
    assert "9 of 15 points" in again()
    assert page.stat().st_mtime_ns == stood, "nothing changed, so the page stays"
    mark(copy.url, "equity", "amy", "event", 1)
    assert "7 of 15 points" in again()
    mark(copy.url, "equity", "amy", "event", 1, "Say who was there.")
    assert "Say who was there." in again()
    assert not list(page.parent.parent.glob(".*"))


def test_a_finished_page_stays_until_the_next_is_finished(
    copy: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    page = copy.root / "feedback/amy/equity/equity.html"
    before = page.read_bytes()
    force = ("generate_feedback", "equity", "--student", "amy", "--force")
    with contextlib.closing(sqlite3.connect(copy.root / "gradebook.db")) as other:
        other.execute("begin exclusive")
        assert make.nbgrader_here(copy.root, *force) == 1
    log = capfd.readouterr().err
    assert "gradebook.db is in use by another program; close the other program" in log
    assert "upgrade" not in log
    assert page.read_bytes() == before
    (copy.root / "autograded/amy/equity/equity.ipynb").write_text("{")
    assert make.nbgrader_here(copy.root, *force) == 1
    assert page.read_bytes() == before


def test_two_people_under_one_id_are_both_kept_and_neither_is_marked(copy: Any) -> None:
    one, other = "0" * 25 + "A", "0" * 25 + "B"
    put = partial(make.put_zip, copy.root, "kim")
    put(journal=make.line("From one kim.", workspace=one))
    put(journal=make.line("From another kim.", workspace=other), name="kim-1", at="2026-11-22T09:00:00Z")
    assert make.nbgrader_here(copy.root, "zip_collect", "equity", "--force") == 0
    assert not (copy.root / "submitted/kim/equity/equity.ipynb").exists()
    archive = copy.root / "downloaded/equity/archive"
    assert {p.name for p in archive.glob("*kim*")} == {"equity_kim.zip", "equity_kim-1.zip"}
    table = read_table(copy.root)
    assert [(row.learner, row.folder) for row in table.waits()] == [("kim", other), ("kim", one)]
    # They are one person's, who says so.
    table.decide(table.waits()[0].code, accept=True)
    write_table(copy.root, table)
    assert make.nbgrader_here(copy.root, "zip_collect", "equity", "--force") == 0
    assert "another kim." in (copy.root / "submitted/kim/equity/responses.jsonl").read_text()


def test_a_second_person_on_a_later_day_is_held_and_the_first_is_marked(
    copy: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    one, other = "0" * 25 + "A", "0" * 25 + "B"
    put = partial(make.put_zip, copy.root, "kim")
    put(journal=make.line("From one kim.", workspace=one))
    assert make.nbgrader_here(copy.root, "zip_collect", "equity") == 0
    put(journal=make.line("From another kim.", workspace=other), name="kim-1", at="2026-11-22T09:00:00Z")
    assert make.nbgrader_here(copy.root, "zip_collect", "equity") == 0
    log = capfd.readouterr().err
    assert "equity_kim-1.zip comes from another course folder" in log
    make.nbgrader_here(copy.root, "autograde", "equity", "--student", "kim")
    assert "From one kim." in cells(copy, "kim")["equity_answer"]


@pytest.mark.parametrize(("step", "command"), [("InjectAnswer", "autograde")])
def test_a_gradebook_taken_by_another_program_midway_is_one_sentence(
    copy: Any, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, step: str, command: str
) -> None:
    from kit.grading import steps

    kind = getattr(steps, step)
    as_it_is = kind.preprocess
    with contextlib.closing(sqlite3.connect(copy.root / "gradebook.db", isolation_level=None)) as other:

        def taken(self: Any, nb: Any, resources: Any) -> Any:
            if not other.in_transaction:
                other.execute("begin exclusive")
            return as_it_is(self, nb, resources)

        monkeypatch.setattr(kind, "preprocess", taken)
        page = copy.root / "feedback/amy/equity/equity.html"
        before = page.read_bytes()
        assert make.nbgrader_here(copy.root, command, "equity", "--student", "amy", "--force") == 1
    log = capfd.readouterr().err
    assert "amy: " in log
    assert "gradebook.db is in use by another program; close the other program" in log
    assert "Everything before amy is done." in log
    assert "Traceback" not in log
    assert "upgrade" not in log
    assert page.read_bytes() == before
    monkeypatch.undo()
    assert make.nbgrader_here(copy.root, command, "equity", "--student", "amy", "--force") == 0


def test_autograding_before_the_release_is_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = make.make_course(tmp_path / "course")
    (root / "submitted/amy/equity").mkdir(parents=True)
    (root / "submitted/amy/equity/equity.ipynb").write_text(json.dumps(make.source_notebook()))
    assert make.nbgrader_here(root, "autograde", "equity") == 1
    log = capfd.readouterr().err
    assert "the gradebook has no equity yet; run: nbgrader generate_assignment equity" in log
    assert "Traceback" not in log


def test_answers_left_in_the_source_stop_the_release(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = make.make_course(tmp_path / "course")
    (root / "source/equity/responses.jsonl").write_text("")
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 1
    log = capfd.readouterr().err
    assert "would overwrite every learner's own responses.jsonl" in log
    assert "Traceback" not in log
    assert not (root / "release/equity").exists()


def test_no_answers_lie_in_the_source_and_the_checkout_holds_no_learners_work() -> None:
    root = make.CHECKOUT / "assignments"
    stray = [p.name for p in root.rglob("*") if p.name in ("responses.jsonl", "handin.json", "gradebook.db")]
    assert stray == []
    assert len((root / "nbgrader_config.py").read_text().splitlines()) < 12


@pytest.mark.slow  # the same commands as the class above runs, on the folder as it comes
def test_the_readmes_way_through_nbgrader_alone_works_on_the_folder_as_it_comes(tmp_path: Path) -> None:
    """The course root of the checkout holds a release already; the commands have to cope with that."""
    checkout = Path(__file__).parents[1]
    found = re.findall(r"`nbgrader (\w+ equity)`", (checkout / "README.md").read_text("utf-8"))
    assert found == ["zip_collect equity", "autograde equity", "generate_feedback equity"]
    commands = [["generate_assignment", "equity", "--force"], *(one.split() for one in found)]
    root = tmp_path / "assignments"
    shutil.copytree(checkout / "assignments", root)
    archive = root / "downloaded" / "equity" / "archive"
    archive.mkdir(parents=True)
    hand_in_for_real(tmp_path / "ines", make.PRIVATE).rename(archive / "equity_ines.zip")
    url = f"sqlite:///{root / 'gradebook.db'}"
    for words in commands:
        if words[0] == "generate_feedback":
            for criterion in make.CRITERIA:
                mark(url, "equity", "ines", criterion, 2)
        done = make.nbgrader(root, *words)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert "SAWarning" not in done.stderr
    assert (root / "feedback" / "ines" / "equity" / "equity.html").is_file()


def test_the_readmes_week_works_when_it_is_pasted(tmp_path: Path) -> None:
    """The commands for a class and for a week, in their order, with other places for the files.

    A learner's own hand-in goes in, a person marks it at the desk, and the learner takes in what came back.
    """
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    part = readme[readme.index("### A class, once") : readme.index("### A sample class")]
    typed = [shlex.split(line)[1:] for line in part.splitlines() if line.startswith("kit ")]
    names = [" ".join(words[: 1 + (words[0] == "class")]) for words in typed]
    assert names == [
        "class new", "roster", "class invite", "collect", "mark", "feedback", "grades", "class status",
    ]  # fmt: skip
    root, downloads = tmp_path / "fall", tmp_path / "Downloads"
    (downloads / "submissions.zip").mkdir(parents=True)
    hand_in_for_real(tmp_path / "ines", make.PRIVATE).rename(
        downloads / "submissions.zip" / "nunezines_1_77_equity_ines.zip"
    )
    (downloads / "class-list.csv").write_text("id,name\nines,Inés Núñez\n", "utf-8")
    (downloads / "export.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Equity (9001)\n"
        "    Points Possible,,,,,15\n"
        '"Núñez, Inés",1,,ines,A,\n',
        "utf-8",
    )
    for words in typed:
        here = [
            word.replace("~/fall-class", str(root)).replace("~/Downloads", str(downloads)) for word in words
        ]
        if words[0] == "mark":
            with running_desk(root) as desk:
                (one,) = desk.ask("desk")["texts"]
                about = {"code": one["code"], "revision": desk.ask(f"text/{one['code']}")["revision"]}
                for criterion in make.CRITERIA:
                    desk.ask("level", {**about, "criterion": criterion, "level": 2})
            continue
        done = kit(*here, cwd=tmp_path)
        assert done.returncode == 0, (here, done.stdout, done.stderr)
    assert list(root.glob("**/invitations.zip"))
    assert '"Núñez, Inés",1,,ines,A,10' in (tmp_path / "grades.csv").read_text("utf-8")
    (packed,) = (root / "to_return").glob("*.zip")
    with zipfile.ZipFile(packed) as back:
        (hers,) = back.namelist()
        back.extract(hers, tmp_path)
    done = kit("import", tmp_path / hers, "--workspace", tmp_path / "ines")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ines" / "feedback" / "equity.html").read_text("utf-8").count("2 of 3</p>") == 5
