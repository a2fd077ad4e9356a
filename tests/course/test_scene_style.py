"""The course's scenes keep to `scene_style`, and each rule of it finds a small scene that breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from course import scene_style
from course.prose import the_course
from scenes.small_scene import data, scene

from kit.content.checking import texts_of
from kit.content.notebook_text import NotebookText, taken_apart
from kit.content.scene_files import FOLDER
from kit.content.scene_minutes import voices_of
from kit.model import CaseContent

MOST_WORDS = {"meeting": 1500}
"""The most words on a scene's longest path, if not 900."""


def unplayed(case: CaseContent, texts: Iterable[NotebookText]) -> list[str]:
    code = [piece.text for text in texts for piece in text.pieces if piece.kind == "code"]
    return [id for id in case.scenes if f'course.scene("{id}")' not in code]


def titled_twice(case: CaseContent, text: NotebookText) -> Iterator[str]:
    """Yield the scenes whose title is also the heading above them."""
    above = ""
    for piece in text.pieces:
        if piece.kind == "heading":
            above = piece.text.lstrip("#").strip()
        for id, one in case.scenes.items():
            if piece.text == f"{{{{ scene {id} }}}}" and one.title == above:
                yield id


def test_the_scenes_keep_to_the_style():
    course = the_course()
    for case in course.content.cases.values():
        for one in case.scenes.values():
            file = course.files[f"{case.case.id}/{FOLDER}/{one.id}.yaml"]
            most = MOST_WORDS.get(one.id, 900)
            found = scene_style.faults(one, case.case.id, voices=voices_of(case), most=most)
            assert [(file.line(*fault.loc), fault.wrong, fault.right) for fault in found] == []


def test_every_scene_is_played_under_another_heading():
    course = the_course()
    (case,) = course.content.cases.values()
    texts = texts_of(course.root)
    assert unplayed(case, texts) == []
    assert [one for text in texts for one in titled_twice(case, text)] == []


def test_a_scene_that_is_not_played_or_titled_twice_is_found():
    (case,) = the_course().content.cases.values()
    id, one = next(iter(case.scenes.items()))
    text = taken_apart("a", "a.md", f"### {one.title}\n\n{{{{ scene {id} }}}}\n")
    assert list(titled_twice(case, text)) == [id]
    assert unplayed(case, [text]) == [other for other in case.scenes if other != id]


def _changed(change):
    changed = data()
    change(changed)
    return list(scene_style.faults(scene(changed), "ms_novak"))


def _said(turn, at, **more):
    return lambda s: s["turns"][turn]["choices"][at].update(more)


def _more_choices(s):
    s["turns"]["hello"]["choices"] += [
        {"id": f"m{at}", "says": f"{at}.", "marks": [f"m{at}"], "to": "cut"} for at in range(3)
    ]
    s["endings"]["cut"]["later"] = [{"needs": [f"m{at}"], "lines": [{"room": f"{at}."}]} for at in range(3)]


CARD = {"teacher": "Ask.", "interpreter": "Say it.", "ms_novak": "You go.", "observer": list("xyz")}
CUT = ("endings", "cut", "lines", 0)


@pytest.mark.parametrize(
    ("change", "loc"),
    [
        (_more_choices, ("turns", "hello", "choices")),
        (_said("hello", 1, voices=["a"]), ("turns", "hello", "choices")),
        (lambda s: s["turns"]["hello"]["choices"].append({"id": "x", "says": "X.", "to": "cut"}),
         ("turns", "hello", "choices")),
        (_said("hours", 1, to="cut", voices=["a", "b"]), ("turns", "hours", "choices")),
        (lambda s: s["endings"]["named"].update(later=[]), ("endings", "named")),
        (lambda s: s["turns"]["hours"]["choices"].append({"id": "x", "says": "X.", "to": "named"}),
         ("endings", "named", "later")),
        (_said("hello", 0, genuine=False), ("endings", "named")),
        (lambda s: s["turns"]["hello"]["lines"].insert(0, {"room": "It rings. " * 20}), ("turns",)),
        (lambda s: s["endings"]["named"].update(later=[{"room": "You rang at six. " * 250}]), ("turns",)),
        (_said("hours", 1, to="open"), ("turns",)),
        (lambda s: s.update(setting="You call. " * 31), ("setting",)),
        (lambda s: s.update(group={**CARD, "teacher": "Ask. " * 51}), ("group",)),
        (lambda s: s.update(group={**CARD, "observer": ["a", "In b: who asks?", "c"]}), ("group",)),
        (lambda s: s["endings"]["cut"]["lines"][0].update(after=["hello.hurry"]), (*CUT, "after")),
        (lambda s: s["endings"]["cut"]["lines"][0].update(not_after=["hours"]), (*CUT, "not_after")),
        (lambda s: s["endings"]["cut"]["lines"][0].update(after=["hello.gone", "hello"]), (*CUT, "after")),
        (_said("hours", 0, after=["hours"]), ("turns", "hours", "choices", 0, "after")),
    ],
)  # fmt: skip
def test_each_rule_can_fail(change, loc):
    assert loc in [one.loc for one in _changed(change)]


def test_the_small_scene_keeps_to_the_style():
    assert _changed(lambda s: None) == []


def test_two_endings_are_too_few():
    def change(s):
        s["turns"]["hours"]["choices"][1].update(to="cut")
        del s["endings"]["open"]

    assert any(one.loc == ("endings",) for one in _changed(change))


def test_voices_that_say_the_same_are_found():
    def change(s):
        for turn in ("hello", "hours"):
            voices = s["turns"][turn]["lines"][-1]["voices"]
            voices["b"] = voices["a"]

    assert any("her 6 lines in voice a differ from those in voice b" in one.wrong for one in _changed(change))


def test_a_line_that_follows_its_choice_on_every_path_is_no_fault():
    def change(s):
        s["endings"]["open"]["lines"][0]["after"] = ["hello.ask"]
        s["endings"]["cut"]["lines"][0]["otherwise"][0]["not_after"] = ["hello.hurry"]

    assert _changed(change) == []
