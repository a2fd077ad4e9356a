"""What markers and learners read of the rubric: tables, practices, whole texts, comments."""

from __future__ import annotations

import pytest
from refused import refused

from kit.content import compiled
from kit.content.checking import load
from kit.content.directives import Source, expand


@pytest.fixture(scope="module")
def source(small):
    return Source(load(small), "ms_novak")


def test_a_table_says_where_each_answer_leads(source):
    text = expand("{{ tables }}", source)
    assert text.startswith("Answer in this order.")
    assert "| 1 | Is there any of it? | next question | level 0 |" in text
    assert "| 3 | Is there more than that? | level 3 | level 2 |" in text
    assert "**Access.**" in expand("{{ tables plan }}", source)
    with refused("content.rubric_kind", name="essay", directive="tables"):
        expand("{{ tables essay }}", source)


def test_practices_end_in_what_only_sounds_like_them(source):
    text = expand("{{ practices respect }}", source)
    assert text.index("A letter begins") < text.index("only sound") < text.index("“I respect all.”")
    with refused("content.directive_name", name="talk", known=("respect",)):
        expand("{{ practices talk }}", source)


def test_whole_texts_stand_open_and_their_levels_folded(source):
    text = expand("{{ whole_texts }}", source)
    assert text.count("<details") == 3
    first = text.index("<details")
    assert "level" not in text[:first]
    assert "- **Event: level 3.** A line is drawn." in text
    plan = expand("{{ whole_texts plan }}", source)
    assert "- **Access: level 1.** No way in is named." in plan
    assert "Event" not in plan


def test_comments_by_level(source):
    text = expand("{{ comments plan_open }}", source)
    assert (
        text.index("level 0") < text.index("What is open?") < text.index("level 3") < text.index("It holds.")
    )
    kind = "bank of comments for the criterion"
    with refused("content.directive_name", kind=kind, name="manners"):
        expand("{{ comments manners }}", source)


def test_the_course_has_what_a_marker_needs():
    content = compiled()
    marking = content.marking
    assert sum(len(said) for levels in marking.comments.values() for said in levels) >= 60
    reflections = [text for text in marking.texts if text.rubric == "reflection"]
    assert {text.dimension for text in reflections} == {d.id for d in content.framework.dimensions}
    assert (len(reflections), len(marking.texts) - len(reflections)) == (12, 4)
    assert {group: len(texts) for group, texts in marking.shown.items()} == {"equity": 3, "plan": 3}
    assert all(dimension.practices for dimension in content.framework.dimensions)
    assert {case.id for case in content.rubric.special_cases} == {"length", "retelling", "late", "machine"}
    # Every level of every criterion is met somewhere in the whole texts.
    for criterion in (*content.rubric.criteria, *content.rubric.criteria_of("plan")):
        met = {text.marks[criterion.id].level for text in marking.texts if criterion.id in text.marks}
        assert len(met) >= 3, criterion.id
