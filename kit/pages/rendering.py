"""Render the course's notebooks as pages: the text, a slot for each form, and the fixed part of each form.

A page is the same for everybody. It has her words in all voices and a text in both wordings, one of which is
shown. What depends on the person or on saved answers comes later, in the reply to ``open``.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from kit.content import compiled, passages
from kit.content.course_files import COURSE_MAP, is_style, source_of
from kit.content.her_words import BLOCK, Told, as_markdown, said
from kit.course import open_course
from kit.forms import Form
from kit.forms.assets import script, style
from kit.journal.workspace import write_workspace
from kit.model import VOICES, CaseContent, VoiceId
from kit.pages.calls import Call, calls_of, case_of
from kit.pages.requests import HOME, edition, own_part, words_of_page

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'"
)
"""What a page may load. A style may stand in the page, because a form places things by it; no script may."""

_STYLES = ("shell/look.css", "shell/shell.css", "forms/form.css")
_NOBODY = "00000000000000000000000000"
"""The id of the made-up readers for whom the fixed parts are made."""
_BY_ANSWERS = frozenset(["recall", "vignette"])
"""Calls whose questions depend on the reader and on earlier answers, so that no question is in the page."""
_NOT_ON_PAPER = _BY_ANSWERS | {"hand_in"}


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def pages(course: Path) -> dict[str, str]:
    """Return the page of every notebook of a course, Home, and the forms' joined files, by file name."""
    weeks = json.loads(COURSE_MAP.read_text("utf-8"))["weeks"]
    title = compiled().words["shell.title"]
    made = {"static/shell/start.js": script("shell/start.js"), "static/forms/form.css": style()}
    made[f"{HOME}.html"] = _page(HOME, title, None, _home(weeks), [])
    for week in weeks:
        notebook = json.loads((course / "notebooks" / week["notebook"]).read_text("utf-8"))
        stem = week["notebook"].removesuffix(".ipynb")
        calls = calls_of(notebook)
        forms = _made(notebook, calls)
        parts = _fixed(calls, forms, _made(notebook, calls, alone=True, language="es", voice="b"))
        fixed = [*parts]
        body = "\n".join(_steps(notebook, week, calls, forms, fixed))
        made[f"{stem}.html"] = _page(stem, f"{week['title']} · {title}", week["dimension"], body, fixed)
    return made


def _fixed(calls: Sequence[Call], one: Sequence[Form], other: Sequence[Form]) -> Iterator[dict[str, Any]]:
    """Yield the part of each form's spec that is the same for two readers who differ in everything."""
    for call, first, second in zip(calls, map(own_part, one), map(own_part, other), strict=True):
        alike = {key: value for key, value in first.items() if second.get(key) == value}
        yield {} if call.verb in _BY_ANSWERS else alike


def _made(notebook: Mapping[str, Any], calls: Sequence[Call], **reader: Any) -> list[Form]:
    with tempfile.TemporaryDirectory() as folder:
        write_workspace(Path(folder), {"id": _NOBODY, "learner": "reader", **reader})
        course = open_course(case_of(notebook), folder=Path(folder), show=lambda form: form)
        return [call.form(course) for call in calls]


def _steps(
    notebook: Mapping[str, Any],
    week: Mapping[str, Any],
    calls: Sequence[Call],
    forms: Sequence[Form],
    fixed: Sequence[Mapping[str, Any]],
) -> Iterator[str]:
    """Yield a notebook's steps. What stands before the first heading of a step belongs to the first step."""
    case = compiled().cases[case_of(notebook)]
    slots: dict[int, list[str]] = {}
    for_class = {item.id for item in case.items.items if item.for_class}
    for number, call in enumerate(calls):
        slots.setdefault(call.cell, []).append(_slot(number, call, forms[number], fixed[number]))
    steps: list[list[str]] = [[]]
    begun = False
    for at, cell in enumerate(notebook["cells"]):
        source = source_of(cell)
        if is_style(cell):
            continue
        if cell["cell_type"] == "markdown":
            if source.startswith("## "):
                steps += [[]] if begun else []
                begun = True
            steps[-1].append(_text(source, cell["metadata"].get("look"), case))
        else:
            look = _look(cell["metadata"].get("look"))
            asks_class = any(call.cell == at and for_class & {*call.arguments} for call in calls)
            reader = ' data-for="class"' if asks_class else ""
            steps[-1] += [f'<div class="kit-cell{look}"{reader}>{slot}</div>' for slot in slots.get(at, ())]
    for step, cells in zip(week["steps"], steps, strict=True):
        yield f'<section class="kit-step" id="{escape(step["slug"])}">\n' + "\n".join(cells) + "\n</section>"


def _slot(number: int, call: Call, form: Form, fixed: Mapping[str, Any]) -> str:
    """Return the place of a form, with what it is called until it is drawn; without a script, on paper."""
    paper = "" if call.verb in _NOT_ON_PAPER else f"<noscript>{form.paper}</noscript>"
    title = fixed.get("title") or next((one.get("title") for one in fixed.get("items", ())), None) or ""
    opening = escape(compiled().words["page.opening_form"])
    return (
        f'<div class="kit-slot" data-call="{number}" data-verb="{call.verb}">'
        f'<p class="kit-opening">{f"<strong>{title}</strong><br>" if title else ""}{opening}</p>{paper}</div>'
    )


def _look(look: str | None) -> str:
    return " kit-look" + "".join(f" kit-look-{word}" for word in look.split()) if look else ""


def _text(source: str, look: str | None, case: CaseContent) -> str:
    """Return a cell of text; where its two wordings differ, both."""
    for_class, for_alone = (_html(passages.shown(source, alone=alone), case) for alone in (False, True))
    texts = {"": for_class} if for_class == for_alone else {"class": for_class, "alone": for_alone}
    inside = "".join(
        f'<div class="kit-text"{f" data-for={reader}" if reader else ""}>{text}</div>'
        for reader, text in texts.items()
    )
    return f'<div class="kit-cell{_look(look)}">{inside}</div>'


def _html(source: str, case: CaseContent) -> str:
    def hers(block: Any) -> str:
        place = next(one for one in block[0].split('"')[1].split() if one.startswith("kit-says-"))
        return "\n\n".join(
            f'<div data-voice="{voice}">\n\n{as_markdown(told[place], place)}\n\n</div>'
            for voice, told in _voices(case.case.id).items()
        )

    html: str = _markdown().render(BLOCK.sub(hers, source))
    return html.replace('.ipynb"', '.html"').replace(".ipynb#", ".html#")


@cache
def _voices(case: str) -> dict[VoiceId, dict[str, Told]]:
    here, words = compiled().cases[case], compiled().words
    return {voice: said(here, voice, words) for voice in VOICES}


def _home(weeks: Sequence[Mapping[str, Any]]) -> str:
    """Return Home as it is without a script: the list of weeks."""
    words = compiled().words
    listed = "".join(
        f'<li><a href="{escape(week["notebook"].removesuffix(".ipynb"))}.html">{escape(week["title"])}</a> '
        f"{escape(week['question'] or '')}</li>"
        for week in weeks
    )
    return f"<h1>{escape(words['shell.title'])}</h1><p>{escape(words['home.lead'])}</p><ol>{listed}</ol>"


def _page(name: str, title: str, dimension: str | None, body: str, forms: Sequence[Mapping[str, Any]]) -> str:
    styles = "\n".join(f'<link rel="stylesheet" href="static/{style}">' for style in _STYLES)
    hue = f' data-dimension="{escape(dimension)}"' if dimension else ""
    # In a script element, only the end of the element needs escaping.
    data = {"edition": edition(), "words": words_of_page(compiled().words), "forms": forms}
    shown = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"""<!doctype html>
<html lang="en" data-page="{escape(name)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="static/shell/icon.svg">
{styles}
<script type="module" src="static/shell/start.js"></script>
</head>
<body>
<main id="kit-page" class="kit-course"{hue}>
{body}
</main>
<script type="application/json" id="kit-data">{shown}</script>
</body>
</html>
"""
