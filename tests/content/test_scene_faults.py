"""Scenes in a course: a fault has its line, and one line of a notebook plays them."""

from __future__ import annotations

import pytest
from courses import is_fault
from refused import refused
from typed import kit

from kit.build.notebook import from_text
from kit.content import notebook_checks, reading_grade, scene_checks
from kit.content.checking import load, texts_of
from kit.content.directives import Source, expand
from kit.content.loader import read
from kit.content.steps import steps_of
from kit.content.times import parts_of

SCENE = "case_studies/ms_novak/scenes/first_talk.yaml"
ITEMS = "case_studies/ms_novak/items.yaml"
RESPECT = "notebooks/text/01_respect.md"


def faults(course):
    """What is wrong with scenes alone; the rest of `kit check` takes its time."""
    loaded = read(course.root)
    return sorted({*loaded.faults, *scene_checks.faults(loaded)})


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "facts"),
    [
        (
            "        to: about_map\n",
            "        to: gone\n",
            0,
            "scene_rule",
            {"wrong": "there is no turn or ending 'gone'"},
        ),
        ("start: hello", "start: gone", 0, "scene_rule", {"wrong": "there is no turn 'gone'"}),
        ("dimension: respect", "dimension: gone", 0, "scene_rule", {"wrong": "there is no hand-in 'gone'"}),
        ("  - room: Weeks later nobody", "  - roam: Weeks later nobody", 0, "unknown_key", {"key": "roam"}),
        ("        silence: true\n", "        silent: true\n", 0, "unknown_key", {"key": "silent"}),
        ("start: hello", "start: hello\nbefore: gone.away", 1, "scene_before", {"item": "gone.away"}),
        (
            "id: first_talk",
            "id: other",
            0,
            "other_id",
            {"what": "scene", "id": "other", "right": "first_talk"},
        ),
        ("  ms_novak: You are about", "  mother: You are about", -3, "role_card", {"person": "ms_novak"}),
    ],
)
def test_a_fault_of_a_scene_has_its_line(course, old, new, at, code, facts):
    line = course.edit(SCENE, old, new) + at
    assert any(
        (one.file, one.line) == (SCENE, line) and is_fault(one, f"content.{code}", **facts)
        for one in faults(course)
    ), faults(course)


def test_a_scene_stands_in_lists_where_it_is_played(course):
    items = [one.id for one in read(course.root).content.cases["ms_novak"].items.items]
    following = next(one for one in items if one.startswith("respect."))
    course.edit(SCENE, "start: hello", f"start: hello\nbefore: {following}\nstretch: true")
    items = read(course.root).content.cases["ms_novak"].items.items
    ids = [one.id for one in items]
    assert ids.index("scene.first_talk") + 2 == ids.index(following)
    assert items[ids.index("scene.first_talk")].stretch


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("        to: about_map\n", "        to: gone\n", "there is no turn or ending 'gone'"),
        ("start: hello", "start: helo", "there is no turn 'helo'"),
    ],
)
def test_the_command_names_a_scene_that_leads_nowhere(course, old, new, words):
    glossary = "schema_version: 1\nterms:\n  - {id: map, term: map, says: A picture of a place.}\n"
    (course.root / "case_studies" / "glossary.yaml").write_text(glossary, "utf-8")
    at = course.edit(SCENE, old, new)
    found = kit("check", course.root)
    assert found.returncode == 1, found.stderr
    assert f"{SCENE}:{at}: {words}" in found.stderr + found.stdout


def test_a_scene_that_breaks_a_rule_is_told_in_kit_check(course, only):
    wrong = "the promise 'send_map' does not come back in the ending 'map'"
    only(SCENE, "kept: [map]", "kept: []", "content.scene_rule", wrong=wrong)


def test_hard_words_in_a_scene_are_told(course):
    hard = "Institutional accountability necessitates multidisciplinary collaboration. " * 5
    course.edit(SCENE, "room: The phone rings twice.", f"room: {hard}")
    found = reading_grade.faults(read(course.root), [])
    assert any(is_fault(fault, "content.too_hard", part="'hello'") for fault in found)


def test_a_scene_differs_by_voice_only_in_a_case_with_voices(course):
    course.edit(SCENE, "      - room: The phone rings twice.", "      - voices: {a: [{room: It rings.}]}")
    assert [one.code for one in faults(course)] == ["content.scene_voices"]


def test_a_text_plays_a_scene_by_one_line(course):
    content = load(course.root)
    (text,) = [text for text in texts_of(course.root) if text.stem == "01_respect"]
    cells = from_text(text, content)["cells"]
    (at,) = [n for n, cell in enumerate(cells) if cell["source"] == 'course.scene("first_talk")']
    paper = cells[at - 1]["source"]
    for said in ("Rehearse: The first talk", "Jana likes to draw maps", "The phone rings twice", "1. I'm"):
        assert said in paper
    assert '<span lang="es">¿Bueno?' in paper
    assert "Send me the map" not in paper
    source = Source(content, "ms_novak")
    (step,) = [one for one in steps_of(text, source) if one.slug == "three-strategies"]
    assert ("scene.first_talk", "during", False) in step.asks, "it starts out private, so no week needs it"


def test_its_minutes_count_and_its_words_do_not(course):
    source = Source(load(course.root), "ms_novak")
    (text,) = [text for text in texts_of(course.root) if text.stem == "01_respect"]
    scene = [part for part in parts_of(text, source) if "first_talk" in part.piece.text]
    assert [part.words for part in scene] == [0, 3]
    assert [part.doing for part in scene] == [0, 1]


def test_a_scene_that_is_not_there_is_no_directive(course):
    source = Source(load(course.root), "ms_novak")
    with refused("content.directive_name", kind="scene", name="gone", known=("first_talk",)):
        expand("{{ scene gone }}", source)
    course.edit(RESPECT, "{{ scene first_talk }}", "{{ scene gone }}")
    found = notebook_checks.faults(texts_of(course.root), load(course.root))
    assert any(is_fault(fault, "content.cell_scene", scene="gone") for fault in found)


@pytest.mark.parametrize(
    ("item", "fine"),
    [
        ("respect.news_choice", True),
        ("respect.private_choice", False),
        ("respect.reflection", False),
        ("respect.late_choice", False),
    ],
)
def test_only_a_shared_choice_that_comes_before_is_asked_for(course, item, fine):
    made = """\
  - id: {id}
    kind: choice
    title: Which one?
    lane: {lane}
    notebook: {notebook}
    choices: [{{id: low, label: This., explain: Yes.}}, {{id: high, label: That., explain: No.}}]
"""
    more = "".join(
        made.format(id=f"respect.{name}", lane=lane, notebook=notebook)
        for name, lane, notebook in (
            ("news_choice", "shared", "01_respect"),
            ("private_choice", "private", "01_respect"),
            ("late_choice", "shared", "02_meeting"),
        )
    )
    course.edit(ITEMS, "\nitems:\n", f"\nitems:\n{more}")
    course.edit(SCENE, "start: hello", f"chosen: {{which: {item}}}\nstart: hello")
    course.edit(SCENE, "      - needs: [hurried]", "      - needs: [hurried, which.low]")
    wrong = f"there is no earlier shared choice {item!r}"
    found = [one for one in faults(course) if is_fault(one, "content.scene_rule", wrong=wrong)]
    assert bool(found) is not fine, faults(course)


def test_the_command_draws_and_plays(course):
    drawn = kit("check", course.root, "--graph", "first_talk")
    assert drawn.returncode == 0, drawn.stderr
    assert drawn.stdout.startswith("%% first_talk: ")
    assert drawn.stdout.splitlines()[1] == "flowchart TD"
    played = kit("check", course.root, "--play", "all")
    assert played.returncode == 0, played.stderr
    assert "first_talk, voice a: 5 paths" in played.stdout
    for title in ("She asks for the map", "She says another day", "She tells more"):
        assert title in played.stdout
    gone = kit("check", course.root, "--play", "gone")
    assert gone.returncode == 2
    assert "there is no scene 'gone'; use one of first_talk, or all." in gone.stderr
