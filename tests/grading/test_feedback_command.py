"""``kit feedback`` on nbgrader's real commands: made where something changed, held where one is open."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import Any

import make_submissions as make
import pytest
from marking_page import mark

from kit.classroom import Member, write_roster
from kit.cli import main
from kit.grading.texts import marked_text
from kit.handin.feedback_record import Feedback
from kit.model import Rating
from kit.ratings import open_ratings
from kit.ratings.comments import Comments

TEXT = "Her name is {name}. She came late, & I had not asked her why."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Three learners out of Canvas' download, autograded; Ana gave amy and ben their levels at the desk."""
    root = make.make_course(tmp_path_factory.mktemp("feedback") / "course")
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    for name in ("amy", "ben", "cara"):
        make.put_zip(root, name, journal=make.line(TEXT.format(name=name)))
    archive = root / "downloaded" / "equity" / "archive"
    with zipfile.ZipFile(archive / "submissions.zip", "w") as file:
        for number, name in enumerate(("amy", "ben", "cara"), start=11):
            one = archive / f"equity_{name}.zip"
            file.write(one, f"lee{name}_{number}_{number}0_{one.name}")
            one.unlink()
    for command in ("zip_collect", "autograde"):
        assert make.nbgrader_here(root, command, "equity") == 0
    with open_ratings(root) as ratings:
        for name in ("amy", "ben"):
            text = marked_text(root, name, "equity", "equity.reflection")
            assert text is not None
            of = {"rater": "Ana", "learner": name, "item": "equity.reflection", "at": text.at}
            ratings.record(Rating(**of, criterion=c, level=2, revision=text.id) for c in make.CRITERIA)
            for criterion in make.CRITERIA:
                mark(f"sqlite:///{root / 'gradebook.db'}", "equity", name, criterion, 2)
    return root


@pytest.fixture
def course(made: Any, tmp_path: Any) -> Any:
    return shutil.copytree(made, tmp_path / "course")


@pytest.fixture
def kit(course: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def typed(*more: object, code: int = 0, root: Any = course) -> list[str]:
        monkeypatch.setattr("sys.argv", ["kit", "feedback", str(root), *map(str, more)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code or 0) == code, said
        return (said.out + said.err).splitlines()

    return typed


def comment(course: Any, **more: Any) -> str:
    text = marked_text(course, "amy", "equity", "equity.reflection")
    assert text is not None
    place = {"start": TEXT.index("She") - 3, "end": TEXT.index(", &") - 3, "quote": "She came late"}
    fields = {"kind": "passage", "text": "How late is **late**?", **place, "revision": text.id}
    whose = {"rater": "Ana", "learner": "amy", "assignment": "equity"}
    with open_ratings(course) as ratings:
        return Comments(ratings.database).record(**(whose | (more or fields))).id


def page(course: Any, learner: str = "amy") -> str:
    return str((course / f"feedback/{learner}/equity/equity.html").read_text("utf-8"))


def test_feedback_greets_by_name(course: Any, kit: Any):
    write_roster(course, [Member("amy", "Amy Lee"), Member("ben")])
    kit("equity")
    assert "For Amy Lee" in page(course)
    assert "For ben" in page(course, "ben")


def test_what_is_marked_goes_back_and_what_is_open_is_held(course: Any, kit: Any):
    said = kit("equity", "--for", "canvas")
    assert said[0] == "equity: feedback for 2 is ready, 2 of them made now."
    assert said[1] == "Held, not fully marked: cara."
    assert said[2] == f"{course / 'to_return' / 'equity_canvas_1.zip'}: feedback for 2."
    assert "Re-Upload Submissions" in said[3]
    with zipfile.ZipFile(course / "to_return" / "equity_canvas_1.zip") as packed:
        assert packed.namelist() == ["leeamy_11_110_equity_amy.zip", "leeben_12_120_equity_ben.zip"]
    again = kit("equity", "--for", "canvas")
    assert again[0] == "equity: feedback for 2 is ready, 0 of them made now."
    assert again[-1].startswith("Nothing new to pack; --all packs again the 2")


def test_a_comment_stands_beside_its_sentence_and_each_change_makes_the_page_again(course: Any, kit: Any):
    kit("equity")
    id = comment(course)
    assert kit("equity", "--for", "mail")[0].endswith("1 of them made now.")
    assert "<mark>She came late</mark><sup>1</sup>" in page(course)
    assert "How late is <strong>late</strong>?" in page(course)
    assert "How late" not in page(course, "ben")
    comment(course, kind="closing", text="Until Monday.")
    comment(course, kind="one_thing", text="Ask her when she can come.")
    comment(course, kind="criterion", criterion="event", text="Who was there?")
    kit("equity", "--closing", "To everybody.")
    record = Feedback.model_validate_json((course / "feedback/amy/equity/equity.json").read_bytes())
    assert (record.closing, record.one_thing) == (
        "Until Monday.\n\nTo everybody.",
        "Ask her when she can come.",
    )
    assert page(course).count("Who was there?") == 2, "once for the learner, once in the record"
    with open_ratings(course) as ratings:
        Comments(ratings.database).withdraw(id, "Ana")
    said = kit("equity", "--closing", "To everybody.", "--for", "mail")
    assert said[0].endswith("1 of them made now.")
    assert "How late" not in page(course)
    assert (course / "to_return" / "equity_mail_2" / "equity_amy.html").read_text("utf-8") == page(course)


def test_a_second_markers_comments_are_not_sent_while_the_firsts_levels_count(course: Any, kit: Any):
    comment(course, rater="Ben", kind="closing", text="Ben's end.")
    kit("equity")
    assert "end." not in page(course).partition("<body")[2]


def test_a_mark_changed_in_formgrader_is_in_the_feedback(course: Any, kit: Any):
    kit("equity")
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 0)
    said = kit("equity")
    assert "1 of them made now" in said[0]
    record = json.loads((course / "feedback" / "amy" / "equity" / "equity.json").read_text("utf-8"))
    assert record["levels"]["event"] == 0


def test_what_is_no_level_is_said_where_it_is(course: Any, kit: Any):
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 2.5)
    said = kit("equity")
    assert "Held, not fully marked, event (2.5 is not a level): amy." in said
    assert "Held, not fully marked: cara." in said


def test_ratings_of_another_place_bring_their_comments(course: Any, kit: Any, tmp_path: Any):
    comment(course)
    (course / "ratings.db").rename(tmp_path / "elsewhere.db")
    kit("equity", "--ratings", tmp_path / "elsewhere.db")
    assert "How late" in page(course)


def test_what_is_not_there_is_one_sentence(course: Any, kit: Any):
    for typed, said in (
        (("equity", "--for", "brightspace"), "choose one of canvas"),
        (("respect",), "no hand-in of respect has been collected"),
        (("nothing",), "is not an assignment"),
    ):
        lines = kit(*typed, code=2)
        assert len(lines) == 1
        assert said in lines[0]
    assert "there is no" in kit("equity", root="nowhere", code=2)[0]
