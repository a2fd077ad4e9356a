"""The file of a case as one printable document: people's own pages, then the student's file, a sheet each."""

from html import escape
from importlib.resources import files

from markdown_it import MarkdownIt

from kit.model import CaseContent, Content, Page
from kit.web_page import web_page


def student_files(content: Content) -> dict[str, str]:
    """Each case's file as a whole HTML page, by file name; none of a case without pages."""
    return {
        f"{id}.html": _document(case, content.words["file.composed"])
        for id, case in content.cases.items()
        if case.pages or case.file
    }


def _document(case: CaseContent, note: str) -> str:
    style = files("kit.build").joinpath("student_file.css").read_text("utf-8")
    own = [_sheet(page, note, person) for person, page in case.pages.items()]
    pages = [_sheet(page, note, f"page-{number}") for number, page in enumerate(case.file, 1)]
    sheets = "\n".join([*own, *pages])
    return web_page(case.case.title, sheets, style)


def _sheet(page: Page, note: str, place: str) -> str:
    # No HTML of an author's gets into it: what looks like a tag is shown as it was typed.
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(page.text)
    return (
        f'<section id="{escape(place)}">\n<h1>{escape(page.title)}</h1>\n{body}'
        f'<p class="note">{escape(note, quote=False)}</p>\n</section>'
    )
