"""The browser's pages of *My workbook*: the page to choose what goes in, and the file itself."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from tornado import web

from kit.launch.own_pages import OwnPages
from kit.model import COURSE_LANGUAGE, Interface, KitError
from kit.pages.requests import sentence_for
from kit.pages.workbook import FORMATS, Chosen, dates, file_name, gathered, put_out, said_in
from kit.web_page import web_page
from kit.workbook import Workbook
from kit.workbook.page import style


class Export(OwnPages):
    """The workbook, in the requested format."""

    def initialize(self, workspace: Path) -> None:
        """Take the workspace's folder."""
        self._workspace = workspace

    @web.authenticated
    def get(self) -> None:
        """Send the workbook; no copy is stored on the way."""
        format = self.get_argument("format", "html")
        # A form doesn't send unchecked boxes; ``chosen`` says that the request came from the form with boxes.
        boxes = self.get_argument("chosen", "") == "1"
        items = {one for some in self.get_arguments("items") for one in some.split(",") if one}
        chosen = Chosen(
            private=self.get_argument("private", "0") == "1",
            items=items if items or boxes else None,
            completion=self.get_argument("completion", "0" if boxes else "1") == "1",
        )
        try:
            made = put_out(self._workspace, format, chosen)
        except (KitError, OSError) as fault:
            self.set_status(400)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(sentence_for(self._workspace, fault))
            return
        where = "inline" if format == "html" else "attachment"
        self.set_header("Content-Type", FORMATS[format])
        self.set_header("Content-Disposition", f'{where}; filename="{file_name(format)}"')
        self.set_header("Cache-Control", "no-store")
        self.finish(made)


class Choosing(OwnPages):
    """The page that lists what can go into the workbook: a plain form that submits to `Export`."""

    def initialize(self, workspace: Path) -> None:
        """Take the workspace's folder."""
        self._workspace = workspace

    @web.authenticated
    def get(self) -> None:
        """Show the page."""
        book, follow_up = gathered(self._workspace, Chosen(private=True))
        dated = bool(dates(self._workspace, book, follow_up))
        self.set_header("Content-Type", FORMATS["html"])
        self.set_header("Cache-Control", "no-store")
        self.finish(choosing_page(book, said_in(self._workspace), dated=dated))


def choosing_page(book: Workbook, words: Interface, *, dated: bool = True) -> str:
    """Return the page for a workbook that holds everything.

    ``dated`` says whether it has days for a calendar.
    """
    # The titles are always in the course's language.
    spoken = "" if words.language == COURSE_LANGUAGE else f' lang="{COURSE_LANGUAGE}"'
    body = [f"<h1>{escape(words['workbook.title'])}</h1>"]
    body.append(f'<p class="lead">{escape(words["workbook.choose"])}</p>')
    body.append('<form action="workbook" method="get"><input type="hidden" name="chosen" value="1">')
    for week in book.weeks:
        ids = dict.fromkeys(entry.id for entry in week.entries)
        body.append(f"<fieldset><legend{spoken}>{escape(week.title)}</legend>")
        for id in ids:
            same = [entry for entry in week.entries if entry.id == id]
            mark = f" <small>{escape(words['workbook.private_mark'])}</small>" if same[-1].private else ""
            label = f"<span{spoken}>{escape(same[-1].title)}</span>{mark}"
            body.append(_box("items", id, label, ticked=True, private=all(one.private for one in same)))
        body.append("</fieldset>")
    body.append("<fieldset>")
    if not book.weeks:
        body.append(f"<p>{escape(words['workbook.empty'])}</p>")
    body.append(_box("completion", "1", escape(words["workbook.with_completion"]), ticked=True))
    if book.private:
        body.append(_box("private", "1", escape(words["workbook.with_private"]), ticked=False))
        body.append(f'<p class="note">{escape(words["workbook.with_private_means"])}</p>')
    body += [
        '</fieldset><div class="out">',
        *_buttons(words, dated=dated),
        f'<p class="note">{escape(words["workbook.ics_means"])}</p>' if dated else "",
        "</div></form>",
    ]
    return web_page(
        words["workbook.title"],
        "\n".join(body),
        style(choosing=True),
        form=True,
        fonts="inside",
        language=words.language,
    )


def _box(name: str, value: str, label: str, *, ticked: bool, private: bool = False) -> str:
    checked = " checked" if ticked else ""
    box = f'<input type="checkbox" name="{name}" value="{escape(value)}"{checked}>'
    return f'<label class="row{" private" if private else ""}">{box} <span>{label}</span></label>'


def _buttons(words: Interface, *, dated: bool) -> Iterator[str]:
    labels = {
        "html": words["workbook.as_page"],
        "docx": words["workbook.as_docx"],
        "pdf": words["workbook.as_pdf"],
    } | ({"ics": words["workbook.as_ics"]} if dated else {})
    yield '<p class="buttons">'
    for format, label in labels.items():
        opened = ' formtarget="_blank"' if format == "html" else ""
        yield f'<button type="submit" name="format" value="{format}"{opened}>{escape(label)}</button>'
    yield "</p>"


def workbook_routes(base: str, workspace: Path) -> list[tuple[str, type[OwnPages], dict[str, Any]]]:
    """Return the two addresses, for `tornado.web.Application.add_handlers`."""
    given = {"workspace": workspace}
    found = {"workbook": Export, "my-workbook": Choosing}
    return [(f"{base}partnership-kit/{name}", handler, given) for name, handler in found.items()]
