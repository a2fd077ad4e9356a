"""What one made comes out whole, in four formats; private answers only on request, and then it is said."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from scenes.taken import a_scene
from typer.testing import CliRunner
from ulid import ULID

from kit.cli import app
from kit.content import compiled, item_hash
from kit.content.answer_words import plan_in_words
from kit.journal import make_workspace, open_journal, update_workspace
from kit.model import KitError, Response
from kit.pages.progress import STATIC, Progress
from kit.pages.requests import Requests
from kit.pages.workbook import Chosen, gathered, put_out
from kit.scenes.playing import shown
from kit.workbook import gather
from kit.workbook.blocks import blocks_of
from kit.workbook.page import page
from kit.workbook.rehearsal import rehearsal

LAST = datetime(9999, 12, 31, tzinfo=UTC)
CASE, STAMP = "ms_perez", "This copy holds private answers"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    folder = make_workspace(tmp_path / "course", "ana")
    save(folder, "equity.first_thought", "FIRST <b>thought</b>")
    save(folder, "equity.reflection", "An event.\n\nÑandú and 家")
    save(folder, "equity.habit", "SECRET habit")
    save(folder, "equity.plan", {"if": "PLANWORDS", "then": "ask her", "look_back": "2027-03-01"})
    asked = compiled().cases[CASE].item("start.five")
    save(folder, "start.five", {card.id: card.bin for card in asked.cards})
    save(folder, "rate.equity.preferences", {"missing": "no_chance"}, occasion="pre")
    save(folder, "card.equity_three", {"answer": "PRACTICE", "recall": "had"})
    return folder


def save(folder, item, value, **more):
    asked = compiled().cases[CASE].item(item)
    more = {"lane": asked.lane} | more
    return open_journal(folder).save(item, value, case=CASE, item_hash=item_hash(asked), **more)


def text_of(format: str, made: bytes) -> str:
    if format == "html":
        return made.decode()
    if format == "docx":
        document = Document(io.BytesIO(made))
        header = document.sections[0].header.paragraphs[0].text
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([header, *(p.text for p in document.paragraphs), *cells])
    document = pypdfium2.PdfDocument(made)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_marks_that_one_gave_oneself_are_private_and_in_words(workspace):
    marks = {"event": {"level": 2, "words": "An  event."}, "action": {"level": 9}, "odd": 3}
    value = {"revision": None, "criteria": marks}
    save_as = {"case": CASE, "item_hash": "-", "lane": "private"}
    open_journal(workspace).save("self_marking.equity", value, **save_as)
    assert "Mark it yourself" not in put_out(workspace, "html", Chosen()).decode()
    said = put_out(workspace, "html", Chosen(private=True)).decode()
    assert said.index("Ñandú") < said.index("Mark it yourself") < said.index("PLANWORDS")
    event = compiled().rubric.criteria[0]
    assert f"{event.name}, level 2: {event.levels[2].learner[:20]}" in said
    assert "Earned by: “An event.”" in said
    assert "level 9" not in said


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_everything_shared_is_in_it_and_nothing_private(workspace, format):
    said = text_of(format, put_out(workspace, format, Chosen()))
    for words in ("FIRST", "An event.", "Ñandú", "PLANWORDS", "no chance yet", "Record of completion"):
        assert words in said
    for words in ("SECRET", "PRACTICE", STAMP):
        assert words not in said
    assert said.index("FIRST") < said.index("An event.")


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_a_week_is_told_in_words_and_in_the_learners_own_voice(workspace, format):
    update_workspace(workspace, voice="b")
    offers = [
        {"day": "thu", "from": "07:15", "how": "SIDE <b>door"},
        {"day": "mon", "from": "07:30", "how": "Here."},
    ]
    save(workspace, "advocacy.scheduler", {"asked": ["sleep"], "options": offers})
    said = " ".join(unescape(text_of(format, put_out(workspace, format, Chosen()))).split())
    lines = [
        "Monday, 7:30 a.m. · Here.",
        "Thursday, 7:15 a.m. · SIDE <b>door",
        "Her sleep: Monday to Friday, 9:00 a.m. to 2:00 p.m.",
        "You have not asked about: Her work, Her way here and back, The school day.",
    ]
    places = [said.index(line) for line in lines]
    assert places == sorted(places)


def test_what_was_written_where_a_week_is_now_stays(workspace):
    save(workspace, "advocacy.scheduler", "Tuesday, AS IT WAS")
    assert "Tuesday, AS IT WAS" in put_out(workspace, "html", Chosen()).decode()


def test_a_scene_is_told_by_what_to_keep_of_it_and_only_on_request(workspace):
    _, scene, value = a_scene()
    value["path"][0] |= {"typed": "MY OWN <b>words</b>", "rather": "mine"}
    save(workspace, f"scene.{scene.id}", value | {"again": "AGAIN"})
    save(workspace, f"scene.{scene.id}.played", {"played": True})
    shared = put_out(workspace, "html", Chosen()).decode()
    assert "MY OWN" not in shared
    assert "played" not in shared
    made = put_out(workspace, "html", Chosen(private=True)).decode()
    assert "<b>words" not in made
    said = unescape(made)
    turn = scene.turns[value["path"][0]["turn"]]
    taken = next(one for one in turn.choices if one.id == value["path"][0]["choice"])
    heard = [line.en for line in shown(turn.lines, "a", frozenset()) if line.en]
    parts = [
        scene.title,
        " ".join(scene.setting["a"].split()),
        "AGAIN",
        " ".join(heard[-1].split()),
        "MY OWN <b>words</b>",
        " ".join(taken.words.split()),
        compiled().words["scene.rather_mine"],
        f"How it ended: {scene.endings[value['ending']].title}",
        compiled().words["workbook.say_now"],
    ]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)


def test_a_scene_whose_turns_are_gone_is_told_with_what_is_known(workspace):
    _, scene, value = a_scene()
    gone = {"turn": "no_such_turn", "choice": "nothing", "typed": "STILL HERE"}
    save(workspace, f"scene.{scene.id}", value | {"path": [gone, *value["path"]]})
    said = put_out(workspace, "html", Chosen(private=True)).decode()
    assert "STILL HERE" in said
    assert "The course no longer has this turn: no_such_turn · nothing" in said


@pytest.mark.attack
@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_private_answers_come_on_request_and_each_page_says_so(workspace, format):
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    made = put_out(workspace, format, Chosen(private=True))
    said = text_of(format, made)
    assert "SECRET habit" in said
    assert STAMP in said
    if format == "pdf":
        pages = pypdfium2.PdfDocument(made)
        assert all(STAMP in page.get_textpage().get_text_bounded() for page in pages)
    if format == "html":
        assert "@top-left { content:" in said
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


def test_what_is_chosen_is_in_it_alone(workspace):
    chosen = Chosen(items={"equity.reflection", "equity.habit"}, completion=False)
    said = put_out(workspace, "html", chosen).decode()
    assert "An event." in said
    for words in ("FIRST", "SECRET", "Record of completion"):
        assert words not in said
    assert (
        STAMP not in put_out(workspace, "html", chosen._replace(private=True, items={"start.five"})).decode()
    )


def test_typed_markup_is_text(workspace):
    assert "FIRST &lt;b&gt;thought&lt;/b&gt;" in put_out(workspace, "html", Chosen()).decode()


@pytest.mark.attack
@pytest.mark.parametrize("format", ["html", "docx", "pdf", "ics"])
def test_no_answer_keeps_the_others_from_coming_out(workspace, format):
    save(workspace, "equity.first_thought", "half an emoji \ud83d")
    save(workspace, "equity.plan", {"if": "HERPLAN", "then": "ask", "key": "x", "self": "y"})
    save(workspace, "rate.equity.preferences", 3, occasion="during")
    late = open_journal(workspace).heads("equity.plan", case=CASE)[0]
    late = late.model_copy(update={"id": str(ULID()), "item": "respect.plan", "at": LAST, "parent": None})
    open_journal(workspace).add([late])
    made = put_out(workspace, format, Chosen())
    if format != "ics":
        assert "half an emoji" in text_of(format, made)
        assert "HERPLAN" in text_of(format, made)


ODD = {"words": {"first": "SHE ASKED", "at": [1, {"deep": True}]}, "key": None}
"""A value that no question asks for, as a file from elsewhere may bring it."""


@pytest.mark.parametrize("value", [ODD, {"missing": {"first": "SHE ASKED"}}, {"if": ODD, "then": "ask"}])
def test_what_no_question_asks_for_is_told_in_its_words_and_never_as_it_is_stored(workspace, value):
    by_kind = {item.kind: item for item in compiled().cases[CASE].items.items}
    told = {kind: item for kind, item in by_kind.items() if kind not in ("card", "played")}
    for kind, item in told.items():
        occasion = "pre" if kind in ("rating", "vignette") else "during"
        kept = save(workspace, item.id, "TAKEN OVER", occasion=occasion, lane="shared")
        odd = kept.model_copy(update={"value": value, "id": str(ULID()), "parent": kept.id, "at": LAST})
        gone = odd.model_copy(update={"id": str(ULID()), "item": f"gone.{kind}", "parent": None})
        open_journal(workspace).add([odd, gone])
    book, _ = gathered(workspace, Chosen())
    said = [line for week in book.weeks for entry in week.entries for line in entry.said]
    assert sum("SHE ASKED" in line for line in said) == 2 * len(told)
    assert not [line for line in said if set(line) & set("{}[]")]


def test_an_answer_without_a_word_in_it_is_named_all_the_same(workspace):
    for item in ("equity.today", "start.five", "self_marking.equity"):
        first = open_journal(workspace).save(item, "TAKEN OVER", case=CASE, item_hash="-", lane="shared")
        empty = {"value": {}, "id": str(ULID()), "parent": first.id, "at": LAST}
        open_journal(workspace).add([first.model_copy(update=empty)])
    book, _ = gathered(workspace, Chosen())
    told = {entry.id: entry.said for week in book.weeks for entry in week.entries}
    said = {told[item] for item in ("equity.today", "start.five", "self_marking.equity")}
    assert said == {(compiled().words["form.no_words"],)}
    assert all(put_out(workspace, format, Chosen()) for format in ("html", "docx", "pdf"))


_WORDS = st.sampled_from(["", " ", "words"])
_KEYS = st.sampled_from(["criteria", "event", "level", "if", "then", "rows"])
_INSIDE = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 5) | _WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_KEYS, inner, max_size=2),
    max_leaves=5,
)
_SHAPES = (
    st.integers(-1, 5) | _WORDS | st.lists(_WORDS, max_size=2) | st.dictionaries(_KEYS, _INSIDE, max_size=2)
)


@settings(max_examples=50, deadline=None)
@given(value=_SHAPES)
def test_no_shape_of_an_answer_keeps_a_workbook_from_being_drawn(value):
    content = compiled()
    # One item of each kind is enough.
    items = {one.kind: one.id for one in content.cases[CASE].items.items} | {"marks": "self_marking.equity"}
    answers = [
        Response(
            id=str(ULID()), parent=None, workspace=str(ULID()), item=item, item_hash="-", case=CASE, seq=n,
            occasion="pre" if kind == "rating" else "during", at=LAST, lane="shared", value=value,
        )
        for n, (kind, item) in enumerate(items.items())
    ]  # fmt: skip
    book = gather(answers, content, [], None)
    assert page(blocks_of(book, content.words))


def test_a_scene_that_is_gone_from_the_course_is_told_with_what_is_known(workspace):
    _, scene, way = a_scene()
    save(workspace, f"scene.{scene.id}", way, lane="shared")
    (head,) = open_journal(workspace).heads(f"scene.{scene.id}", case=CASE)
    gone = {"item": "scene.no_more", "id": str(ULID()), "item_hash": "x", "parent": None, "at": LAST}
    open_journal(workspace).add([head.model_copy(update=gone)])
    said = put_out(workspace, "html", Chosen()).decode()
    assert f"The course no longer has this turn: {way['path'][0]['turn']}" in said
    assert "&#x27;turn&#x27;" not in said


def test_the_pdf_is_tagged_and_has_a_title(workspace):
    # Without letters that the fonts here may lack.
    made = put_out(workspace, "pdf", Chosen(items={"equity.first_thought"}))
    assert b"/StructTreeRoot" in made
    assert b"pdfuaid" in made


def test_dates_hold_no_word_of_a_plan(workspace):
    save(workspace, "respect.plan", {"if": "it has no day", "then": "it is in no calendar"})
    save(workspace, "advocacy.plan", {"if": "the last day", "then": "has no next", "look_back": "9999-12-31"})
    made = put_out(workspace, "ics", Chosen())
    for words in (b"PLANWORDS", b"ask her", b"ana"):
        assert words not in made
    assert b"DTSTART;VALUE=DATE:20270301\r\n" in made
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    assert made.count(b"BEGIN:VEVENT") == 1


def test_a_plan_says_when_its_writer_looks_back_and_one_without_a_day_reads_as_it_did(workspace):
    words = compiled().words
    save(workspace, "respect.plan", {"if": "an old plan", "then": "stand"})
    said = put_out(workspace, "html", Chosen()).decode()
    assert said.count(words.fill("plan.looks_back", date="")[:12]) == 1
    assert words.fill("plan.looks_back", date="March 1, 2027") in said
    assert "If an old plan, then I will stand" in said


@pytest.mark.parametrize(
    ("when", "act", "said"),
    [
        ("I write a note", "ask two families", ("If I write a note, then I will ask two families.",)),
        ("If I call.", "then I'll ask two families", ("If I call, then I will ask two families.",)),
        ("The note goes.", "I ask two families.", ("If: The note goes.", "Then: I ask two families.")),
        ("iffy things happen", "ask", ("If iffy things happen, then I will ask.",)),
    ],
)  # fmt: skip
def test_a_plan_reads_as_on_its_form_where_its_writer_wrote_whole_sentences(when, act, said):
    assert plan_in_words({"if": when, "then": act}, compiled().words) == said


def test_long_titles_are_folded_between_letters():
    from kit.workbook.dates import Day, calendar

    made = calendar([Day("a", date(2027, 1, 31), "ñ家" * 60)])
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    assert "ñ家" * 60 in re.sub("\r\n ", "", made.decode())


def test_completion_is_what_home_says(workspace):
    book, _ = gathered(workspace, Chosen(items=()))
    told = Progress(workspace).now()["done"]
    assert {week.notebook: (week.done, week.tasks, week.minutes) for week, _ in book.completion.weeks} == told
    assert book.completion.done >= 2
    blocks = blocks_of(book, compiled().words).blocks
    (table,) = (one for one in blocks if one.kind == "table")
    assert [row[0] for row in table.rows[1:]] == [
        week.title for week, _ in book.completion.weeks if week.done
    ]


def test_the_command_writes_one_file_and_no_private_one_into_the_course_folder(workspace, tmp_path):
    def run(*words):
        return CliRunner().invoke(app(), ["export", "--workspace", str(workspace), *words])

    out = tmp_path / "mine.html"
    done = run("--format", "html", "--out", str(out), "--private")
    assert done.exit_code == 0, done.output
    assert "SECRET" in out.read_text("utf-8")
    assert out.stat().st_mode & 0o077 == 0
    shared = tmp_path / "shared.html"
    assert run("--format", "html", "--out", str(shared)).exit_code == 0
    assert shared.stat().st_mode & 0o077 == 0, "other accounts on the computer read no answer"
    # The ending says the format where nothing else does, and a format that is given wins.
    assert run("--out", str(tmp_path / "mine.PDF")).exit_code == 0
    assert (tmp_path / "mine.PDF").read_bytes().startswith(b"%PDF")
    assert run("--out", str(tmp_path / "mine.doc"), "--format", "html").exit_code == 0
    assert "<html" in (tmp_path / "mine.doc").read_text("utf-8")
    assert run("--out", str(tmp_path / "mine")).exit_code == 0
    assert (tmp_path / "mine").read_bytes().startswith(b"PK"), "a Word file where nothing says otherwise"
    unknown = run("--out", str(tmp_path / "mine.odt"))
    assert isinstance(unknown.exception, KitError)
    assert "mine.odt" in str(unknown.exception)
    assert not (tmp_path / "mine.odt").exists()
    refused = run("--private", "--out", str(workspace / "mine.docx"))
    assert isinstance(refused.exception, KitError)
    assert not (workspace / "mine.docx").exists()
    assert isinstance(run("--format", "doc").exception, KitError)


def test_whoever_has_no_class_is_told_of_by_no_name(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    folder = make_workspace(tmp_path / "course")
    mine = "What you made in Partnership Kit"
    assert mine in put_out(folder, "html", Chosen()).decode()
    update_workspace(folder, learner="ana", alone=False)
    assert "What ana made in this course" in put_out(folder, "html", Chosen()).decode()
    update_workspace(folder, alone=True)
    assert mine in put_out(folder, "html", Chosen()).decode()


@pytest.mark.attack
def test_the_record_of_completion_says_nothing_of_private_questions(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    workspace = make_workspace(tmp_path / "course", "ana")
    week = next(
        w for w in json.loads((STATIC / "course.json").read_text())["weeks"] if "equity" in w["notebook"]
    )
    items = compiled().cases[CASE].items.items
    private = {one.id for one in items if one.lane == "private"}
    asked = {tuple(ask) for step in week["steps"] for ask in (*step["asks"], *step["offers"])}
    assert {item for _, item, _ in asked} & private, "the week asks something private"
    for _, item, occasion in asked:
        if item not in private:
            save(workspace, item, "SAID", occasion=occasion)

    def record():
        book, _ = gathered(workspace, Chosen())
        return next((one, last) for one, last in book.completion.weeks if one.notebook == week["notebook"])

    done, last = record()
    assert done.done
    assert Progress(workspace).now()["done"][week["notebook"]] == (done.done, done.tasks, done.minutes)
    for _, item, occasion in asked:
        if item in private:
            save(workspace, item, "SECRET", occasion=occasion)
    late = open_journal(workspace).heads("equity.habit", case=CASE)[0]
    late = late.model_copy(update={"id": str(ULID()), "at": LAST, "parent": None})
    open_journal(workspace).add([late])
    assert record() == (done, last)
    assert "SECRET" not in put_out(workspace, "html", Chosen()).decode()


def test_the_word_file_is_set_in_words_own_styles_and_in_the_courses_order(workspace):
    document = Document(io.BytesIO(put_out(workspace, "docx", Chosen())))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert set(styles) == {"Title", "Note", "Heading 1", "Heading 2", "Prompt", "Normal", "List Bullet"}
    assert styles.count("Title") == 1
    assert not [run for p in document.paragraphs for run in p.runs if run.bold or run.font.size]
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads == ["Start here · August", "Equity · August", "Record of completion"]
    (table,) = document.tables
    assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert [cell.text for cell in table.rows[0].cells] == [
        "Week", "Tasks done", "Minutes", "Last shared answer"
    ]  # fmt: skip
    language = "w:rPr/w:lang/@w:val"
    assert document.styles["Normal"].element.xpath(language) == ["en-US"]
    assert document.core_properties.language == "en-US"
    assert not document.inline_shapes, "a picture would need words of its own"


def test_the_workbook_speaks_the_learners_language_and_marks_what_is_english(workspace):
    update_workspace(workspace, language="es")
    said = put_out(workspace, "html", Chosen()).decode()
    assert '<html lang="es">' in said
    assert '<h2 lang="en">Equity</h2>' in said
    assert "<h2>Constancia" in said
    document = Document(io.BytesIO(put_out(workspace, "docx", Chosen())))
    assert document.styles["Normal"].element.xpath("w:rPr/w:lang/@w:val") == ["es-US"]
    equity = next(p for p in document.paragraphs if p.style.name == "Heading 1" and "Equity" in p.text)
    assert equity.runs[0]._r.xpath("w:rPr/w:lang/@w:val") == ["en-US"]
    assert put_out(workspace, "pdf", Chosen()).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("language", "year"), [("en", r"[A-Z][a-z]+ \d+, \d{4}"), ("es", r"\d+ de [a-z]+ de \d{4}")]
)
def test_every_day_is_written_in_words_as_on_the_page(workspace, language, year):
    update_workspace(workspace, language=language)
    said = re.sub(r"<[^>]+>", "\n", put_out(workspace, "html", Chosen()).decode().partition("<body")[2])
    assert re.findall(r"\d{4}-\d\d-\d\d", said) == []
    words = compiled().speaking(language).words
    answered = words["workbook.answered"].partition("{")[0]
    assert re.search(re.escape(answered) + year, said)


def test_the_page_leads_back_shows_each_weeks_color_and_says_what_is_private(workspace):
    save(workspace, "equity.today", "NOW")
    home = "http://127.0.0.1:8000/partnership-kit/course/index.html"
    made = put_out(workspace, "html", Chosen(private=True), home).decode()
    assert f'<nav class="bar"><a href="{home}">' in made
    assert '<nav class="bar">' not in put_out(workspace, "html", Chosen()).decode(), "a file leads nowhere"
    assert '<div class="week" data-dimension="equity">' in made
    mark = compiled().words["workbook.private_mark"]
    private = next(item for item in compiled().cases[CASE].items.items if item.id == "equity.habit")
    assert f"{private.title}</span> <small>{mark}</small></h3>" in unescape(made)
    asked = compiled().cases[CASE].item("equity.today")
    assert asked.printed in unescape(made)
    assert asked.prompt not in unescape(made)
    assert "Done" in asked.prompt


def test_the_cover_has_the_path_with_what_was_made(workspace):
    book, _ = gathered(workspace, Chosen())
    path = blocks_of(book, compiled().words).path
    assert [(one.title, one.dimension) for one in path] == [("Start here", None), ("Equity", "equity")]
    words = compiled().words
    assert path[1].made == f"{words['workbook.made_text']}: 2 · {words['workbook.made_plan']}: 1"
    said = text_of("pdf", put_out(workspace, "pdf", Chosen()))
    assert said.index(path[1].made) < said.index("FIRST")


def test_the_end_shows_the_first_wording_beside_the_last_answer_and_what_was_made(workspace):
    assert Requests(workspace).ask("ending")["answers"] == []
    first = save(workspace, "start.expectations", "HOPED\n\nFOR")
    save(workspace, "start.expectations", "CHANGED", parent=first.id)
    save(workspace, "meeting.today", "DIFFERENT", lane="private")
    ends = Requests(workspace).ask("ending")
    mark = compiled().words["workbook.private_mark"]
    said = [(one["said"], one["private"]) for one in ends["answers"]]
    assert said == [(("HOPED", "FOR"), ""), (("DIFFERENT",), mark)]
    assert [one["title"] for one in ends["made"]] == ["Start here", "Equity", "The IEP meeting"]
    assert not re.search("%|PRACTICE", json.dumps(ends))


def test_where_only_own_words_are_said_the_line_is_what_they_were_nearest_to():
    case, scene, value = a_scene()
    first, *rest = value["path"]
    turn = scene.turns[first["turn"]].model_copy(update={"own": "only"})
    only = scene.model_copy(update={"turns": {**scene.turns, first["turn"]: turn}})
    course = case.model_copy(update={"scenes": {**case.scenes, scene.id: only}})
    words = compiled().words
    for typed, nearest in (("MINE", True), ("", False)):
        path = [first | {"typed": typed} if typed else first, *rest]
        told = rehearsal(course, f"scene.{scene.id}", value | {"path": path}, words)
        assert any(one.chosen.startswith(words["rehearsed.nearest"]) for one in told.own) is nearest
