"""A machine's second opinion: in words, on the finished text, and off where a course turns it off."""

from __future__ import annotations

import pytest
from courses import add_criteria, small_course
from test_messages import send

from kit.content.checking import load
from kit.forms import FormContext
from kit.forms.messages import reply_to
from kit.forms.questions import prose
from kit.forms.second_opinion import SecondOpinion, wanted
from kit.forms.session import FormSession
from kit.journal.workspace import update_workspace
from kit.reading import PartnershipReader

TEXT = (
    "At the fall conference a grandfather laid our report face down. I assumed he was angry with us. "
    "Next Tuesday I will call him and ask: what did you make of the report? I will write down what he says."
)


class Finds:
    """A reader that finds one sentence for the criteria it knows: event and action, and what it is given."""

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
            for c, level in ({"event": 1, "action": 1} | self.levels).items()
        }
        caution = {"kind": "negated", "start": 3, "end": 7, "message": "says the opposite.", "caps": {}}
        return {
            "schema": 1, "id": id, "gate": self.gate, "criteria": criteria, "strategies": [], "moves": [],
            "cautions": [caution], "next_step": "Ask one question.",
            "reader": {"name": "finds", "version": "1"},
        }  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = small_course(tmp_path_factory.mktemp("course"))
    add_criteria(root, ["voice"])
    return load(root / "case_studies")


@pytest.fixture
def place(tmp_path):
    from kit.journal import make_workspace

    return make_workspace(tmp_path / "w")


@pytest.fixture
def asked(course):
    return course.cases["ms_novak"].item("respect.reflection")


@pytest.fixture
def opinion(course):
    graded = next(a for a in course.cases["ms_novak"].items.assignments if a.id == "respect")
    return SecondOpinion(course.rubric, graded, "respect")


@pytest.fixture
def session(place, asked, course):
    return FormSession(FormContext(place, "ms_novak", course.words), [asked])


def write(session, text, parent=None):
    return send(session, "done", item="respect.reflection", value=text, lane="shared", parent=parent)


def test_nothing_before_the_text_is_done(opinion, session, asked):
    send(session, "draft", item="respect.reflection", value=TEXT, lane="shared", parent=None)
    assert opinion.reply(session, asked, Finds()) == {"state": "none"}


def test_it_speaks_in_the_rubrics_words_and_gives_no_number(opinion, session, asked, course):
    write(session, TEXT)
    reader = Finds({"event": 2, "action": 0, "voice": 1})
    said = opinion.reply(session, asked, reader)
    assert reader.read_texts == [(TEXT, "respect")]
    event, action, _ = said["criteria"]
    levels = course.rubric.criteria[0].levels
    assert event["found"] == levels[2].learner
    assert event["next"] == levels[3].learner
    assert "No sign of it was found" in action["found"]
    assert "".join(p["text"] for p in said["pieces"]) == TEXT
    assert said["pieces"][0]["numbers"] == [1, 3]
    assert said["cautions"] == [{"message": "says the opposite.", "words": TEXT[3:7]}]
    assert not {"level", "confidence"} & {key for row in said["criteria"] for key in row}


def test_a_level_that_the_reader_leaves_open_is_left_to_a_person(opinion, session, asked):
    write(session, TEXT)
    row = opinion.reply(session, asked, Finds({"event": None}))["criteria"][0]
    assert row["unsure"] == "The signs are weak."
    assert row["found"] == ""


def test_a_criterion_that_no_machine_reads_is_left_to_a_person(opinion, session, asked, course):
    write(session, TEXT)
    for reader in (PartnershipReader(course), Finds()):
        rows = opinion.reply(session, asked, reader)["criteria"]
        assert [row["name"] for row in rows] == [c.name for c in course.rubric.criteria]
        assert rows[-1]["unsure"] == course.words["reading.not_by_machine"]
        assert rows[-1]["found"] == ""


def test_a_gate_is_told_by_its_sentence_alone(opinion, session, asked):
    write(session, TEXT)
    said = opinion.reply(session, asked, Finds(gate="non_english"))
    assert said["state"] == "stopped"
    assert said["criteria"] == []
    assert said["next_step"] == "Ask one question."


def test_a_revision_says_what_changed(opinion, session, asked):
    class Longer(Finds):
        def read(self, text, **more):
            first = len(text) < 220
            self.levels = {"event": 1 if first else 3, "action": 1, "voice": 2 if first else 1}
            return super().read(text, **more)

    write(session, TEXT)
    (head,) = session.context.existing_journal().heads("respect.reflection", case="ms_novak")
    write(session, TEXT + " He said he had not been told which test it was.", parent=head.id)
    rows = opinion.reply(session, asked, Longer())["criteria"]
    assert rows[0]["changed"].startswith("More")
    assert rows[1]["changed"] == ""
    assert rows[-1]["changed"].startswith("Less")


def test_the_real_reader_answers_the_forms_message(opinion, session, asked):
    write(session, TEXT)
    parts = prose(session, asked, opinion)
    assert parts.spec["opinion"] == "read"
    said = reply_to(parts.handlers, {"type": "opinion"}, parts.context.words)
    assert said["ok"], said
    assert "".join(p["text"] for p in said["pieces"]) == TEXT
    assert TEXT not in str(parts.spec)


def test_a_plan_is_read_by_a_person(course, place):
    case = course.cases["ms_novak"]
    graded = next(a for a in case.items.assignments if a.id == "meeting")
    item = case.item("meeting.plan")
    at = FormSession(FormContext(place, "ms_novak", course.words), [item])
    parts = prose(at, item, SecondOpinion(course.rubric, graded, None))
    assert parts.spec["opinion"] == "by_person"
    assert "opinion" not in parts.handlers


def test_a_course_may_turn_it_off(session, asked, opinion, place, monkeypatch):
    assert wanted(session.context)
    update_workspace(place, reading=False)
    assert "opinion" not in prose(session, asked, opinion).spec
    update_workspace(place, reading=True)
    assert wanted(session.context)
    monkeypatch.setenv("KIT_READING", "off")
    assert "opinion" not in prose(session, asked, opinion).spec
