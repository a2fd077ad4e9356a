"""A machine's second opinion: in words, when its writer asks, and off where a course turns it off."""

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

TEXT = (
    "At the fall conference a grandfather laid our report face down. I assumed he was angry with us. "
    "Next Tuesday I will call him and ask: what did you make of the report? I will write down what he says, "
    "and I will bring it to our team."
)


class Finds:
    """A reader that finds a sentence each for event and action, at the levels that it is given."""

    name, version = "finds", "1"

    def __init__(self, levels=None, gate=None):
        self.levels, self.gate = levels or {}, gate
        self.read_texts = []

    def read(self, text, *, id, dimension=None, prompt=None):
        self.read_texts.append((text, dimension))
        spans = {"event": (0, 62), "action": (98, 150)}
        criteria = {
            c: {
                "level": level,
                "confidence": 0.5,
                "reason": None if level is not None else "The signs are weak.",
                "evidence": [{"start": a, "end": b, "text": text[a:b]}] if level else [],
            }
            for c, level in ({"event": 1, "action": 1} | self.levels).items()
            for a, b in [spans.get(c, (0, 0))]
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


def test_it_speaks_of_the_text_as_it_stands_and_gives_no_number(opinion, session, asked, course):
    reader = Finds({"event": 2, "assumption": 2, "action": 1})
    said = opinion.reply(session, asked, reader, TEXT)
    assert reader.read_texts == [(TEXT, "respect")]
    assert all(said[one] is None or said[one]["words"] in TEXT for one in ("strength", "about"))
    assert said["questions"]
    asks, starts = (course.words.group(f"coach_{name}").values() for name in ("ask", "try"))
    assert all(one["text"] in asks and one["starter"] in starts for one in said["questions"])
    assert said["moved"] == []
    assert not any(ch.isdigit() for ch in str(said))
    assert not session.context.heads("respect.reflection")


def test_a_criterion_that_no_machine_reads_is_never_asked_about(opinion, session, asked):
    without = opinion.reply(session, asked, Finds({"event": 3, "action": 3}), TEXT)
    said = opinion.reply(session, asked, Finds({"event": 3, "action": 3, "voice": 0}), TEXT)
    assert said["questions"] == without["questions"] != ()


def test_a_gate_is_told_by_its_sentence_alone(opinion, session, asked):
    said = opinion.reply(session, asked, Finds(gate="repetition"), TEXT)
    assert said["first"] == "Ask one question."
    assert said["strength"] is said["about"] is None
    assert not said["questions"]


def test_what_moved_is_told_by_the_criteria_names(opinion, session, asked, course):
    class Longer(Finds):
        def read(self, text, **more):
            first = text == TEXT
            self.levels = {"event": 1 if first else 3, "action": 2 if first else 1}
            return super().read(text, **more)

    names = {c.id: c.name for c in course.rubric.criteria}
    longer = TEXT + " He said he had not been told which test it was."
    expected = [
        course.words.fill("opinion.more", criteria=names["event"]),
        course.words.fill("opinion.less", criteria=names["action"]),
    ]
    assert opinion.reply(session, asked, Longer(), longer, TEXT)["moved"] == expected
    assert opinion.reply(session, asked, Longer(), longer, longer)["moved"] == []
    unmoved = opinion.reply(session, asked, Finds(), longer, TEXT)["moved"]
    assert unmoved == [course.words["opinion.same"]]
    # Nothing was asked on this page yet: then since the last saved answer with other words.
    write(session, TEXT)
    (head,) = session.context.heads("respect.reflection")
    write(session, longer, parent=head.id)
    assert opinion.reply(session, asked, Longer(), longer)["moved"] == expected


def test_the_real_reader_answers_the_forms_message(opinion, session, asked):
    parts = prose(session, asked, opinion)
    assert parts.spec["opinion"] == "read"
    said = reply_to(parts.handlers, {"type": "opinion", "text": TEXT}, parts.context.words)
    assert said["ok"], said
    assert said["questions"]
    assert not list(session.context.workspace.rglob("*.jsonl"))


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
