"""Where a reader may look: in the rubric's words, when its writer asks, unless a course turns it off."""

from __future__ import annotations

import pytest
from courses import add_criteria, small_course
from test_messages import send

from kit.content.checking import load
from kit.forms import FormContext
from kit.forms.markup import inline
from kit.forms.messages import reply_to
from kit.forms.questions import prose
from kit.forms.second_opinion import SecondOpinion, wanted
from kit.forms.session import FormSession
from kit.journal.workspace import update_workspace
from kit.reading.candidates import Candidates, Search
from kit.reading.sentences import sentences

TEXT = (
    "At the fall conference a grandfather laid our report face down. I assumed he was angry with us. "
    "Next Tuesday I will call him and ask: what did you make of the report? I will write down what he says, "
    "and I will bring it to our team."
)


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


@pytest.fixture
def ask(opinion, asked, session):
    return lambda text: opinion.reply(asked, text, session.context.words)


@pytest.fixture
def expecting(monkeypatch):
    """Give all texts these expected levels, with their first sentence as the only candidate."""

    def give(verdict=None, **levels):
        (first,) = sentences(TEXT)[:1]
        found = Search(None, verdict, {id: Candidates((first,), level) for id, level in levels.items()})
        monkeypatch.setattr("kit.reading.candidates.search", lambda *_, **__: found)

    return give


def keys(node):
    if isinstance(node, list):
        return {key for one in node for key in keys(one)}
    return {*node}.union(*map(keys, node.values())) if isinstance(node, dict) else set()


def test_it_has_the_rubrics_questions_and_the_writers_sentences_and_no_level(ask, course):
    said = ask(TEXT)
    rubric = {one.id: one for one in course.rubric.criteria}
    assert {one["id"] for one in said["questions"]} == rubric.keys() == {"event", "action", "voice"}
    for one in said["questions"]:
        assert one["question"] == inline(rubric[one["id"]].question)
        at = [TEXT.index(sentence) for sentence in one["sentences"]]
        assert at == sorted({*at})
        assert len(at) == (0 if one["id"] == "voice" else 3)
    assert keys(said) == {
        "note", "about", "questions", "id", "name", "question", "sentences", "none", "anchors", "anchor",
        "why", "next",
    }  # fmt: skip
    assert not any(isinstance(one, int | float) for one in values(said))


def values(node):
    if isinstance(node, dict | list):
        return [value for one in (node.values() if isinstance(node, dict) else node) for value in values(one)]
    return [node]


@pytest.mark.parametrize(
    ("expected", "lower"), [(0.0, 1), (0.4, 1), (0.99, 1), (1.0, 1), (1.7, 1), (2.0, 2), (2.6, 2), (3.0, 2)]
)
def test_the_anchors_are_those_of_the_two_levels_around_the_expected_one(
    ask, expecting, course, expected, lower
):
    expecting(event=expected, action=3.0)
    event = next(one for one in course.rubric.criteria if one.id == "event")
    shown = next(one for one in ask(TEXT)["questions"] if one["id"] == "event")
    levels = event.levels[lower : lower + 2]
    assert [one["anchor"] for one in shown["anchors"]] == [inline(level.anchor) for level in levels]
    assert [one["why"] for one in shown["anchors"]] == [inline(level.why) for level in levels]
    fallback = course.words["reading.ask_a_person"]
    assert [one["next"] for one in shown["anchors"]] == [
        inline(level.try_next or fallback) for level in levels
    ]
    assert shown["none"] == inline(event.levels[0].try_next or fallback)


def test_the_anchor_of_level_0_is_shown_only_where_the_level_is_surely_0(ask, monkeypatch, course):
    first = sentences(TEXT)[0]
    found = {"event": Candidates((first,), 0.2, surely_none=True), "action": Candidates((first,), 0.2)}
    monkeypatch.setattr("kit.reading.candidates.search", lambda *_, **__: Search(None, None, found))
    rubric = {one.id: one for one in course.rubric.criteria}
    lowest = {one["id"]: one["anchors"][0]["anchor"] for one in ask(TEXT)["questions"]}
    assert lowest["event"] == inline(rubric["event"].levels[0].anchor)
    assert lowest["action"] == inline(rubric["action"].levels[1].anchor)


def test_the_lowest_question_comes_first_and_the_others_follow_in_the_rubrics_order(ask, expecting):
    expecting(event=2.0, action=0.5)
    assert [one["id"] for one in ask(TEXT)["questions"]] == ["action", "event", "voice"]
    expecting(event=0.5, action=0.5)
    assert [one["id"] for one in ask(TEXT)["questions"]] == ["event", "action", "voice"]


def test_a_criterion_that_no_machine_reads_has_anchors_and_no_sentences(ask, expecting, course):
    expecting(event=0.2, action=2.9)
    voice = next(one for one in course.rubric.criteria if one.id == "voice")
    shown = next(one for one in ask(TEXT)["questions"] if one["id"] == "voice")
    assert shown["sentences"] == []
    assert [one["anchor"] for one in shown["anchors"]] == [
        inline(level.anchor) for level in voice.levels[1:3]
    ]


def test_a_verdict_is_quoted_above_the_questions(ask, expecting, course):
    expecting(verdict=sentences(TEXT)[1], event=1.0, action=1.0)
    said = ask(TEXT)
    assert (said["note"], said["about"]) == (course.words["opinion.verdict"], sentences(TEXT)[1].text)
    assert len(said["questions"]) == 3


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f"{TEXT} His wife had died in May.", ["opinion.loss"]),
        ("Too little.", ["reading_stopped.too_short"]),
        ("", ["reading_stopped.empty"]),
        (
            "Am Montag rief ich den Vater an und fragte ihn, was er von dem Brief hielt und sich wünscht.",
            ["opinion.other_language", "opinion.in_spanish"],
        ),
    ],
)
def test_where_nothing_is_asked_there_is_only_a_note(ask, course, text, keys):
    note = " ".join(course.words[key] for key in keys)
    assert ask(text) == {"note": note, "about": "", "questions": []}


def test_the_forms_message_is_answered_and_nothing_is_saved(opinion, session, asked, place):
    parts = prose(session, asked, opinion)
    assert parts.spec["opinion"] == "read"
    send(session, "done", item="respect.reflection", value=TEXT, lane="shared", parent=None)
    before = {one: one.read_bytes() for one in place.rglob("*") if one.is_file()}
    said = reply_to(parts.handlers, {"type": "opinion", "text": f"{TEXT} More."}, parts.context.words)
    assert said["ok"], said
    assert said["questions"]
    assert {one: one.read_bytes() for one in place.rglob("*") if one.is_file()} == before


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
