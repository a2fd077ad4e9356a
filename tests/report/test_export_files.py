"""The report as an instructor holds it: the page, the PDF, the files beside them, and the command."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from typed import kit

from kit.model import KitError, NotFound
from kit.report import make_report, running, write_pdf
from kit.report.blocks import MIMETYPE

PICTURES = 5


class Page(HTMLParser):
    """Tags of a page with their attributes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [about for tag, about in self.tags if tag in names]


@pytest.fixture(scope="module")
def made(course, tmp_path_factory):
    """What ``kit class`` wrote, and what it said."""
    out = tmp_path_factory.mktemp("made") / "new" / "report"
    return out, kit("class", "report", course, "--out", out, "--pdf", "--name", "Fall <2026>")


@pytest.fixture(scope="module")
def page(made):
    text = (made[0] / "report.html").read_text("utf-8")
    return text, Page(text)


def test_the_first_page_is_alone_on_one_screen_and_on_one_sheet(chromium, made):
    from pypdfium2 import PdfDocument

    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto((made[0] / "report.html").as_uri())
    bottom = "document.querySelector('.first .columns').getBoundingClientRect().bottom"
    assert page.evaluate(bottom) <= 800
    assert page.evaluate("document.querySelector('.first').getBoundingClientRect().bottom") >= 800
    files = [(made[0] / "report.pdf").read_bytes(), *(page.pdf(format=paper) for paper in ("Letter", "A4"))]
    context.close()
    for file in files:
        printed = PdfDocument(file)
        first, second = (printed[n].get_textpage().get_text_range() for n in (0, 1))
        printed.close()
        assert "Two things to teach next" in first
        assert "Left out completely" in first
        assert "What the class can and cannot yet do" not in first
        assert "What the class can and cannot yet do" in second


def test_the_command_says_what_it_wrote_and_nothing_else(course, made):
    out, said = made
    assert (said.returncode, said.stderr) == (0, "")
    for path in (out / "report.html", out / "report.pdf", out / "pictures", out / "tables"):
        assert str(path) in said.stdout
        assert path.exists()
    assert str(course / "who.csv") in said.stdout
    own = ["for_instructor_only.html", "for_instructor_only.pdf"]
    assert sorted(p.name for p in out.iterdir()) == [*own, "pictures", "report.html", "report.pdf", "tables"]
    assert all(str(out / name) in said.stdout for name in own)


def test_each_picture_has_its_files(made):
    names = {path.stem for path in (made[0] / "pictures").iterdir()}
    assert len(names) >= PICTURES
    for name in names:
        for ending in ("svg", "png", "txt"):
            assert (made[0] / "pictures" / f"{name}.{ending}").stat().st_size > 40
        assert (made[0] / "tables" / f"{name}.csv").is_file()


def test_the_page_runs_and_fetches_nothing(page):
    text, tags = page
    assert not tags.of("script", "link", "iframe", "object", "embed", "base")
    addresses = [about.get(key) for _, about in tags.tags for key in ("src", "href", "srcset", "data")]
    assert all(address.startswith("data:image/svg+xml;base64,") for address in addresses if address)
    assert not re.search(r"url\(|@import", text)
    assert not [key for _, about in tags.tags for key in about if key.startswith("on")]


def test_the_page_shows_no_code(page):
    for piece in ("open_report", "report.about", "In [", "Out[", "course_root"):
        assert piece not in page[0], piece


def test_the_page_is_built_for_every_reader(page):
    text, tags = page
    assert tags.of("html") == [{"lang": "en"}]
    assert "<title>Cohort report</title>" in text
    levels = [int(tag[1]) for tag, _ in tags.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(about.get("scope") in ("col", "row") for about in tags.of("th"))
    assert len(tags.of("caption")) == len(tags.of("table"))
    assert len(tags.of("img")) >= PICTURES
    assert all(len(about["alt"] or "") > 60 for about in tags.of("img"))
    assert "Fall &lt;2026&gt;" in text


def test_the_sections_come_in_the_order_an_instructor_asks(page):
    found = re.findall(r"<h2[^>]*>([^<]+)</h2>", page[0])
    assert found == [
        "In short",
        "What the class can and cannot yet do",
        "What needs the most teaching, over all weeks",
        "Change, with its uncertainty",
        "Where evidence is missing",
        "How sure we are",
    ]


def test_the_pdf_is_tagged(made, page):
    pdf = (made[0] / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-1.7")
    for part in (
        b"/MarkInfo",
        b"/Marked true",
        b"/StructTreeRoot",
        b"/Lang",
        b"pdfuaid:part",
        b"DisplayDocTitle true",
    ):
        assert part in pdf, part
    pictures = len(page[1].of("img"))
    assert pdf.count(b"/S /Figure") >= pictures or pdf.count(b"/S/Figure") >= pictures
    assert len(re.findall(rb"/Alt ?[(<]", pdf)) >= pictures
    assert pdf.count(b"/TH") > 10


def test_nobody_is_named(made):
    paths = list(made[0].rglob("*.*"))
    assert len(paths) > 10
    for path in paths:
        for name in (b"learner_03", b"vera_no"):
            assert name not in path.read_bytes(), path


@pytest.mark.parametrize("name", ["assignments", "none"])
def test_a_course_without_hand_ins_is_one_sentence(tmp_path, name):
    (tmp_path / "assignments").mkdir()
    said = kit("class", tmp_path / name, "--out", tmp_path / "out")
    assert said.returncode == 2
    assert said.stderr.startswith("kit: ")
    assert said.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_what_an_earlier_report_left_is_replaced_and_nothing_else(course, made, tmp_path, monkeypatch):
    import nbformat

    def run(_, executed, parameters):
        """Leave what the notebook would, without the kernel that it runs in."""
        for kind in ("pictures", "tables"):
            shutil.copytree(made[0] / kind, Path(parameters["out"]) / kind)
        title = nbformat.v4.new_markdown_cell(f"# {parameters['name']}")
        nbformat.write(nbformat.v4.new_notebook(cells=[title]), executed)

    monkeypatch.setattr("kit.report.running._run", run)
    out = tmp_path / "report"
    shutil.copytree(made[0], out)
    own = [out / "notes.txt", out / "pictures" / "seating.png", out / "tables" / "my list.csv"]
    stale = [out / "pictures" / f"vignettes.{kind}" for kind in ("svg", "png", "txt")]
    stale += [out / "tables" / "vignettes.csv", out / "tables" / "missing_7.csv"]
    for path in [*own, *stale]:
        path.write_text("from before", "utf-8")
    make_report(course, out, name="The second run")
    for name in ("report.pdf", "for_instructor_only.pdf"):
        assert not (out / name).exists(), "it would show the first run's numbers beside the second's"
    assert "The second run" in (out / "report.html").read_text("utf-8")
    assert [path.read_text("utf-8") for path in own] == ["from before"] * 3
    assert not [path for path in stale if path.exists()]
    pages = {"report.html", "for_instructor_only.html"}
    assert {path.name for path in out.iterdir()} == {"notes.txt", "pictures", "tables", *pages}


def test_a_folder_in_which_no_picture_is_left_goes_too(tmp_path):
    finished, out = tmp_path / "finished", tmp_path / "report"
    for folder in (finished, out / "pictures", out / "tables"):
        folder.mkdir(parents=True)
    (finished / "report.html").write_text("new", "utf-8")
    (out / "pictures" / "criteria.svg").write_text("from before", "utf-8")
    (out / "tables" / "mine.csv").write_text("mine", "utf-8")
    running._publish(finished, out)
    assert {path.name for path in out.iterdir()} == {"report.html", "tables"}


@pytest.mark.slow
def test_what_a_killed_run_left_is_gone_after_the_next(course, tmp_path, monkeypatch):
    monkeypatch.setattr("kit.report.running._publish", lambda *_: None)
    monkeypatch.setattr("kit.report.running.write_html", lambda *_: None)
    out = tmp_path / "report"
    killed = (
        "import os, sys; from pathlib import Path; from kit.report import running; "
        "running._run = lambda *_: os._exit(9); running.make_report(*map(Path, sys.argv[1:]))"
    )
    for folder in (tmp_path / "other", out):
        assert subprocess.run([sys.executable, "-c", killed, course, folder], check=False).returncode == 9
    assert len(list(tmp_path.glob(".report-*"))) == 1, "the second run takes away what the first left"
    out.mkdir()
    own, running = tmp_path / ".report-notes", tmp_path / f".report-{os.getppid()}-abcdefgh"
    own.mkdir()
    running.mkdir()
    monkeypatch.setattr("kit.report.running._run", lambda *_: None)
    make_report(course, out)
    assert {path.name for path in tmp_path.iterdir()} == {out.name, own.name, running.name}


@pytest.mark.parametrize("where", ["report", "report/below", "pictures", "report.pdf"])
def test_a_place_that_takes_no_report_is_said_before_anything_runs(course, tmp_path, monkeypatch, where):
    monkeypatch.setattr("kit.report.running._run", lambda *_: pytest.fail("the notebook ran"))
    out = tmp_path / ("report" if where in ("report", "report/below") else "out")
    blocking = out if out.name == "report" else out / where
    blocking.parent.mkdir(exist_ok=True)
    blocking.mkdir() if where == "report.pdf" else blocking.write_text("mine", "utf-8")
    with pytest.raises(KitError, match=re.escape(str(blocking))) as fault:
        make_report(course, tmp_path / where if out.name == "report" else out, pdf=True)
    assert "\n" not in str(fault.value)
    assert [path.name for path in blocking.parent.iterdir()] == [blocking.name]


@pytest.mark.parametrize("errno", [errno.EACCES, errno.EROFS])
def test_a_place_that_cannot_be_written_is_one_sentence(course, tmp_path, monkeypatch, errno):
    def refuse(*_args, **_more):
        raise OSError(errno, os.strerror(errno), "somewhere")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(KitError, match=re.escape(str(tmp_path))) as fault:
        make_report(course, tmp_path / "report")
    assert "\n" not in str(fault.value)
    assert not list(tmp_path.iterdir())


def test_a_file_is_no_folder_for_a_report(course, tmp_path):
    (tmp_path / "report").write_text("mine", "utf-8")
    said = kit("class", course, "--out", tmp_path / "report")
    assert (said.returncode, said.stderr.count("\n")) == (2, 1)
    assert (tmp_path / "report").read_text("utf-8") == "mine"


def test_ratings_that_are_named_and_not_there_are_one_sentence(course, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.html").write_text("the finished one", "utf-8")
    said = kit("class", course, "--out", tmp_path / "out", "--ratings", tmp_path / "none.db")
    assert (said.returncode, said.stderr.count("\n")) == (2, 1), said.stderr
    assert "none.db" in said.stderr
    (kept,) = (tmp_path / "out").iterdir()
    assert kept.read_text("utf-8") == "the finished one"


def test_a_notebook_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NotFound, match="there is no notebook"):
        write_pdf(tmp_path / "none.ipynb", tmp_path / "out.pdf")


def test_words_and_made_up_mark_reach_the_pdf(tmp_path):
    import nbformat

    from kit.report.blocks import Bullets, Paragraph, as_json

    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# A *title*\n\nWords with a [link](https://example.org)."),
            nbformat.v4.new_code_cell("x"),
        ]
    )
    blocks = [Paragraph("Made-up learners", "notice"), Bullets(("#set page(width: 1pt) $x$ <b> *y*",))]
    data = {MIMETYPE: as_json(blocks)}
    notebook.cells[1].outputs = [nbformat.v4.new_output("display_data", data)]
    nbformat.write(notebook, tmp_path / "report.ipynb")
    pdf = write_pdf(tmp_path / "report.ipynb", tmp_path / "deep" / "report.pdf").read_bytes()
    assert b"A title" in pdf or "A title".encode("utf-16-be") in pdf
