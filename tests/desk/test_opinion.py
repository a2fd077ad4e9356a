"""The second opinion waits for the own levels and fills nothing in; texts that are nearly the same."""

from __future__ import annotations

import pytest
from desk_course import hand_in, served
from marking_page import mark

from kit.desk import Desk, Sitting
from kit.desk.alike import alike, side_by_side
from kit.desk.opinion import NotYet, opinion
from kit.ratings import open_ratings

LONG = (
    "At the fall conference a grandfather laid our report face down. That I saw. I took it for anger, since "
    "in my family a closed paper means no. On Monday I will call him and ask what he wants us to read first."
)


def opened(course, **more):
    return Desk(Sitting(course, "equity", rater="ana", **more), open_ratings(course))


def test_it_waits_for_the_own_levels_and_changes_nothing(course):
    hand_in(course, "amy", LONG, step="autograded")
    desk = opened(course)
    code = desk.code_of["amy"]
    with pytest.raises(NotYet, match="once every criterion has your own level"):
        opinion(desk, desk.shown(code))
    for criterion in desk.marks.criteria:
        desk.give(code, criterion, 0, desk.shown(code).text.revision)
    before = desk.marks.ratings.ratings()
    found = opinion(desk, desk.shown(code))
    assert "".join(piece["text"] for piece in found["pieces"]) == LONG
    assert {row["criterion"] for row in found["rows"]} == set(desk.marks.criteria)
    assert any("You gave 0" in row["said"] for row in found["rows"])
    assert all(word in LONG for row in found["rows"] for word in row["words"])
    assert desk.marks.ratings.ratings() == before
    desk.close()


def test_whoever_gave_no_level_of_their_own_is_not_told_it_though_others_did(course):
    hand_in(course, "amy", LONG, step="autograded")
    # One text marked by another marker, one by somebody in nbgrader's own page: none of the levels is ana's.
    first = Desk(Sitting(course, "equity", rater="instructor"), open_ratings(course))
    for criterion in first.marks.criteria:
        first.give(first.code_of["amy"], criterion, 1, first.shown(first.code_of["amy"]).text.revision)
        mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "bo", criterion, 1)
    first.close()
    desk = opened(course)
    for learner in ("amy", "bo"):
        assert desk.shown(desk.code_of[learner]).open == 0
        with pytest.raises(NotYet):
            opinion(desk, desk.shown(desk.code_of[learner]))
    code, (event, *others) = desk.code_of["amy"], desk.marks.criteria
    revision = desk.shown(code).text.revision
    for criterion in others:
        desk.give(code, criterion, 0, revision)
    with pytest.raises(NotYet):
        opinion(desk, desk.shown(code))
    # From the beginning, it is compared with own levels alone.
    desk.sitting = desk.sitting._replace(second_opinion="beside")
    said = {row["criterion"]: row["said"] for row in opinion(desk, desk.shown(code))["rows"]}
    assert "You gave" not in said[event]
    assert any("You gave 0" in said[criterion] for criterion in others)
    desk.sitting = desk.sitting._replace(second_opinion="after")
    desk.give(code, event, 0, revision)
    assert opinion(desk, desk.shown(code))["state"] == "read"
    desk.close()


@pytest.mark.parametrize(("when", "status"), [("hidden", 409), ("after", 409), ("beside", 200)])
def test_it_is_told_when_the_marker_chose(course, when, status):
    hand_in(course, "amy", LONG, step="autograded")
    desk = opened(course, second_opinion=when)
    with served(desk) as server:
        assert server.ask(f"api/opinion/{desk.code_of['amy']}").status == status


def test_a_level_that_the_reader_withholds_is_said(course):
    hand_in(course, "amy", "Short.", step="autograded")
    desk = opened(course, second_opinion="beside")
    found = opinion(desk, desk.shown(desk.code_of["amy"]))
    assert all("no level" in row["said"] for row in found["rows"])
    desk.close()


def test_texts_that_are_nearly_the_same_are_found_and_laid_side_by_side(course):
    hand_in(course, "amy", LONG, step="autograded")
    hand_in(course, "bo", LONG.replace("Monday", "Tuesday"), step="autograded")
    desk = opened(course)
    desk.all_shown()
    shown = desk.shown(desk.code_of["amy"])
    assert [one.code for one in shown.alike] == [desk.code_of["bo"]]
    pieces = side_by_side(LONG, LONG.replace("Monday", "Tuesday"))
    assert [one["text"] for one in pieces if not one["same"]] == [" Tuesday"]
    assert not alike("A", {"A": "I asked.", "B": "I asked."})
    desk.close()
