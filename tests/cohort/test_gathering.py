import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from journal_lines import unchecked

from kit.cohort import consenting, gather, gather_class
from kit.model import NotFound

from .made import answer, course_folder, hand_in_zip, journal, lines, submission, ulid, year


def people(gathered):
    return [(one.course, one.id, len(one.responses), one.consent) for one in gathered.learners]


def test_course_folders_are_learners_of_the_folder_they_lie_in(tmp_path):
    for name in ("ana", "lee"):
        workspace = ulid()
        course_folder(tmp_path / "fall" / name, year(workspace), workspace=workspace, learner=name)
    nobody = ulid()
    course_folder(tmp_path / "fall" / "new", [], workspace=nobody)
    found = gather([tmp_path / "fall"])
    assert people(found) == [("fall", nobody, 0, None), ("fall", "ana", 4, True), ("fall", "lee", 4, True)]
    assert found.problems == ()
    assert people(gather([tmp_path / "fall" / "lee"])) == [("fall", "lee", 4, True)]


def test_a_course_root_is_read_from_what_was_submitted_alone(tmp_path):
    workspace = ulid()
    whole = year(workspace)
    root = tmp_path / "assignments"
    submission(root, "lee", "start", whole[:2])
    submission(root, "lee", "equity", whole[1:])
    journal(root / "autograded" / "lee" / "equity" / "responses.jsonl", year(ulid()))
    found = gather([root])
    assert people(found) == [("assignments", "lee", 4, True)]
    assert [one.seq for one in found.learners[0].responses] == [0, 1, 2, 3]
    assert people(gather([root / "submitted"])) == people(found)


def test_a_class_is_what_was_collected_into_it_whatever_else_lies_there(tmp_path):
    workspace, own = ulid(), ulid()
    root = tmp_path / "fall"
    for learner, answers in (("lee", year(workspace)), ("no good", year(ulid())), ("ana", [])):
        submission(root, learner, "start", answers)
    (root / "submitted" / "lee" / "equity").mkdir()
    assert gather_class(root) == gather([root])
    assert people(gather_class(root)) == [("fall", "ana", 0, None), ("fall", "lee", 4, True)]
    assert [said.partition(" is ")[2].partition(";")[0] for said in gather_class(root).problems] == [
        "not a learner's id, so the folder is skipped", "missing, so its answers are not counted",
    ]  # fmt: skip
    course_folder(root, year(own), workspace=own, learner="teacher")
    assert people(gather_class(root)) == [("fall", "ana", 0, None), ("fall", "lee", 4, True)]


def test_zips_of_several_assignments_are_one_learner_of_one_course(tmp_path):
    workspace = ulid()
    whole = year(workspace)
    hand_in_zip(tmp_path / "fall" / "start" / "start_lee.zip", whole[:3], workspace=workspace, learner="lee")
    hand_in_zip(
        tmp_path / "fall" / "equity" / "equity_lee.zip", whole[3:],
        workspace=workspace, learner="lee", assignment="equity",
    )  # fmt: skip
    assert people(gather([tmp_path])) == [("fall", "lee", 4, True)]


def test_everything_at_once_and_a_file_named_twice_counts_once(tmp_path):
    a, b, c = ulid(), ulid(), ulid()
    course_folder(tmp_path / "x" / "ana", year(a), workspace=a, learner="ana")
    submission(tmp_path / "y", "bo", "start", year(b))
    loose = journal(tmp_path / "z" / "cy.jsonl", year(c))
    found = gather([tmp_path, tmp_path / "x" / "ana", loose])
    assert people(found) == [("x", "ana", 4, True), ("y", "bo", 4, True), ("z", c, 4, True)]


def test_only_yes_as_the_latest_answer_is_consent(tmp_path):
    for name, said in (
        ("ana", ["yes"]),
        ("bo", ["no"]),
        ("cy", []),
        ("di", ["yes", "no"]),
        ("ed", ["no", "yes"]),
    ):
        workspace, parent, answers = ulid(), None, year(ulid(), consent=None)
        answers = year(workspace, consent=None)
        for n, choice in enumerate(said):
            new = answer("consent.use", choice, workspace=workspace, seq=10 + n, parent=parent)
            answers.append(new)
            parent = new.id
        course_folder(tmp_path / "fall" / name, answers, workspace=workspace, learner=name)
    found = gather([tmp_path])
    assert [one.consent for one in found.learners] == [True, False, None, False, True]
    assert [one.id for one in consenting(found)] == ["ana", "ed"]


def test_two_computers_that_say_different_things_are_no_yes(tmp_path):
    workspace = ulid()
    both = [answer("consent.use", value, workspace=workspace, seq=n) for n, value in enumerate(("yes", "no"))]
    journal(tmp_path / "fall" / "lee.jsonl", both)
    assert consenting(gather([tmp_path])) == ()


def test_a_private_journal_is_refused_by_name_and_a_private_line_is_dropped(tmp_path):
    workspace = ulid()
    secret = answer("equity.habit", "nobody else's business", workspace=workspace, seq=9, lane="private")
    refused = journal(tmp_path / "fall" / "private.jsonl", [secret])
    journal(tmp_path / "fall" / "lee.jsonl", [*year(workspace), secret])
    found = gather([refused, tmp_path / "fall"])
    assert "nobody else" not in repr(found)
    assert people(found) == [("fall", workspace, 4, True)]
    assert f"{refused} is private and never read" in found.problems[0]
    assert any("it has lines marked private (1)" in one for one in found.problems)


def test_a_link_to_a_private_journal_is_refused_too(tmp_path):
    workspace = ulid()
    private = journal(tmp_path / "data" / "private.jsonl", year(workspace))
    link = tmp_path / "lee.jsonl"
    link.symlink_to(private)
    found = gather([link])
    assert found.learners == ()
    assert len(found.problems) == 1


def test_a_journal_of_another_version_is_one_sentence_and_left_out_whole(tmp_path):
    workspace = ulid()
    rows = [json.loads(line) for line in lines(year(workspace)).splitlines()]
    rows[-1]["schema"] = 2
    file = tmp_path / "fall" / "lee" / "responses.jsonl"
    course_folder(file.parent, [], workspace=workspace, learner="lee")
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = gather([tmp_path])
    assert found.problems == (
        f"{file} comes from another version of the kit and is left out; update the kit to read it.",
    )
    assert people(found) == [("fall", "lee", 0, None)]


def test_broken_lines_are_named_and_skipped(tmp_path):
    workspace = ulid()
    good = lines(year(workspace)).splitlines(keepends=True)
    file = tmp_path / "fall" / "lee.jsonl"
    file.parent.mkdir()
    file.write_bytes(good[0] + b"{broken\n" + b"".join(good[1:]) + b'{"schema":1,"wor')
    found = gather([tmp_path])
    assert people(found) == [("fall", workspace, 4, True)]
    assert [one.split(": ")[0] for one in found.problems] == [f"{file}:2", f"{file}:6"]


def test_many_broken_lines_do_not_make_many_sentences(tmp_path):
    workspace = ulid()
    file = tmp_path / "fall" / "lee.jsonl"
    file.parent.mkdir()
    file.write_bytes(lines(year(workspace)) + b"{broken\n" * 500)
    problems = gather([tmp_path]).problems
    assert len(problems) == 6
    assert "495 more lines" in problems[-1]


def test_a_journal_of_two_people_without_names_is_two_learners(tmp_path):
    first, second = sorted((ulid(), ulid()))
    file = journal(tmp_path / "fall" / "all.jsonl", [*year(first), *year(second, consent="no")])
    with file.open("ab") as more:
        more.write(b"{broken\n")
    found = gather([tmp_path])
    assert people(found) == [("fall", first, 4, True), ("fall", second, 4, False)]
    assert found.problems == (f"{file}:9: this line is not an answer; it is skipped.",)
    assert "answers from 2 course folders and names no learner" in found.notes[0]


def test_where_a_later_no_may_have_been_lost_there_is_no_consent(tmp_path):
    workspace = ulid()
    late = lines([answer("consent.use", "no", workspace=workspace, seq=9)])
    file = tmp_path / "fall" / "lee.jsonl"
    file.parent.mkdir()
    file.write_bytes(lines(year(workspace)) + late[:-20] + b"\n")
    found = gather([tmp_path])
    assert found.learners[0].consent is None
    assert "may have changed the answer about consent" in found.problems[-1]


@pytest.mark.skipif(os.name != "posix", reason="POSIX modes")
def test_a_file_without_permission_is_named_and_skipped():
    script = """
        import os, sys
        import kit.cohort as cohort, kit.content as content
        content.compiled()
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        found = cohort.gather([sys.argv[1]])
        print(*((one.id, len(one.responses), one.consent) for one in found.learners))
        print(*found.problems)
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "course"
        submission(root, "lee", "start", year(ulid()))
        file = submission(root, "lee", "equity", year(ulid()))
        Path(name).chmod(0o755)
        file.chmod(0)
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(script), str(root)], capture_output=True, text=True
        )
    assert done.stdout.splitlines() == [
        "('lee', 4, True)",
        f"{file} cannot be read (Permission denied), so it is skipped; check its permissions.",
    ]


def test_a_folder_in_a_journal_s_place_is_named_and_skipped(tmp_path):
    root = tmp_path / "course"
    submission(root, "lee", "start", year(ulid()))
    (root / "submitted" / "lee" / "equity" / "responses.jsonl").mkdir(parents=True)
    found = gather([root])
    assert len(found.problems) == 1
    assert people(found) == [("course", "lee", 4, True)]


def test_two_people_under_one_id_are_left_out_and_said(tmp_path):
    for name in ("a", "b"):
        workspace = ulid()
        course_folder(tmp_path / "fall" / name, year(workspace), workspace=workspace, learner="lee")
    found = gather([tmp_path])
    assert found.learners == ()
    assert found.problems[0].startswith("lee in course fall is left out: 2 course folders use this id")


def test_two_computers_brought_together_are_one_learner(tmp_path):
    first, second = ulid(), ulid()
    before = year(first)
    course_folder(tmp_path / "fall" / "a", before, workspace=first, learner="lee")
    later = answer("equity.intake", "more", workspace=second, seq=9)
    course_folder(tmp_path / "fall" / "b", [*before, later], workspace=second, learner="lee")
    found = gather([tmp_path])
    assert people(found) == [("fall", "lee", 5, True)]
    assert found.problems == ()


def test_hand_ins_from_two_computers_that_answer_different_questions_are_one_learner(tmp_path):
    first, second = ulid(), ulid()
    hand_in_zip(tmp_path / "f" / "start_lee.zip", year(first, text=None), workspace=first, learner="lee")
    text = answer("equity.reflection", "a text", workspace=second)
    hand_in_zip(
        tmp_path / "f" / "equity_lee.zip", [text], workspace=second, learner="lee", assignment="equity"
    )
    assert people(gather([tmp_path])) == [("f", "lee", 4, True)]


def test_an_edited_line_leaves_the_learner_out(tmp_path):
    workspace = ulid()
    whole = year(workspace)
    edited = whole[1].model_copy(update={"value": 4})
    course_folder(tmp_path / "fall" / "lee", whole, workspace=workspace, learner="lee")
    hand_in_zip(tmp_path / "fall" / "start_lee.zip", [edited], workspace=workspace, learner="lee")
    found = gather([tmp_path])
    assert found.learners == ()
    assert "so one was edited" in found.problems[0]


def test_one_learner_in_two_courses_counts_in_each_and_is_said(tmp_path):
    for course in ("fall", "spring"):
        workspace = ulid()
        course_folder(tmp_path / course / "lee", year(workspace), workspace=workspace, learner="lee")
    found = gather([tmp_path])
    assert people(found) == [("fall", "lee", 4, True), ("spring", "lee", 4, True)]
    assert found.notes == ("lee is in 2 courses (fall, spring) and counts once in each.",)
    assert found.problems == ()


def test_courses_in_folders_of_one_name_are_told_apart(tmp_path):
    for when in ("2025", "2026"):
        submission(tmp_path / when / "assignments", "lee", "start", year(ulid()))
    assert [one.course for one in gather([tmp_path]).learners] == ["2025/assignments", "2026/assignments"]


def test_times_are_given_in_utc_and_order_is_not_the_clock_s(tmp_path):
    workspace = ulid()
    west = timezone(timedelta(hours=-5))
    first, second, *rest = year(workspace)
    second = second.model_copy(update={"at": (first.at - timedelta(days=2)).astimezone(west)})
    journal(tmp_path / "fall" / "lee.jsonl", [first])
    with (tmp_path / "fall" / "lee.jsonl").open("ab") as file:
        # The kit itself writes UTC; a line from elsewhere may not.
        row = json.loads(unchecked(lines([second]))) | {"at": second.at.isoformat()}
        file.write(json.dumps(row).encode() + b"\n" + lines(rest))
    found = gather([tmp_path])
    (learner,) = found.learners
    assert [one.seq for one in learner.responses] == [0, 1, 2, 3]
    assert {one.at.utcoffset() for one in learner.responses} == {timedelta(0)}
    assert "2 time zones" in found.notes[0]


def test_an_empty_course_and_a_folder_of_nothing_are_a_sentence_each(tmp_path):
    empty = tmp_path / "course"
    (empty / "submitted").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    found = gather([empty, tmp_path / "other"])
    assert found.learners == ()
    assert found.problems == (
        f"course {empty} has nothing in submitted/; collect hand-ins first.",
        f"there is no course, journal or hand-in in {tmp_path / 'other'}; check the name.",
    )


def test_a_path_that_is_not_there_stops_at_once(tmp_path):
    with pytest.raises(NotFound, match="there is no file or folder"):
        gather([tmp_path / "fal"])


def test_files_of_another_kind_are_a_sentence_each(tmp_path):
    fall = tmp_path / "fall"
    fall.mkdir()
    (fall / "scores.jsonl").write_text('{"id": "a", "gate": null}\n' * 1000)
    (fall / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    hand_in_zip(fall / "whose.zip", [], workspace=ulid(), learner="../up")
    problems = gather([fall]).problems
    assert len(problems) == 3
    assert all(str(fall) in one for one in problems)


def test_a_submission_without_answers_is_said(tmp_path):
    root = tmp_path / "course"
    submission(root, "lee", "start", year(ulid()))
    (root / "submitted" / "lee" / "equity").mkdir()
    (one,) = gather([root]).problems
    assert "responses.jsonl is missing" in one


def test_gathering_leaves_the_folders_as_they_were(tmp_path):
    workspace = ulid()
    course_folder(tmp_path / "fall" / "lee", year(workspace), workspace=workspace, learner="lee")
    shutil.copytree(tmp_path / "fall", tmp_path / "copy")
    gather([tmp_path / "fall"])
    before = sorted(p.relative_to(tmp_path / "copy") for p in (tmp_path / "copy").rglob("*"))
    assert sorted(p.relative_to(tmp_path / "fall") for p in (tmp_path / "fall").rglob("*")) == before


def test_what_is_no_date_and_a_name_that_is_no_text_stop_nothing(tmp_path):
    workspace = ulid()
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/f\xe4ll"))
    file = journal(folder / "lee.jsonl", year(workspace))
    early = json.loads(unchecked(lines([answer("equity.intake", "x", workspace=workspace)])))
    with file.open("ab") as more:
        more.write(json.dumps(early | {"at": "0001-01-01T00:00:00+14:00"}).encode() + b"\n")
        more.write(json.dumps(early | {"id": ulid(), "case": "\ud800"}).encode() + b"\n")
    found = gather([folder])
    assert people(found) == [("f\ufffdll", workspace, 5, True)]
    assert [one.rsplit(":", 2)[1] for one in found.problems] == ["6"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    root = tmp_path / "fall"
    journal(root / "lee.jsonl", year(ulid()))
    os.mkfifo(root / "pipe.jsonl")
    (root / "submitted" / "lee" / "start").mkdir(parents=True)
    os.mkfifo(root / "submitted" / "lee" / "start" / "responses.jsonl")
    assert len(gather([root]).problems) == 1
    assert "neither a file nor a folder" in gather([root / "pipe.jsonl"]).problems[0]


def test_many_learners_of_several_courses_do_not_make_many_sentences(tmp_path):
    for course in ("fall", "spring"):
        for n in range(8):
            workspace = ulid()
            course_folder(tmp_path / course / f"{n}", year(workspace), workspace=workspace, learner=f"l{n}")
    notes = gather([tmp_path]).notes
    assert len(notes) == 6
    assert notes[-1] == "3 more learners are in several courses."
