"""A scene's form: all its player needs in the spec and no answer there; only a way to an end is saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scenes.taken import a_scene
from seeing_page import ask

from kit.content import compiled
from kit.forms import FormContext
from kit.forms.scene import scene
from kit.journal import make_workspace, open_journal, update_workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "user data"))
    folder = make_workspace(tmp_path / "course")
    update_workspace(folder, voice="b", alone=False)
    return folder


@pytest.fixture
def opened(workspace):
    """The form of a scene of the course, and a way through it."""
    case, played, value = a_scene()

    def open_one(name: str = played.id):
        context = FormContext(workspace, case.case.id, compiled().words)
        return scene(context, case, case.scenes[name])

    open_one.case, open_one.name, open_one.value = case, played.id, value
    return open_one


def send(form, type, **message):
    return ask(form.handlers, form.context.words, type, **message)


def test_the_spec_has_the_scene_the_voice_and_the_people(opened):
    form = opened()
    spec = form.spec
    assert spec["kind"] == "scene"
    assert spec["voice"] == "b"
    assert spec["person"] == opened.case.case.id
    assert spec["person"] in spec["people"]
    assert spec["scene"]["turns"][spec["scene"]["start"]]["choices"]
    assert [item["id"] for item in spec["items"]] == [
        f"scene.{opened.name}",
        f"scene.{opened.name}.played",
    ]
    assert [item["lane"] for item in spec["items"]] == ["private", "shared"]
    assert json.loads(json.dumps(spec)) == spec


def test_a_way_is_saved_privately_and_comes_back(opened, workspace):
    item = f"scene.{opened.name}"
    form = opened()
    assert send(form, "draft", item=item, value=opened.value)["ok"]
    reply = send(form, "done", item=item, value=opened.value)
    assert reply["ok"], reply
    (head,) = open_journal(workspace).heads(item, case=opened.case.case.id)
    assert (head.lane, head.value) == ("private", opened.value)
    assert not (workspace / "responses.jsonl").exists()
    shown = send(opened(), "open")["answers"][item]["heads"]
    assert [one["value"] for one in shown] == [opened.value]
    assert opened.value["path"][0]["choice"] not in json.dumps(
        {key: value for key, value in opened().spec.items() if key not in ("scene", "words")}
    )


def test_another_way_is_a_revision_and_the_first_stays(opened, workspace):
    item = f"scene.{opened.name}"
    form = opened()
    first = send(form, "done", item=item, value=opened.value)["answers"][item]["heads"][0]["id"]
    again = opened.value | {"again": "I would ask."}
    send(form, "done", item=item, value=again, parent=first)
    mine = [r for r in open_journal(workspace).responses() if r.item == item]
    assert [(r.value, r.parent) for r in mine] == [(opened.value, None), (again, first)]


@pytest.mark.parametrize("value", ["typed", {"voice": "a", "path": []}, {"played": True}])
def test_what_is_no_way_to_an_end_is_refused_and_stays_a_draft(opened, value):
    item = f"scene.{opened.name}"
    form = opened()
    send(form, "draft", item=item, value=value)
    reply = send(form, "done", item=item, value=value)
    assert not reply["ok"]
    assert reply["code"] == "scene.no_path"
    assert send(opened(), "open")["answers"][item]["draft"]["value"] == value


def test_the_line_that_it_was_played_holds_nothing_else(opened, workspace):
    item = f"scene.{opened.name}.played"
    form = opened()
    refused = send(form, "done", item=item, value={"played": True, "path": opened.value["path"]})
    assert not refused["ok"]
    assert send(form, "done", item=item, value={"played": True})["ok"]
    (head,) = open_journal(workspace).heads(item, case=opened.case.case.id)
    assert (head.lane, head.value) == ("shared", {"played": True})
    assert send(form, "delete", item=item)["ok"]
    assert open_journal(workspace).heads(item, case=opened.case.case.id) == []


def test_whoever_is_alone_is_not_asked_to_tell_anybody(opened, workspace):
    update_workspace(workspace, alone=True)
    assert [item["id"] for item in opened().spec["items"]] == [f"scene.{opened.name}"]


def test_what_earlier_scenes_left_is_sent_and_never_stands_in_the_spec(opened):
    case = opened.case
    last = list(case.scenes)[-1]
    first, turn, choice = next(
        (scene, id, one)
        for scene in case.scenes.values()
        for id, turn in scene.turns.items()
        for one in turn.choices
        if one.adds
    )
    value = {"voice": "a", "path": [{"turn": turn, "choice": choice.id, "typed": "SECRET"}], "ending": "x"}
    send(opened(first.id), "done", item=f"scene.{first.id}", value=value)
    later = opened(last)
    reply = send(later, "open")
    assert reply["year"] == sorted(f"{first.id}.{one}" for one in choice.adds)
    assert later.spec["year"] == []
    assert send(opened(), "open")["year"] == []


def test_a_scene_learns_what_was_chosen_and_shared_in_the_course(opened, workspace):
    case = opened.case
    taking = next(one for one in case.scenes.values() if one.chosen)
    name, id = next(iter(taking.chosen.items()))
    option = case.item(id).choices[0].id
    assert send(opened(taking.id), "open")["year"] == []
    fields = {"case": case.case.id, "occasion": "during", "item_hash": "x", "parent": None}
    journal = open_journal(workspace)
    (head,) = journal.finish(id, option, lane="private", **fields)
    assert send(opened(taking.id), "open")["year"] == []
    journal.finish(id, option, lane="shared", **fields | {"parent": head.id})
    later = opened(taking.id)
    assert send(later, "open")["year"] == [f"{name}.{option}"]
    assert later.spec["year"] == []
