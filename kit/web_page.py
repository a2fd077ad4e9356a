"""A web page as this kit writes one: it runs nothing, asks no other place for anything, and is one file."""

from html import escape

_RULES = (
    *("default-src 'none'", "style-src 'unsafe-inline'", "img-src data:"),
    *("base-uri 'none'", "form-action 'none'"),
)


def unmarked(markdown: str) -> str:
    """Text whose only Markdown is emphasis, on one line, escaped for a page.

    >>> unmarked("*Deal*  v. <school>")
    'Deal v. &lt;school&gt;'
    """
    return escape(" ".join(markdown.replace("*", "").split()), quote=False)


def policy(*, beside: bool = False, form: bool = False) -> str:
    """The element that a browser goes by: no script, no request. It comes first in a page's head.

    ``beside`` lets the page show pictures that lie in its own folder, ``form`` send a form to its own server.

    >>> for rule in policy().split("; "):
    ...     print(rule)
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'
    style-src 'unsafe-inline'
    img-src data:
    base-uri 'none'
    form-action 'none'">
    """
    rules = "; ".join(_RULES).replace("img-src", "img-src 'self'" if beside else "img-src")
    rules = rules.replace("form-action 'none'", "form-action 'self'") if form else rules
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def web_page(
    title: str,
    body: str,
    style: str,
    *,
    head: str = "",
    beside: bool = False,
    form: bool = False,
    language: str = "en",
) -> str:
    """A page out of a body that is escaped already; ``head`` is more for its head.

    >>> web_page("A & B", "<p>words</p>", "p { margin: 0 }").splitlines()[-3:]
    ['p { margin: 0 }</style></head><body><main>', '<p>words</p>', '</main></body></html>']
    """
    return f"""<!doctype html>
<html lang="{escape(language)}"><head><meta charset="utf-8">
{policy(beside=beside, form=form)}
{head}<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>
{style}</style></head><body><main>
{body}
</main></body></html>
"""
