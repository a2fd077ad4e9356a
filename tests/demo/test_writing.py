"""What made-up learners write and mark, before anything becomes a file."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from kit.content import compiled
from kit.content.sample_class import sample_class
from kit.demo.answers import composed
from kit.demo.people import people, ratings
from kit.demo.rehearsals import Rehearsals
from kit.handin.weeks import course_weeks, parallel
from kit.journal import heads_of
from kit.journal.heads import answer_of
from kit.journal.looking import Answer
from kit.model import KitError
from kit.model.scene_path import is_played, path_in
from kit.model.schedules import schedule_in
from kit.model.tables import table_in
from kit.scenes.saved import GONE, of_path

CASE = compiled().cases["ms_perez"]
NAMES = sample_class().words.learners
CHANCE = Random(1)  # noqa: S311  # which filler, no secret


def values(years):
    return [[(r.item, r.occasion, r.value) for r in year.responses] for year in years]


def test_the_same_seed_writes_the_same_and_another_one_does_not(written):
    assert values(written(5)) == values(written(5))
    assert values(written(5)) != values(written(5, seed=2))


def test_every_answer_is_one_that_its_item_can_have(written):
    for year in written(40):
        seen = [r.seq for r in year.responses]
        assert seen == list(range(len(seen)))
        assert len({r.id for r in year.responses}) == len(seen)
        for one in year.responses:
            item = CASE.item(one.item)
            assert one.lane == "shared"
            # A way through a scene starts out private, and somebody may share it.
            assert item.lane == "shared" or (item.kind == "scene" and item.lane_open)
            if item.kind == "rating":
                assert one.value in (0, 1, 2, 3, 4, {"missing": "no_chance"})
            elif item.kind == "choice":
                assert one.value in {choice.id for choice in item.choices}
            elif item.kind == "several":
                assert set(one.value) <= {choice.id for choice in item.choices}
                assert len(one.value) == len(set(one.value)) >= item.least
            elif item.kind == "sort":
                assert set(one.value) == {card.id for card in item.cards}
                assert set(one.value.values()) <= {place.id for place in item.bins}
            elif item.kind == "table":
                assert {row.row for row in table_in(one.value).said if not row.own} <= {
                    r.id for r in item.rows
                }
            elif item.kind == "played":
                assert is_played(one.value)
            elif item.kind == "scene":
                told = of_path(CASE.scenes[item.id.removeprefix("scene.")], path_in(one.value))
                assert told.lines
                assert not [line for line in told.lines if line.who == GONE]
            elif item.kind == "plan":
                assert set(one.value) == {"if", "then"}
            elif item.kind == "schedule":
                week = schedule_in(one.value)
                assert set(week.asked) <= {layer.id for layer in item.layers}
                assert len(week.options) >= item.least
                assert all(offer.how and offer.day in item.days for offer in week.options)
            else:
                assert "{" not in one.value
                assert len(one.value.split()) > 8


def test_a_scene_is_played_by_some_and_told_of_by_fewer_in_the_voice_of_their_year(written):
    years = written(40)
    stay = [year for year in years if any(r.occasion == "follow_up" for r in year.responses)]
    assert len(stay) > 30
    for scene in CASE.scenes:
        told = sum(any(r.item == f"scene.{scene}.played" for r in year.responses) for year in stay)
        shared = sum(any(r.item == f"scene.{scene}" for r in year.responses) for year in stay)
        assert 0 <= shared < told < len(stay)
    ways = [(year, r.value) for year in years for r in year.responses if path_in(r.value)]
    assert {way["voice"] for _, way in ways} == {"a", "b", "c"}
    assert any(way.get("year") for _, way in ways)


def test_scenes_change_nothing_that_somebody_writes(written, monkeypatch):
    def without_scenes(years):
        return [[one for one in year if not one[0].startswith("scene.")] for year in values(years)]

    played = without_scenes(written(5))
    monkeypatch.setattr(Rehearsals, "of", lambda *_: iter(()))
    assert without_scenes(written(5)) == played == values(written(5))


def test_twelve_have_ten_who_consented_and_rated_all_four_times(written):
    complete = 0
    for year in written(12):
        heads = heads_of(year.responses)
        consent = [r.value for r in heads if r.item == "consent.use"]
        rated = Counter(r.occasion for r in heads if r.item.startswith("rate.") and isinstance(r.value, int))
        complete += consent == ["yes"] and rated == dict.fromkeys(("pre", "post", "then", "follow_up"), 15)
    assert complete == 10
    assert Counter(p.consent for p in people(12, 1, NAMES)) == {True: 11, False: 1}


def test_a_large_class_begins_with_the_same_people_and_has_gaps(written):
    small, large = people(12, 1, NAMES), people(200, 1, NAMES)
    assert [p.id for p in large[:12]] == [p.id for p in small]
    assert [p.writing for p in large[:12]] == [p.writing for p in small]
    assert len({p.id for p in large}) == 200
    assert 150 < sum(p.consent for p in large) < 199
    gaps = [r for year in written(60) for r in year.responses if r.value == {"missing": "no_chance"}]
    assert len(gaps) > 20


def test_some_finish_the_course_and_most_leave_something_out(written):
    asked = [one for one in course_weeks() if one.notebook != "07_follow_up.ipynb"]
    finished = [
        all(week.asks <= {parallel(Answer(*answer_of(one))) for one in year.responses} for week in asked)
        for year in written(12)
    ]
    assert finished == [number % 4 == 0 for number in range(12)]


def test_half_meet_each_vignette_first(written):
    first = Counter(
        r.item for year in written(12) for r in year.responses if CASE.item(r.item).kind == "vignette"
        if r.occasion == "pre"
    )  # fmt: skip
    assert set(first.values()) == {6}


def test_texts_reach_from_nothing_to_all_there_is(written):
    levels = Counter(level for year in written(12) for text in year.texts for level in text.levels.values())
    assert set(levels) == {0, 1, 2, 3}
    assert min(levels.values()) > 20


def test_one_text_in_spanish_and_one_that_judges_a_family_each_marked(written):
    texts = [str(r.value) for year in written(12) for r in heads_of(year.responses)]
    for example in sample_class().examples:
        assert [t for t in texts if example.text in t] == [f"[{example.note}] {example.text}"]


def test_every_part_of_every_story_can_be_told():
    sample = sample_class()
    for story in sample.stories:
        for level in range(4):
            text = composed(story, dict.fromkeys(story.parts, level), sample.words.fill, CHANCE)
            assert "{" not in text
            assert "  " not in text


def test_two_markers_mostly_agree_and_one_level_of_each_criterion_counts(written):
    given = [
        one for year in written(12) for text in year.texts for one in ratings(text, 1, sample_class().words)
    ]
    first, second = (
        {(r.learner, r.item, r.criterion): r for r in given if r.rater == rater}
        for rater in sample_class().words.markers
    )
    assert set(first) == set(second)
    same = sum(first[key].level == second[key].level for key in first) / len(first)
    assert 0.6 < same < 0.95
    assert all(one.reason for one in given if one.primary)


@pytest.mark.parametrize("count", [0, -1, 100_000])
def test_a_class_of_no_size(count):
    with pytest.raises(KitError, match="--learners"):
        people(count, 1, NAMES)
