"""Build the pages for printing: handouts, the student's file with a sheet for each page, and the law."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from markdown_it import MarkdownIt

from kit.build.look_up import COURSE
from kit.content.directive_parts import held_against
from kit.content.notebook_text import NotebookText
from kit.model import CaseContent, Content, Interface, LawRow, Page, ProcessStep
from kit.web_page import unmarked, web_page

FOLDER = "notebooks/instructor/handouts"
"""The folder of the handouts, with each Markdown file next to its page."""


def handouts(texts: Iterable[NotebookText]) -> dict[str, str]:
    """Return each handout as a whole HTML page, by file name.

    Examples
    --------
    >>> from kit.content.notebook_text import taken_apart
    >>> text = taken_apart("equity", "equity.md", "# Equity\\n\\nAsk. <b>Now</b>\\n")
    >>> page = handouts([text])["equity.html"]
    >>> "<h1>Equity</h1>" in page, "<b>" in page
    (True, False)
    """
    style = _style("handout")
    return {f"{text.stem}.html": web_page(text.title, _as_html(text.text), style) for text in texts}


def student_files(content: Content) -> dict[str, str]:
    """Return the student's file of each case that has one, as a whole HTML page, by file name."""
    return {
        f"{id}.html": _document(case, content.words["file.composed"])
        for id, case in content.cases.items()
        if case.pages or case.file
    }


def _document(case: CaseContent, note: str) -> str:
    own = [_sheet(page, note, person) for person, page in case.pages.items()]
    pages = [_sheet(page, note, f"page-{number}") for number, page in enumerate(case.file, 1)]
    sheets = "\n".join([*own, *pages])
    return web_page(case.case.title, sheets, _style("student_file"))


def _sheet(page: Page, note: str, place: str) -> str:
    return (
        f'<section id="{escape(place)}">\n<h1>{escape(page.title)}</h1>\n{_as_html(page.text)}'
        f'<p class="note">{escape(note, quote=False)}</p>\n</section>'
    )


def law_page(content: Content) -> bytes:
    """Return the law page: each step with who starts it and who decides, linked to its rules, then all rules.

    A course may have no steps.
    """
    words, process, rows = content.words, content.process, {row.id: row for row in content.law.rows}
    title = process.title if process else words["process.law"]
    steps = "\n".join(_step(one, rows, words) for one in process.steps) if process else ""
    way = f'<p>{unmarked(process.note)}</p>\n<ol class="steps">\n{steps}\n</ol>\n' if process else ""
    law = "\n".join(_row(row, words) for row in content.law.rows)
    notice = "\n".join(f"<p>{unmarked(one)}</p>" for one in content.law.notice.split("\n\n"))
    body = f"<h1>{unmarked(title)}</h1>\n{way}<h2>{unmarked(words['process.rules'])}</h2>\n{notice}\n{law}"
    back = (COURSE, words["workbook.back"])
    return web_page(title, body, _style("law_page"), fonts="beside", back=back).encode()


def _step(one: ProcessStep, rows: dict[str, LawRow], words: Interface) -> str:
    said = (
        (words["process.starts"], one.starts),
        (words["process.decides"], one.decides),
        (words["process.parent_may"], one.parent_may),
    )
    parts = "\n".join(f"<dt>{unmarked(label)}</dt><dd>{unmarked(text)}</dd>" for label, text in said)
    named = " · ".join(f'<a href="#{id}">{unmarked(rows[id].topic)}</a>' for id in one.law)
    return (
        f"<li><h3>{unmarked(one.title)}</h3>\n<p>{unmarked(one.text)}</p>\n<dl>\n{parts}\n</dl>\n"
        f'<p class="cited">{unmarked(one.citation)}{"<br>" if named else ""}{named}</p></li>'
    )


def _row(row: LawRow, words: Interface) -> str:
    return (
        f'<section id="{row.id}"><h3>{unmarked(row.topic)}</h3>\n'
        f'<p class="cited">{unmarked(row.citation)}</p>\n<p>{unmarked(row.says)}</p>\n'
        f"<p><em>{unmarked(words['law.does_not_say'])}</em> {unmarked(row.does_not_say)}</p>\n"
        f'<p class="cited">{unmarked(held_against(row, words))}</p></section>'
    )


def _style(name: str) -> str:
    return files("kit.build").joinpath(f"{name}.css").read_text("utf-8")


def _as_html(text: str) -> str:
    # An author's HTML isn't allowed: anything that looks like a tag is shown as text.
    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))
