"""A machine's second opinion: in words, on the finished text, and off where a course turns it off."""

from __future__ import annotations

import pytest
from test_messages import send

from kit.content import compiled
from kit.forms.desk import Desk
from kit.forms.form import reply_to
from kit.forms.prose import prose
from kit.forms.second_opinion import SecondOpinion, wanted
from kit.forms.shelf import Shelf
from kit.journal.workspace import update_workspace

TEXT = (
    "At the fall conference a grandfather laid our report face down. I assumed he was angry with us. "
    "Next Tuesday I will call him and ask: what did you make of the report? I will write down what he says."
)


class Finds:
    """A reader that finds one sentence, or whatever it is told to."""

    name, version = "finds", "1"

    def __init__(self, levels=None, gate=None):
        self.levels, self.gate = levels or {}, gate
        self.read_texts = []

    def read(self, text, *, id, dimension=None, prompt=None):
        self.read_texts.append((text, dimension))
        evidence = [{"start": 0, "end": 20, "text": text[:20]}]
        criteria = {
            c: {
                "level": level,
                "confidence": 0.5,
                "reason": None if level is not None else "The signs are weak.",
                "evidence": evidence if level else [],
            }
            for c, level in (
                dict.fromkeys(("event", "assumption", "perspective", "strategy", "action"), 1) | self.levels
            ).items()
        }
        caution = {"kind": "negated", "start": 3, "end": 7, "message": "says the opposite.", "caps": {}}
        return {
            "schema": 1, "id": id, "gate": self.gate, "criteria": criteria, "strategies": [], "moves": [],
            "cautions": [caution], "next_step": "Ask one question.",
            "reader": {"name": "finds", "version": "1"},
        }  # fmt: skip


@pytest.fixture
def course():
    return compiled()


@pytest.fixture
def place(tmp_path):
    from kit.journal import make_workspace

    return make_workspace(tmp_path / "w")


@pytest.fixture
def asked(course):
    return next(i for i in course.cases["ms_perez"].items.items if i.id == "equity.reflection")


@pytest.fixture
def opinion(course):
    graded = next(a for a in course.cases["ms_perez"].items.assignments if a.id == "equity")
    return SecondOpinion(course.rubric, graded, "equity")


@pytest.fixture
def at_desk(place, asked):
    return Desk(Shelf(place), "ms_perez", [asked], item_hash=lambda item: "h")


def write(desk, text, parent=None):
    return send(desk, "done", item="equity.reflection", value=text, lane="shared", parent=parent)


def test_nothing_before_the_text_is_done(opinion, at_desk, asked):
    send(at_desk, "draft", item="equity.reflection", value=TEXT, lane="shared", parent=None)
    assert opinion.reply(at_desk, asked, Finds()) == {"state": "none"}


def test_it_speaks_in_the_rubrics_words_and_gives_no_number(opinion, at_desk, asked, course):
    write(at_desk, TEXT)
    reader = Finds({"event": 2, "action": 0})
    said = opinion.reply(at_desk, asked, reader)
    assert reader.read_texts == [(TEXT, "equity")]
    event, action = said["criteria"][0], said["criteria"][-1]
    levels = course.rubric.criteria[0].levels
    assert event["found"].startswith(levels[2].learner[:20].replace('"', "&quot;")[:12])
    assert event["next"][:20] == levels[3].learner[:20]
    assert "No sign of it was found" in action["found"]
    assert "".join(p["text"] for p in said["pieces"]) == TEXT
    assert said["pieces"][0]["numbers"] == [1, 2, 3, 4]
    assert said["cautions"] == [{"message": "says the opposite.", "words": TEXT[3:7]}]
    assert not {"level", "confidence"} & {key for row in said["criteria"] for key in row}


def test_a_level_that_the_reader_leaves_open_is_left_to_a_person(opinion, at_desk, asked):
    write(at_desk, TEXT)
    row = opinion.reply(at_desk, asked, Finds({"event": None}))["criteria"][0]
    assert row["unsure"] == "The signs are weak."
    assert row["found"] == ""


def test_a_gate_is_told_by_its_sentence_alone(opinion, at_desk, asked):
    write(at_desk, TEXT)
    said = opinion.reply(at_desk, asked, Finds(gate="non_english"))
    assert said["state"] == "stopped"
    assert said["criteria"] == []
    assert said["next_step"] == "Ask one question."


def test_a_revision_says_what_changed(opinion, at_desk, asked):
    class Longer(Finds):
        def read(self, text, **more):
            self.levels = {"event": 1 if len(text) < 220 else 3, "action": 2 if len(text) < 220 else 1}
            return super().read(text, **more)

    write(at_desk, TEXT)
    (head,) = at_desk.shelf.look().heads("equity.reflection", case="ms_perez")
    write(at_desk, TEXT + " He said he had not been told which test it was.", parent=head.id)
    rows = opinion.reply(at_desk, asked, Longer())["criteria"]
    assert rows[0]["changed"].startswith("More")
    assert rows[1]["changed"] == ""
    assert rows[-1]["changed"].startswith("Less")


def test_the_real_reader_answers_the_forms_message(opinion, at_desk, asked):
    write(at_desk, TEXT)
    parts = prose(at_desk, asked, opinion)
    assert parts.spec["opinion"] == "read"
    said = reply_to(parts.answers, {"type": "opinion"})
    assert said["ok"], said
    assert "".join(p["text"] for p in said["pieces"]) == TEXT
    assert TEXT not in str(parts.spec)


def test_a_plan_is_read_by_a_person(course, place):
    case = course.cases["ms_perez"]
    graded = next(a for a in case.items.assignments if a.id == "iep_meeting")
    item = case.item("meeting.plan")
    desk = Desk(Shelf(place), "ms_perez", [item], item_hash=lambda item: "h")
    parts = prose(desk, item, SecondOpinion(course.rubric, graded, None))
    assert parts.spec["opinion"] == "by_person"
    assert "opinion" not in parts.answers


def test_a_course_may_turn_it_off(at_desk, asked, opinion, place, monkeypatch):
    assert wanted(at_desk)
    update_workspace(place, reading=False)
    assert "opinion" not in prose(at_desk, asked, opinion).spec
    update_workspace(place, reading=True)
    assert wanted(at_desk)
    monkeypatch.setenv("KIT_READING", "off")
    assert "opinion" not in prose(at_desk, asked, opinion).spec
