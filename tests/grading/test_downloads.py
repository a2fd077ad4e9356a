"""What a download holds: under which names it is kept, and what its own names say of whose it is."""

from __future__ import annotations

import errno
import json
import re
import shutil
from pathlib import Path

import pytest
from hostile import packed, zipped
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

pytest.importorskip("nbgrader")

import make_submissions as make

from kit.classroom import Member, write_roster
from kit.grading import download
from kit.grading.collecting import Sorted, collect
from kit.grading.download import bring
from kit.grading.learners_file import decide, read_table, write_table

pytestmark = pytest.mark.attack

PEOPLE = {
    "amy": "01JDZZZZZZZZZZZZZZZZZZZZAA",
    "ben": "01JDZZZZZZZZZZZZZZZZZZZZBB",
    "cam": "01JDZZZZZZZZZZZZZZZZZZZZCC",
}
ANOTHER = "01JDZZZZZZZZZZZZZZZZZZZZDD"
CLASS = [Member(who, f"{who.title()} Lee", lms_id=str(n)) for n, who in enumerate(PEOPLE, 11)]
CANVAS = {who: f"lee{who}_{n}_9{n}_equity_{who}.zip" for n, who in enumerate(PEOPLE, 11)}
MOODLE = {
    who: f"{who.title()} Lee_7{n}_assignsubmission_file_/equity.zip" for n, who in enumerate(PEOPLE, 11)
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "fall"
    shutil.copytree(make.CHECKOUT / "assignments/release/equity", root / "release" / "equity")
    write_roster(root, CLASS)
    return root


def hand_in(learner: str, folder: str | None = None, text: str = "", seq: int = 0) -> bytes:
    folder = folder or PEOPLE[learner]
    line = make.line(text or f"From {learner}.", seq, workspace=folder)
    about = {"seq": seq, "workspace": folder}
    return packed(learner, f"2026-10-0{1 + seq}T12:00:00Z", about=about, responses__jsonl=line)


def came(root: Path, source: Path) -> Sorted:
    table = read_table(root)
    bring(root, table, source, CLASS)
    write_table(root, table)
    return collect(root, "equity")


def download_of(root: Path, entries: dict[str, bytes], name: str = "submissions.zip") -> Path:
    path = root.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zipped(dict(entries)))
    return path


def texts(root: Path) -> dict[str, str]:
    found = {}
    for path in root.glob("submitted/*/equity/responses.jsonl"):
        found[path.parents[1].name] = json.loads(path.read_text("utf-8").splitlines()[-1])["value"]
    return found


def held(root: Path) -> set[str]:
    return {one.learner for one in read_table(root).waits()}


PARTS = st.one_of(
    st.sampled_from(
        [
            "\U0001f642" * 100,
            "\u5bb6" * 120,
            "a.zip",
            "a",
            "CON",
            "nul",
            "..",
            "x" * 240,
            " ",
            "a:b",
            "b\\c",
            "=1+1",
            "-rf",
        ]
    ),
    st.text(st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1, max_size=60),
)


def test_no_name_that_a_sender_chose_reaches_the_disk_or_keeps_others_from_being_collected(root: Path):
    made = hand_in("ben", text="Ben's own.")

    @seed(20261207)
    @settings(max_examples=40, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(PARTS, max_size=4), st.integers(0, 45), PARTS, st.sampled_from(["", *MOODLE.values()]))
    def one(folders: list[str], depth: int, name: str, platform: str) -> None:
        shutil.rmtree(root / "downloaded", ignore_errors=True)
        (root / "learners.json").unlink(missing_ok=True)
        inside = "/".join(
            [*filter(None, [platform.partition("/")[0]]), *folders, *["d" * 30] * depth, f"{name}.zip"]
        )
        amys = {CANVAS["amy"]: hand_in("amy"), inside: made, f"{inside}/b.zip": made}
        came(root, download_of(root, amys))
        assert texts(root)["amy"] == "From amy."
        table = read_table(root)
        kept = [one for one in (root / "downloaded").rglob("*") if one.is_file()]
        assert {one.name for one in kept} == {*table.copies}
        assert all(re.fullmatch(r"\d{4}_[0-9a-f]{8}\.zip", one.name) for one in kept)
        assert {one.learner for one in table.uploads} == {"amy", "ben"}

    one()


def test_a_disk_that_fills_while_storing_leaves_nothing_half(root: Path, monkeypatch: pytest.MonkeyPatch):
    source = download_of(root, {CANVAS[who]: hand_in(who) for who in PEOPLE})
    room = [2]

    def full(path: Path, data: bytes, mode: int) -> None:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        write(path, data, mode)

    write = download.replace
    with monkeypatch.context() as patch:
        patch.setattr(download, "replace", full)
        with pytest.raises(OSError, match="No space"):
            came(root, source)
    assert [one for one in (root / "downloaded").rglob("*") if one.is_file()] == []
    assert not (root / "learners.json").exists()
    came(root, source)
    assert {*texts(root)} == {*PEOPLE}


FORGED = {
    "alone": {},
    "with her own": {CANVAS["cam"]: hand_in("cam")},
    "with people that she made up": {f"x{n}_{n}_{n}_a.zip": hand_in(f"x{n}", ANOTHER) for n in (97, 98)},
    "with another of theirs": {CANVAS["ben"]: hand_in("ben", ANOTHER, "Cam's.", 3)},
}


@pytest.mark.parametrize("names", [CANVAS, MOODLE], ids=["canvas", "moodle"])
@pytest.mark.parametrize("more", [*FORGED, "beside others' mail"])
def test_a_platforms_name_in_what_a_learner_sent_says_nothing(root: Path, names: dict[str, str], more: str):
    """By mail, Cam sends a zip that names Amy's account as the platform does."""
    came(root, download_of(root, {names[who]: hand_in(who) for who in PEOPLE}))
    forged = {names["amy"]: hand_in("amy", ANOTHER, "Cam's.", 3)} | FORGED.get(more, {})
    source = download_of(root, forged, "mail/homework.zip")
    if more == "beside others' mail":
        for who in ("ben", "cam"):
            (source.parent / f"equity_{who}.zip").write_bytes(hand_in(who))
        source = source.parent
    came(root, source)
    assert {who: texts(root)[who] for who in PEOPLE} == {who: f"From {who}." for who in PEOPLE}
    assert "amy" in held(root)


@pytest.mark.parametrize("names", [CANVAS, MOODLE], ids=["canvas", "moodle"])
def test_a_second_computer_is_taken_out_of_what_the_platform_made(root: Path, names: dict[str, str]):
    came(root, download_of(root, {names[who]: hand_in(who) for who in PEOPLE}))
    later = {names[who]: hand_in(who) for who in ("ben", "cam")}
    later[names["amy"]] = hand_in("amy", ANOTHER, "From the laptop.", 3)
    came(root, download_of(root, later))
    assert (texts(root)["amy"], held(root)) == ("From the laptop.", set())


IDS = {
    "her own": "amy",
    "no invitation": PEOPLE["amy"],
    "typed, on no list": "jiwoo",
    "somebody else's": "ben",
}


@pytest.mark.parametrize("end", ["accept", "not theirs", "her own id"])
@pytest.mark.parametrize("channel", ["canvas", "mail"])
@pytest.mark.parametrize("way", IDS)
def test_whatever_is_held_ends_with_one_decision_or_one_act(root: Path, way: str, channel: str, end: str):
    """Amy hands in under some id three times; Ben is known already."""
    came(root, download_of(root, {CANVAS["ben"]: hand_in("ben")}))

    def amy_sends(learner: str, seq: int) -> None:
        name = f"leeamy_11_99{seq}_a.zip" if channel == "canvas" else f"equity_{seq}.zip"
        path = root.parent / "mail" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(hand_in(learner, PEOPLE["amy"], f"Text {seq}.", seq))
        came(root, path)

    amy_sends(IDS[way], 1)
    waits = read_table(root).waits()
    assert bool(waits) == (way == "somebody else's"), "an id that is nobody's is no reason to wait"
    if end == "her own id":
        amy_sends("amy", 2)
        assert texts(root)["amy"] == "Text 2."
    decide(root, [(one.code, end == "accept") for one in waits])
    collect(root, "equity")
    assert held(root) == set()
    amy_sends(IDS[way], 3)
    if way == "somebody else's" and end != "accept":
        assert held(root) == {"ben"}, "what was refused is asked about anew"
        assert texts(root)["ben"] == "From ben."
        return
    whose = IDS[way] if channel == "mail" or way == "somebody else's" else "amy"
    assert (held(root), texts(root)[whose]) == (set(), "Text 3.")
