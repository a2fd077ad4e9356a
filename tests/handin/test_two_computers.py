"""One learner, two computers: what goes on from an answer is asked about once, and quickly."""

import shutil
from pathlib import Path

import pytest
from refused import refused
from scenes.taken import a_scene
from typed import kit

from kit.handin.handing import hand_in
from kit.handin.importing import import_file
from kit.handin.imports_kept import undo_import
from kit.journal import heads_of, later_of, line_of

REFLECTION, TODAY = "equity.reflection", "equity.today"


@pytest.fixture
def back(learner, tmp_path: Path):
    """An answer given at school, revised at home, on its way back to school."""
    school = learner("school", "ana")
    school.done(REFLECTION, "written at school")
    school.done(TODAY, "also at school")
    home = learner("home")
    import_file(home.folder, school.folder / "responses.jsonl")
    home.done(REFLECTION, "revised at home")
    home.done(TODAY, "also revised")
    file = tmp_path / "from home.jsonl"
    shutil.copy(home.folder / "responses.jsonl", file)
    return school, file


def said(school, item=REFLECTION):
    return [r.value for r in school.journal.heads(item, case="ms_perez")]


def test_both_are_shown_with_their_own_time_and_which_is_later(back):
    school, file = back
    before = {r.value: r.at for r in school.journal.responses()}
    done = import_file(school.folder, file)
    (ends,) = [ends for ends in done.two_heads if ends[0].item == REFLECTION]
    assert {one.value: one.id in done.later for one in ends} == {
        "written at school": False,
        "revised at home": True,
    }
    # The one from here keeps the time it was written at, not the time of the import.
    assert next(one.at for one in ends if one.value == "written at school") == before["written at school"]
    told = [note for note in done.notes if "--later" in note]
    assert len(told) == 1
    assert "2 of your answers" in told[0]
    later = next(one.id for one in ends if one.id in done.later)
    with refused("handin.two_versions", item=REFLECTION, revision=later) as asked:
        hand_in(school.folder, "equity")
    assert "continues the other" in asked.value.facts["answers"]


@pytest.mark.parametrize("at_once", [True, False])
def test_one_word_takes_the_later_words_of_all(back, at_once: bool):
    school, file = back
    if not at_once:
        import_file(school.folder, file)
    done = kit("import", file, "--later", "--workspace", school.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of your answers now have the file's later words." in done.stdout
    assert (said(school), said(school, TODAY)) == (["revised at home"], ["also revised"])
    assert hand_in(school.folder, "equity").included
    undo_import(school.folder)
    assert (said(school), said(school, TODAY)) == (["written at school"], ["also at school"])


def test_what_both_revised_is_still_a_choice(back):
    school, file = back
    school.done(REFLECTION, "revised at school")
    done = import_file(school.folder, file, later=True)
    assert done.settled == 1
    assert sorted(said(school)) == ["revised at home", "revised at school"]
    assert done.later == frozenset()


def test_later_is_what_goes_on_whatever_the_numbers_say(learner):
    ana = learner("ana")
    first = ana.done(TODAY, "first")
    again = first.model_copy(update={"id": f"01J{2:023d}", "parent": first.id, "seq": 9})
    new = first.model_copy(update={"id": f"01J{1:023d}", "parent": first.id, "seq": 1, "value": "later"})
    lines = [first, new, again]
    assert later_of(heads_of(lines), lines) == new
    assert later_of([first], lines) is None


def test_a_few_of_many_are_printed(learner, tmp_path: Path):
    from kit.journal import line_of

    amy = learner("amy", "amy")
    first = amy.done(REFLECTION, "one")
    heads = [first.model_copy(update={"id": f"01J{n:023d}", "value": f"head {n}"}) for n in range(400)]
    file = tmp_path / "forged.jsonl"
    file.write_bytes(b"".join(line_of(r) for r in heads) + b"no answer\n" * 50)
    done = kit("import", file, "--workspace", amy.folder)
    assert len(done.stdout.splitlines()) < 20
    assert "… and 398 more, each in the notebook." in done.stdout
    assert "… and 47 more like these." in done.stdout
    refused = kit("handin", "equity", "--workspace", amy.folder)
    assert "398 more" in refused.stderr
    assert len(refused.stderr) < 1000


ODD = {"words": {"first": "She asked me", "at": [1, True]}, "key": None}
"""A value that no question asks for, as a file from elsewhere may bring it."""


@pytest.mark.parametrize("name", ["scene", "plan", "sort", "odd"])
def test_two_answers_are_shown_as_words_and_never_as_they_are_stored(learner, tmp_path: Path, name: str):
    case, scene, way = a_scene()
    (sort,) = [one for one in case.items.items if one.id == "start.five"]
    item, value, says = {
        "scene": (f"scene.{scene.id}", way, f"How it ended: {scene.endings[way['ending']].title}"[:39]),
        "plan": ("equity.plan", {"if": "she calls", "then": "ask her"}, "If she calls, then I will ask her."),
        "sort": ("start.five", {one.id: one.bin for one in sort.cards}, f"{sort.bins[0].label}: "[:10]),
        "odd": (REFLECTION, ODD, "first: She asked me at: 1"),
    }[name]
    ana = learner("ana", "ana")
    first = ana.done(item, value, lane="shared")
    file = tmp_path / "from home.jsonl"
    file.write_bytes(line_of(first.model_copy(update={"id": f"01J{1:023d}", "value": {**value, "more": 2}})))
    told = kit("import", file, "--workspace", ana.folder).stdout
    assert told.count(says) == 2 if name != "sort" else says in told
    refused = kit("handin", case.item(item).assignment, "--workspace", ana.folder).stderr
    assert says in refused
    for text in (told, refused):
        assert not {"{", "[", '"'} & set(text), text
