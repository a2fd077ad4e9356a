"""Several markers: a blind sample, who has what open, differences that are settled, calibration, names."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime

import pytest
from decided import decided
from desk_course import autograded_again, hand_in, served
from marking_page import mark
from typed import kit

from kit.classroom.roster import Member, write_roster
from kit.desk import Desk, Sitting
from kit.desk.agreement import agreement
from kit.desk.calibration import compared, offered, samples
from kit.desk.moderation import differing, settle, unsettle
from kit.desk.shown import told
from kit.grading.counting import marks_that_count
from kit.model import KitError, NotFound, Rating
from kit.ratings import open_ratings

ITEM = "equity.reflection"


def opened(course, rater, **more):
    return Desk(Sitting(course, "equity", rater=rater, **more), open_ratings(course))


def mark_all(desk, level, learners=("amy", "bo", "cem")):
    for learner in learners:
        code = desk.code_of[learner]
        for criterion in desk.marks.criteria:
            desk.give(code, criterion, level, desk.shown(code).text.revision)


def test_a_blind_sample_shows_nothing_of_the_first_marker(course):
    first = opened(course, "ana")
    mark_all(first, 3)
    first.close()
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 1)
    second = opened(course, "ben", blind=True, sample=0.5)
    assert len(second.codes) == 2
    with served(second) as server:
        opened_page = server.ask("api/desk")
        whole = opened_page.raw + b"".join(server.ask(f"api/text/{c}").raw for c in second.codes)
        assert b"ana" not in whole
        assert {one["open"] for one in opened_page.json["texts"]} == {5}
        assert server.ask("api/differences/1").status == 409
        refused = server.ask("api/names")
        assert refused.status == 409
        assert "no names are shown" in refused.json["sentence"]
        for code in second.codes:
            one = server.ask(f"api/text/{code}").json
            assert all(s["counts"] is None and s["gradebook"] is None for s in one["criteria"].values())
            assert server.ask("api/opinion/" + code).status == 409
    again = opened(course, "ben", blind=True, sample=0.5)
    assert again.codes == second.codes
    again.close()


def test_a_blind_sample_is_drawn_from_what_the_first_marker_marked(course):
    with pytest.raises(NotFound, match="no text of equity is fully marked by another marker yet"):
        opened(course, "ben", blind=True, sample=1.0)
    first = opened(course, "ana")
    mark_all(first, 2, ("amy", "bo"))
    first.give(first.code_of["cem"], "event", 2, first.shown(first.code_of["cem"]).text.revision)
    first.close()
    second = opened(course, "ben", blind=True, sample=1.0)
    assert (set(second.codes.values()), second.unmarked) == ({"amy", "bo"}, 1)
    mark_all(second, 1, ("bo",))
    second.close()
    # A newer text has no marks yet.
    hand_in(course, "amy", "A newer text.", step="autograded", id="01JDZZZZZZZZZZZZZZZZZZZZZ9", seq=9)
    autograded_again(course, "amy")
    second = opened(course, "ben", blind=True, sample=1.0)
    assert (set(second.codes.values()), second.unmarked) == ({"bo"}, 2)
    second.close()


def test_a_blind_sample_is_drawn_from_what_was_marked_in_formgrader(course):
    for criterion in ("event", "assumption", "perspective", "strategy", "action"):
        mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "cem", criterion, 1)
    second = opened(course, "ben", blind=True, sample=1.0)
    assert (set(second.codes.values()), second.unmarked) == ({"cem"}, 2)
    second.close()


@pytest.mark.parametrize("rater", ["", "  ", "a\x1bb", "n" * 200])
def test_marks_are_kept_under_a_name_alone(course, rater, monkeypatch):
    from kit.cli import mark_command, marks_moderation

    opened_for = []
    for module in (mark_command, marks_moderation):
        monkeypatch.setattr(module, "open_desk", lambda sitting, *_, **__: opened_for.append(sitting.rater))
    done = kit("mark", course, "equity", "--rater", rater)
    assert done.returncode
    assert done.stderr.startswith("kit: --rater ")
    assert done.stderr.endswith("can't be used as a marker's name; write one such as \"Ana Ruiz\".\n")
    kit("mark", course, "equity", "--rater", " Ana  Ruiz ")
    assert opened_for == ["Ana Ruiz"]


def test_a_level_of_an_earlier_text_differs_from_none_of_the_revision(course):
    ana, ben = opened(course, "ana"), opened(course, "ben", blind=True)
    for one in (ana, ben):
        one.marks.give("amy", "event", 3 if one is ana else 0, "01JDZZZZZZZZZZZZZZZZZZZZZ1")
    assert len(differing(ana)) == 1
    ana.marks.give("amy", "event", 3, "01JDZZZZZZZZZZZZZZZZZZZZZ2")
    assert differing(ana) == []
    ben.marks.give("amy", "event", 1, "01JDZZZZZZZZZZZZZZZZZZZZZ2")
    assert [len(differing(ana, apart)) for apart in (1, 2, 3)] == [1, 1, 0]
    ana.close()
    ben.close()


def test_the_command_lists_what_is_so_far_apart_and_opens_the_desk_with_it(course, monkeypatch):
    from kit.cli import marks_moderation

    ana, ben = opened(course, "ana"), opened(course, "ben", blind=True)
    mark_all(ana, 2)
    mark_all(ben, 1, ["amy"])
    for who, level in (("bo", 0), ("cem", 3)):
        ben.give(ben.code_of[who], "event", level, ben.shown(ben.code_of[who]).text.revision)
    ana.close()
    ben.close()
    done = kit("marks", "differ", course, "--at-least", 2)
    assert done.stdout.splitlines() == [
        "bo  equity.reflection  event: ana 2*, ben 0",
        "1 differ by 2 levels or more.",
    ]
    assert "differ by 3 levels or more, or" in kit("marks", "differ", course, "--at-least", 3).stdout
    sittings = []
    monkeypatch.setattr(marks_moderation, "open_desk", lambda sitting, *_, **__: sittings.append(sitting))
    done = kit("marks", "differ", course, "--at-least", 2, "--open", "--rater", "ana", "--no-browser")
    assert done.stdout.splitlines() == ["1 differ by 2 levels or more."]
    (sitting,) = sittings
    assert (sitting.assignment, sitting.rater, sitting.differing.at_least) == ("equity", "ana", 2)
    desk = Desk(sitting, open_ratings(course))
    with served(desk) as server:
        assert server.ask("api/desk").json["differing"] == {"at_least": 2, "first": True}
        (one,) = server.ask("api/differences/2").json["differences"]
        assert one["code"] == desk.code_of["bo"]
    assert kit("marks", "differ", course, "--at-least", 3, "--open").stdout.startswith("No two markers")
    assert len(sittings) == 1


def test_how_far_markers_agree_is_told_in_sentences_and_tables_and_not_to_the_blind(course):
    ana, ben = opened(course, "ana"), opened(course, "ben", blind=True)
    mark_all(ana, 2)
    assert agreement(ana)["sections"] == []
    assert f"kit mark {shlex.quote(str(course))} equity --rater NAME --blind" in agreement(ana)["said"]
    mark_all(ben, 1, ["amy", "bo"])
    ben.give(ben.code_of["amy"], "event", 2, ben.shown(ben.code_of["amy"]).text.revision)
    with served(ana) as server:
        page = server.ask("api/agreement").json
    assert "2 texts" in page["said"]
    pair, severity, drift = page["sections"]
    assert pair["title"] == "ana and ben"
    assert "both markers: 2. Levels compared: 10." in pair["sentences"][0]
    assert pair["tables"][0]["rows"][0][:4] == ["All criteria", "2", "10%", "100%"]
    assert len(pair["tables"][0]["rows"]) == 6
    # Two texts are too few to send anybody to a criterion.
    assert not any("differ most" in one for one in pair["sentences"])
    assert "too few texts to say anything (2)" in severity["sentences"][0]
    assert severity["tables"][0]["rows"][0][:4] == ["ana", "All criteria", "2", "+0.90"]
    assert drift["tables"] == []
    with pytest.raises(KitError, match="blind"):
        agreement(ben)
    ben.close()


def rate(store, rater, item, of, *levels):
    """A level of one criterion for each of so many learners' texts of an item."""
    at = datetime(2026, 11, 25, tzinfo=UTC)
    store.record(
        Rating(rater=rater, learner=f"l{n:02}", item=item, criterion=of, level=level, at=at)
        for n, level in enumerate(levels)
    )


def test_agreement_goes_over_the_course_and_names_who_gives_less_and_who_moves(course):
    desk = opened(course, "ana")
    store = desk.marks.ratings
    for week, item in enumerate(("equity.reflection", "respect.reflection", "communication.reflection")):
        rate(store, "ana", item, "event", *[2] * 12)
        # Ben gives one level less on a quarter of the texts, then on half of them, then on three of four.
        rate(store, "ben", item, "event", *[2 - (n % 4 <= week) for n in range(12)])
    page = agreement(desk)
    assert "36 texts" in page["said"]
    pair, severity, drift = page["sections"]
    assert "same level in 50%" in pair["sentences"][0]
    assert severity["sentences"][1].startswith(
        "ben marks 0.50 levels lower than the others on the same 36 texts"
    )
    assert drift["sentences"][1].startswith("ben marks 0.25 levels lower with each assignment")
    assert [row[:4] for row in drift["tables"][0]["rows"] if row[0] == "ben"] == [
        ["ben", title, "12", value]
        for title, value in (("Equity", "−0.25"), ("Respect", "−0.50"), ("Communication", "−0.75"))
    ]
    rate(store, "ana", "equity.reflection", "action", *[2] * 12)
    rate(store, "ben", "equity.reflection", "action", *[1] * 12)
    # One text is too few to send anybody to that criterion.
    rate(store, "ana", "equity.reflection", "strategy", 3)
    rate(store, "ben", "equity.reflection", "strategy", 0)
    assert "differ most on Action: the same level in 0%" in agreement(desk)["sections"][0]["sentences"][2]
    desk.close()


def test_a_level_that_nobody_claims_is_by_somebody_in_the_gradebook(course):
    ana = opened(course, "ana")
    mark(f"sqlite:///{course / 'gradebook.db'}", "equity", "amy", "event", 3)
    code = ana.code_of["amy"]
    assert told(ana.shown(code))["criteria"]["event"]["counts"] == {"level": 3, "rater": None}
    ben = opened(course, "ben", blind=True)
    of = {"learner": "amy", "item": ITEM, "criterion": "event", "at": datetime.now(UTC)}
    # As an earlier version kept it.
    ben.marks.ratings.record(Rating(**of, rater=who, level=n) for who, n in (("gradebook", 3), ("ben", 0)))
    (one,) = differing(ana)
    assert [its["rater"] for its in one["levels"]] == ["somebody in the gradebook", "ben"]
    ana.close()
    ben.close()


def test_a_difference_is_settled_with_a_reason_and_reaches_the_gradebook(course):
    ana, ben = opened(course, "ana"), opened(course, "ben", blind=True)
    mark_all(ana, 2, ["amy"])
    mark_all(ben, 2, ["amy"])
    code = ana.code_of["amy"]
    ben.give(code, "event", 0, ben.shown(code).text.revision)
    (one,) = differing(ana)
    assert [its["reason"] for its in one["levels"]] == [None, None], "nobody wrote one"
    assert (one["code"], one["criterion"]) == (code, "event")
    assert {(its["rater"], its["level"], its["counts"]) for its in one["levels"]} == {
        ("ana", 2, True),
        ("ben", 0, False),
    }
    assert differing(ana, 3) == []
    with pytest.raises(KitError, match="blind"):
        differing(ben)
    chosen = next(its for its in one["levels"] if its["rater"] == "ben")
    with pytest.raises(KitError, match="reason"):
        settle(ana, code, "event", chosen["rating"], "  ")
    settle(ana, code, "event", chosen["rating"], "Nobody is named.")
    assert differing(ana) == []
    counting = {(m["learner"], m["criterion"]): m for m in marks_that_count(course).marks}
    assert (counting["amy", "event"]["level"], counting["amy", "event"]["rater"]) == (0, "ben")
    assert decided(ana.marks.ratings, "amy") == [("ana", "Nobody is named.")]
    # Taken back, what counted before counts again; both stay in the record.
    assert unsettle(ana) == {"code": code, "criterion": "event"}
    assert unsettle(ana) is None
    assert differing(ana) == [one]
    counting = {(m["learner"], m["criterion"]): m for m in marks_that_count(course).marks}
    assert (counting["amy", "event"]["level"], counting["amy", "event"]["rater"]) == (2, "ana")
    assert decided(ana.marks.ratings, "amy") == [
        ("ana", "Nobody is named."),
        ("ana", "The decision was taken back."),
    ]
    # One decision after another: the first one holds again.
    for its in one["levels"]:
        settle(ana, code, "event", its["rating"], "Read again.")
    assert unsettle(ana) is not None
    assert differing(ana) == []
    # Whoever gave a level anew meanwhile isn't overruled.
    ben.give(code, "event", 1, ben.shown(code).text.revision)
    ana.give(code, "event", 1, ana.shown(code).text.revision)
    with pytest.raises(KitError, match="given after this decision"):
        unsettle(ana)
    assert unsettle(ana) is None
    ana.close()
    ben.close()


def test_calibration_keeps_the_first_levels_and_says_how_often_one_agrees(course):
    desk = opened(course, "ana")
    first = samples(desk)[0]
    assert first.dimension == "equity"
    page = offered(desk)
    assert page["agreement"]["of"] == 0
    assert {name for one in page["texts"] for name in one} == {"id", "text", "given"}
    right = {criterion: one.level for criterion, one in first.marks.items()}
    told_now = compared(desk, first.id, right | {"event": (right["event"] + 1) % 4})
    assert told_now["agreement"] == {"of": 5, "same": 4, "near": 5 if right["event"] < 3 else 4}
    assert compared(desk, first.id, right)["agreement"]["same"] == 4
    with pytest.raises(KitError):
        compared(desk, first.id, {"event": 1})
    assert marks_that_count(course).marks == ()
    desk.close()


def test_names_are_told_on_request_once_every_text_is_marked(course):
    listed = [Member("amy", name="Amy Núñez"), Member("bo", name="Bo <b>O'Brien</b>"), Member("cem")]
    write_roster(course, listed)
    desk = opened(course, "ana")
    with pytest.raises(KitError, match="once every text is marked"):
        desk.names()
    mark_all(desk, 1)
    named = {one["code"]: one["name"] for one in desk.names()}
    assert named == {
        desk.code_of["amy"]: "Amy Núñez",
        desk.code_of["bo"]: "Bo <b>O'Brien</b>",
        desk.code_of["cem"]: "cem",
    }
    assert "Núñez" not in str(told(desk.shown(desk.code_of["amy"])))
    desk.close()
