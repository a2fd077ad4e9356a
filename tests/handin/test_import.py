"""A second computer: answers come in by id, whose they are is told, bad files change nothing."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from journal_lines import unchecked
from markdown_it import MarkdownIt
from refused import refused
from typer.testing import CliRunner
from ulid import ULID

from kit.cli import app
from kit.handin import feedback_page as page_made
from kit.handin import reading as limits
from kit.handin.feedback import receive_feedback
from kit.handin.feedback_record import Comment, Feedback
from kit.handin.handing import hand_in
from kit.handin.importing import import_file
from kit.journal import draw_voice, kept_voice, learner_of, update_workspace
from kit.model import KitError, other_voice


@pytest.fixture
def handed(learner):
    """A hand-in from another computer."""
    ana = learner("school", "ana")
    ana.done("equity.reflection", "from school")
    return ana, hand_in(ana.folder, "equity").zip


def test_a_fresh_folder_takes_the_answers_and_the_name(learner, handed):
    _, file = handed
    home = learner("home")
    own = home.journal.workspace
    done = import_file(home.folder, file)
    assert [r.value for r in done.new] == ["from school"]
    assert home.journal.heads("equity.reflection", case="ms_perez") == list(done.new)
    assert learner_of(home.folder) == "ana"
    assert home.journal.workspace == own
    again = import_file(home.folder, file)
    assert (again.new, again.known, again.notes) == ((), 1, ())
    assert hand_in(home.folder, "equity").zip.name == "equity_ana.zip"


def test_a_whole_journal_without_a_learner_id_brings_its_workspace_id(learner):
    school, home, third = learner("school"), learner("home"), learner("third")
    first = school.done("equity.today", "one")
    school.done("equity.today", "two")
    import_file(home.folder, school.folder / "responses.jsonl")
    assert learner_of(home.folder) == school.journal.workspace
    assert home.journal.responses() == school.journal.responses()
    loose = third.folder.parent / "copied.jsonl"
    loose.write_bytes((school.folder / "responses.jsonl").read_bytes())
    done = import_file(third.folder, loose)
    assert first in done.new
    assert learner_of(third.folder) == school.journal.workspace


def test_a_folder_with_answers_keeps_its_name_and_says_so(learner, handed):
    _, file = handed
    home = learner("home")
    home.done("equity.reflection", "from home")
    done = import_file(home.folder, file)
    assert learner_of(home.folder) == home.journal.workspace
    assert "kit start --learner ana" in done.notes[0]
    assert [{r.value for r in ends} for ends in done.two_heads] == [{"from home", "from school"}]


def test_another_learners_file_is_not_taken_unless_she_says_it_is_hers(learner, handed):
    _, file = handed
    ben = learner("ben", "ben")
    with refused("import.other_learner", file=file, learner="ana", own="ben"):
        import_file(ben.folder, file)
    assert ben.journal.responses() == []
    done = import_file(ben.folder, file, mine=True)
    assert len(done.new) == 1
    assert learner_of(ben.folder) == "ben"
    assert done.notes


@pytest.mark.attack
def test_private_answers_come_out_of_a_backup_alone(learner, tmp_path: Path):
    school, home = learner("school"), learner("home")
    school.done("equity.habit", "PRIVATE")
    file = tmp_path / "user data" / school.journal.workspace / "private.jsonl"
    with refused("import.private", file=file):
        import_file(home.folder, file)
    assert home.journal.responses() == []


def test_a_torn_file_brings_what_is_whole_and_says_what_is_not(learner):
    school, home = learner("school"), learner("home")
    school.done("equity.today", "one")
    school.done("equity.today", "two")
    file = school.folder / "responses.jsonl"
    file.write_bytes(file.read_bytes()[:-20])
    done = import_file(home.folder, file)
    assert [r.value for r in done.new] == ["one"]
    assert "cut off" in done.notes[0]


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def test_names_in_a_zip_never_become_paths(learner, handed, tmp_path: Path):
    ana, _ = handed
    lines = (ana.folder / "responses.jsonl").read_bytes()
    evil = tmp_path / "evil.zip"
    evil.write_bytes(
        zipped(
            ("../../escaped.txt", b"x"),
            ("/etc/escaped", b"x"),
            ("C:\\escaped", b"x"),
            ("../../../responses.jsonl", lines),
            ("x/handin.json", json.dumps({"learner": "../../ana"}).encode()),
        )
    )
    home = learner("home")
    before = set(tmp_path.rglob("*"))
    assert len(import_file(home.folder, evil).new) == 1
    assert learner_of(home.folder) == home.journal.workspace
    new = {path.name for path in set(tmp_path.rglob("*")) - before if path.suffix != ".lock"}
    assert new == {"responses.jsonl", "before_import.jsonl", "imports.json"}


BAD = {
    "empty": b"",
    "text": b"hello\nworld\n",
    "binary": bytes(range(256)) * 20,
    "broken zip": b"PK\x03\x04" + b"\x00" * 50,
    "no journal": zipped(("notes.txt", b"x")),
    "two journals": zipped(("a/responses.jsonl", b""), ("b/responses.jsonl", b"")),
    "many": zipped(*((f"f{n}", b"") for n in range(1200))),
    "bomb": zipped(("responses.jsonl", b"\n" * 3_000_000)),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_and_changes_nothing(learner, tmp_path: Path, monkeypatch, name: str):
    monkeypatch.setattr(limits, "MOST_BYTES", 2_000_000)
    home = learner("home", "ana")
    home.done("equity.today", "mine")
    before = {p: p.read_bytes() for p in home.folder.rglob("*") if p.is_file()}
    file = tmp_path / "in.zip"
    file.write_bytes(BAD[name])
    with pytest.raises(KitError) as error:
        import_file(home.folder, file)
    assert error.value.code.startswith(("handin.", "import."))
    assert {p: p.read_bytes() for p in home.folder.rglob("*") if p.is_file()} == before


def test_lines_that_contradict_are_refused_whole(learner, tmp_path: Path):
    school, home = learner("school"), learner("home")
    school.done("equity.today", "first")
    line = unchecked((school.folder / "responses.jsonl").read_bytes())
    file = tmp_path / "in.jsonl"
    for data, code in (
        (line + line.replace(b"first", b"other"), "journal.edited"),
        (line.replace(b'"seq":0', b'"seq":99999999999'), "import.number"),
    ):
        file.write_bytes(data)
        with refused(code):
            import_file(home.folder, file)
    file.write_bytes(line)
    import_file(home.folder, file)
    file.write_bytes(line.replace(b"first", b"other"))
    with refused("journal.edited"):
        import_file(home.folder, file)
    assert [r.value for r in home.journal.responses()] == ["first"]


@pytest.mark.attack
def test_a_time_that_no_calendar_has_refuses_nothing(learner, tmp_path: Path):
    school = learner("school")
    school.done("equity.reflection", "At school.")
    line = json.loads(unchecked((school.folder / "responses.jsonl").read_bytes()))
    home = learner("home")
    file = tmp_path / "responses.jsonl"
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        line |= {"id": str(ULID()), "at": at, "item": "equity.reflection"}
        file.write_text(json.dumps(line) + "\n")
        assert len(import_file(home.folder, file, mine=True).new) == 1
        assert import_file(home.folder, file, mine=True).known == 1


def test_a_missing_file_and_a_folder(learner, tmp_path: Path):
    home = learner("home")
    for file in (tmp_path / "none.zip", tmp_path):
        with refused("file.none", file=file):
            import_file(home.folder, file)


def test_the_command(learner, handed, monkeypatch):
    _, file = handed
    home = learner("home")
    home.done("equity.reflection", "from home")
    monkeypatch.chdir(home.folder)
    run = CliRunner().invoke(app(), ["import", str(file)])
    assert run.exit_code == 0, run.output
    assert "1 new, 0 already here." in run.output
    assert "finished differently on two computers" in run.output
    assert "from home" in run.output
    assert "from school" in run.output


def test_the_command_takes_in_a_feedback_page(learner, tmp_path: Path):
    home = learner("home", "ana")
    page = tmp_path / "equity (1).html"
    page.write_text(feedback_page("ana"))
    run = CliRunner().invoke(app(), ["import", str(page), "--workspace", str(home.folder)])
    assert run.exit_code == 0, run.output
    made = (home.folder / "feedback" / "equity.html").read_text("utf-8")
    assert feedback("ana").as_meta() in made
    assert "2 of 3</p>" in made
    assert "<p>marked</p>" not in made


def feedback(learner: str, workspace: str | None = None, assignment: str = "equity") -> Feedback:
    return Feedback(
        learner=learner, workspace=workspace, assignment=assignment, revision=None, levels={"event": 2}
    )


def feedback_page(learner: str, **more: str) -> str:
    return f"<html><head>{feedback(learner, **more).as_meta()}</head><body><p>marked</p></body></html>"


def page_that_says(text: str) -> str:
    return f'<html><head><meta name="partnership-feedback" content="{text}"></head></html>'


def forged(comments: int, levels: int = 1) -> str:
    many = tuple(Comment(text="*x*") for _ in range(comments))
    return (
        feedback("ana")
        .model_copy(update={"comments": many, "levels": {f"c{n}": 2 for n in range(levels)}})
        .to_json()
        .decode()
    )


@pytest.mark.attack
def test_many_comments_are_rendered_by_one_renderer(monkeypatch):
    made = []
    monkeypatch.setattr(page_made, "MarkdownIt", lambda *a, **k: made.append(a) or MarkdownIt(*a, **k))
    page = page_made.feedback_page(Feedback.model_validate_json(forged(200)))
    assert page.count("<em>x</em>") == 200
    assert len(made) <= 1


def test_another_persons_feedback_is_refused_and_nothing_is_written(learner, tmp_path: Path):
    home = learner("home", "ana")
    page, record = tmp_path / "equity.html", tmp_path / "equity.json"
    page.write_text(feedback_page("ben"))
    record.write_bytes(feedback("ben").to_json())
    for file in (page, record):
        with refused("feedback.import_other_learner", file=file.name, learner="ben", own="ana"):
            receive_feedback(home.folder, file)
    assert not (home.folder / "feedback").exists()
    assert receive_feedback(home.folder, record, mine=True).name == "equity.html"


@pytest.mark.attack
def test_a_link_in_the_place_of_the_feedback_folder_is_not_followed(learner, tmp_path: Path):
    ana = learner("course", "ana")
    whose = {"learner": "ana", "workspace": None, "assignment": "equity", "revision": None}
    file = tmp_path / "sent.json"
    file.write_bytes(Feedback(**whose, levels={"event": 2}).to_json())
    outside = tmp_path / "outside"
    outside.mkdir()
    place = ana.folder / "feedback"
    place.symlink_to(outside, target_is_directory=True)
    with refused("feedback.folder", folder=place):
        receive_feedback(ana.folder, file)
    assert not list(outside.iterdir())
    place.unlink()
    place.write_text("a file")
    with refused("feedback.folder", folder=place):
        receive_feedback(ana.folder, file)


def test_feedback_is_known_by_the_learner_or_by_the_course_folder(learner, tmp_path: Path):
    home = learner("home", "ana")
    record = tmp_path / "from the instructor.json"
    for whose in (feedback("ana", "0" * 26), feedback("renamed", home.journal.workspace)):
        record.write_bytes(whose.to_json())
        assert receive_feedback(home.folder, record) == home.folder / "feedback" / "equity.html"
        assert Feedback.model_validate_json((home.folder / "feedback" / "equity.json").read_bytes()) == whose


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("equity.html", "<p>marked</p>", "feedback.not_one"),
        ("equity.html", "<body>" + feedback_page("ana"), "feedback.not_one"),
        ("equity.json", "{}", "feedback.not_one"),
        ("equity.json", "[" * 100_000, "feedback.not_one"),
        (
            "equity.json",
            feedback("ana").to_json().decode().replace("2", "4"),
            "feedback.not_one",
        ),
        ("equity.html", page_that_says("{}"), "feedback.not_one"),
        ("equity.html", page_that_says(" " * 200_001), "feedback.not_one"),
        (
            "holiday.html",
            feedback_page("ana", assignment="../holiday"),
            "feedback.unknown_assignment",
        ),
        ("equity.json", " " * 200_001, "feedback.too_large"),
        ("equity.json", forged(5_000), "feedback.too_large"),
        ("equity.json", forged(1, levels=51), "feedback.not_one"),
    ],
)
def test_what_is_not_feedback_is_one_sentence(learner, tmp_path: Path, name: str, text: str, code: str):
    home = learner("home", "ana")
    (tmp_path / name).write_text(text)
    with refused(code, file=name):
        receive_feedback(home.folder, tmp_path / name)
    assert not (home.folder / "feedback").exists()


def test_a_fresh_folder_lives_the_same_year_as_the_other_computer(learner):
    ana, home = learner("school", "ana"), learner("home")
    update_workspace(ana.folder, voice="c")
    update_workspace(home.folder, voice="a")
    ana.done("equity.reflection", "from school")
    import_file(home.folder, hand_in(ana.folder, "equity").zip)
    assert kept_voice(home.folder) == "c"
    other = learner("third")
    update_workspace(other.folder, voice="b")
    other.done("equity.today", "begun here")
    import_file(other.folder, hand_in(ana.folder, "equity").zip)
    assert kept_voice(other.folder) == "b"


def test_a_bare_journal_brings_the_voice_that_its_learner_drew(learner, tmp_path: Path):
    school, home = learner("school"), learner("home")
    drawn = draw_voice(school.folder)
    update_workspace(home.folder, voice=other_voice(drawn, "01_equity"))
    school.done("equity.today", "one")
    copied = tmp_path / "copied.jsonl"
    copied.write_bytes((school.folder / "responses.jsonl").read_bytes())
    import_file(home.folder, copied)
    assert kept_voice(home.folder) == drawn
