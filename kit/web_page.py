"""Build web pages that run no scripts and request nothing from other sites. Most are a single file."""

import base64
import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import Literal, NamedTuple

Fonts = Literal["inside", "beside"]
"""Whether a page embeds the course's fonts, or loads them from the folder ``fonts`` next to it."""

_BAR = """
body:has(> .bar) { margin-top: 0; }
.bar { position: sticky; top: 0; z-index: 1; margin: 0 calc(50% - 50vw) 32px; padding: 0 24px;
  background: var(--paper, #fff); border-bottom: 1px solid var(--rule, #d8d3c8); }
.bar a { display: inline-block; padding: 10px 0; color: var(--act, #0b6e69);
  font: 600 16px/24px "Source Sans 3", system-ui, sans-serif; }
.bar a::before { content: "\\2190  " / ""; }
@media print { .bar { display: none; } }
"""
_SLANTED = re.compile(r"<(em|i|cite|blockquote)\b.*?</\1>", re.DOTALL)
_SHIPPED = files("kit") / "static" / "shell"
_RULES = (
    *("default-src 'none'", "style-src 'unsafe-inline'", "img-src data:"),
    *("base-uri 'none'", "form-action 'none'"),
)


def unmarked(markdown: str) -> str:
    """Return text without its emphasis marks (its only Markdown), on one line and escaped for a page.

    >>> unmarked("*Deal*  v. <school>")
    'Deal v. &lt;school&gt;'
    """
    return escape(" ".join(markdown.replace("*", "").split()), quote=False)


def leading_to(address: str, *, opening: str, by_hand: str, language: str = "en") -> str:
    """Return a page that redirects to an address with a secret in it.

    Starting a browser with the address itself would show the secret in the list of processes.

    >>> "url=http://127.0.0.1:1/?a&amp;b" in leading_to("http://127.0.0.1:1/?a&b", opening="…", by_hand="…")
    True
    """
    to = escape(address)
    return f"""<!DOCTYPE html>
<html lang="{escape(language)}">
<meta charset="utf-8">
{policy()}
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url={to}">
<title>{escape(opening)}</title>
<p><a href="{to}">{escape(by_hand)}</a></p>
</html>
"""


class _Face(NamedTuple):
    rule: str
    file: str
    italic: bool
    letters: tuple[range, ...]


@cache
def _faces() -> tuple[_Face, ...]:
    """Return the font faces in the course's own style sheet."""
    style = (_SHIPPED / "look" / "fonts.css").read_text(encoding="utf-8")
    faces = []
    for rule in re.findall(r"@font-face \{.*?\}", style, re.DOTALL):
        file = re.findall(r"fonts/([\w-]+\.woff2)", rule)[0]
        spans = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule)
        letters = tuple(range(int(first, 16), int(last or first, 16) + 1) for first, last in spans)
        faces.append(_Face(rule, file, "italic" in rule, letters))
    return tuple(faces)


@cache
def _address(file: str, fonts: Fonts) -> str:
    if fonts == "beside":
        return f"fonts/{file}"
    data = base64.b64encode((_SHIPPED / "fonts" / file).read_bytes()).decode()
    return f"data:font/woff2;base64,{data}"


def _font_rules(body: str, fonts: Fonts) -> str:
    """Return rules for the faces that the page needs. One face is as long as twenty pages of text."""
    slanted = "".join(found[0] for found in _SLANTED.finditer(body))
    needed = [
        face
        for face in _faces()
        if any(ord(one) in span for one in set(slanted if face.italic else body) for span in face.letters)
    ]
    return "".join(
        f"{one.rule.replace(f'../fonts/{one.file}', _address(one.file, fonts))}\n" for one in needed
    )


def policy(*, beside: bool = False, fonts: Fonts | None = None) -> str:
    """Return the Content-Security-Policy element: no script, no request. It comes first in a page's head.

    ``beside`` lets the page show pictures from its own folder. ``fonts`` says where its fonts are.

    >>> for rule in policy().split("; "):
    ...     print(rule)
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'
    style-src 'unsafe-inline'
    img-src data:
    base-uri 'none'
    form-action 'none'">
    """
    rules = "; ".join(_RULES).replace("img-src", "img-src 'self'" if beside else "img-src")
    if fonts:
        where = "data:" if fonts == "inside" else "'self'"
        rules = rules.replace("img-src", f"font-src {where}; img-src")
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def web_page(
    title: str,
    body: str,
    style: str,
    *,
    head: str = "",
    beside: bool = False,
    fonts: Fonts | None = None,
    language: str = "en",
    back: tuple[str, str] | None = None,
) -> str:
    """Return a page with this body, which must be escaped already. ``head`` is added to the page's head.

    With ``back``, an address and its label, a bar above the page leads back there; paper has no bar.

    With ``fonts``, the page uses the course's own fonts, whatever fonts the computer has.

    >>> web_page("A & B", "<p>words</p>", "p { margin: 0 }").splitlines()[-3:]
    ['p { margin: 0 }</style></head><body><main>', '<p>words</p>', '</main></body></html>']
    """
    faces = _font_rules(body, fonts) if fonts else ""
    bar = f'<nav class="bar"><a href="{escape(back[0])}">{escape(back[1])}</a></nav>' if back else ""
    return f"""<!doctype html>
<html lang="{escape(language)}"><head><meta charset="utf-8">
{policy(beside=beside, fonts=fonts)}
{head}<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>
{faces}{style}{_BAR if back else ""}</style></head><body>{bar}<main>
{body}
</main></body></html>
"""
