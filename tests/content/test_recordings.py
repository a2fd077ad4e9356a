"""Recordings of a scene's lines: named by their words, checked, built into the package, sent to the page."""

from __future__ import annotations

import io
import wave

import pytest
from courses import is_fault, small_course
from typed import kit

from kit.build import build, drift
from kit.content import recordings
from kit.content.checking import load
from kit.content.loader import read
from kit.content.recordings import name_of
from kit.forms import FormContext
from kit.forms.messages import reply_to
from kit.forms.scene import scene
from kit.journal import make_workspace

SPANISH, ENGLISH = "¿Bueno? ¿Quién habla? Estoy por salir.", "Hello? Who is this? I'm on my way out."
FOLDER = "case_studies/ms_novak/scenes/first_talk"


def silence(seconds: float = 0.05) -> bytes:
    with io.BytesIO() as made:
        with wave.open(made, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(1)
            sound.setframerate(8000)
            sound.writeframes(bytes([128]) * int(8000 * seconds))
        return made.getvalue()


@pytest.fixture
def put(course):
    def one(name: str, data: bytes = silence()) -> None:
        path = (course.root / FOLDER).parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)

    return one


def faults(course):
    return list(recordings.faults(read(course.root)))


def test_the_name_stands_for_the_words_and_for_nothing_else():
    assert name_of("¿Bueno?") == name_of(" ¿Bueno? \n")
    assert name_of("¿Bueno?") != name_of("¿Bueno")


def test_a_file_is_named_by_the_words_of_its_line(course, put):
    put(f"first_talk/hello.{name_of(SPANISH)}.wav")
    put(f"first_talk/{name_of(ENGLISH)}.MP3")
    put("first_talk/.DS_Store")
    assert faults(course) == []


@pytest.mark.parametrize(
    ("name", "data", "code", "facts"),
    [
        ("first_talk/hello.0123456789.wav", silence(), "line", {"scene": "first_talk"}),
        ("first_talk/hello.wav", silence(), "line", {"scene": "first_talk"}),
        (f"first_talk/hello.{name_of(SPANISH)}.txt", silence(), "kind", {}),
        (f"first_talk/hello.{name_of(SPANISH)}.wav", b"", "empty", {}),
        (f"first_talk/hello.{name_of(SPANISH)}.wav", bytes(1_000_001), "size", {"size": 1.000001}),
        ("gone/hello.wav", silence(), "scene", {"scene": "gone", "known": ("first_talk",)}),
    ],
)
def test_what_belongs_to_no_line_or_is_too_big_is_a_fault(course, put, name, data, code, facts):
    put(name, data)
    (found,) = faults(course)
    assert is_fault(found, f"content.recording_{code}", **facts)
    assert (found.file, found.line) == (f"case_studies/ms_novak/scenes/{name}", 1)
    assert found in course.faults()


def test_a_line_has_one_recording(course, put):
    put(f"first_talk/hello.{name_of(SPANISH)}.wav")
    put(f"first_talk/again.{name_of(SPANISH)}.mp3")
    (found,) = faults(course)
    assert is_fault(found, "content.recording_twice", other=f"again.{name_of(SPANISH)}.mp3")


def test_the_command_says_the_name_of_each_line(course, put):
    put(f"first_talk/hello.{name_of(SPANISH)}.wav")
    said = kit("check", course.root, "--recordings", "first_talk").stdout
    assert f"hello.{name_of(SPANISH)}.wav · there" in said
    assert f"hello.{name_of(ENGLISH)}.mp3 · to record\n" in said
    assert f"Ms. Novak: {SPANISH}" in said


def test_it_is_built_into_the_package_and_comes_to_the_page_by_message(tmp_path, monkeypatch):
    root = small_course(tmp_path / "checkout")
    (root / FOLDER).mkdir()
    (root / FOLDER / f"hello.{name_of(SPANISH)}.wav").write_bytes(silence())
    build(root)
    packed = root / "kit" / "_compiled" / "recordings"
    monkeypatch.setattr(recordings, "compiled_folder", lambda: packed)
    content = load(root)
    case = content.cases["ms_novak"]
    place = make_workspace(tmp_path / "w")
    form = scene(FormContext(place, "ms_novak", content.words), case, case.scenes["first_talk"])
    assert form.spec["recordings"] == {SPANISH: f"{name_of(SPANISH)}.wav"}
    ask = {"type": "recording", "name": f"{name_of(SPANISH)}.wav"}
    reply = reply_to(form.handlers, ask, content.words)
    assert (reply["ok"], reply["sort"], reply["buffers"]) == (True, "audio/wav", [silence()])
    for name in ("../content.json", f"{name_of(ENGLISH)}.wav", ""):
        refused = reply_to(form.handlers, ask | {"name": name}, content.words)
        assert not refused["ok"]
        assert "buffers" not in refused

    (root / FOLDER / f"hello.{name_of(SPANISH)}.wav").unlink()
    assert any("recordings" in line for line in drift(root))
    build(root)
    assert not list(packed.rglob("*.wav"))
