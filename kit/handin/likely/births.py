"""Likely dates of birth: a date near a word for being born, or a whole date that lies some years back."""

import re
from collections.abc import Iterator

_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_MONTHS = """
    jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? oct(?:ober)?
    nov(?:ember)? dec(?:ember)? enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
    diciembre
    """
_MONTH = rf"\b(?:{'|'.join(_MONTHS.split())})\b\.?"
_OF = r"(?:\s+(?:of|de|del))?,?\s+"

_WHOLE = re.compile(
    rf"""(?xi)(?<![\w/-]) (?:
      \d{{1,2}} ([/.-]) \d{{1,2}} \1 (?P<a>{_YEAR})
    | (?P<b>{_YEAR}) -\d\d-\d\d
    | {_MONTH} \s+ (?:the\s+)? {_DAY} ,? \s+ (?P<c>{_YEAR})
    | {_DAY} {_OF} {_MONTH} {_OF} (?P<d>{_YEAR})
    ) (?![\w/-])"""
)
_ANY = rf"""(?<![\w/-])(?:
      \d{{1,2}} [/.-] \d{{1,2}} (?:[/.-]\d{{2,4}})?
    | {_YEAR} -\d\d-\d\d
    | {_MONTH} \s+ (?:the\s+)? {_DAY} \b (?:,?\s+{_YEAR})?
    | {_DAY} {_OF} {_MONTH} (?:{_OF}{_YEAR})?
    | {_MONTH} {_OF} {_YEAR}
    )(?![\w/-])"""
_BORN = r"""\b(?:born|birth\ ?day|birth\ ?date|date\ of\ birth|dob|d\.o\.b\.|b-day
    |nació|nacid[oa]|nacimiento|cumpleaños|cumple)(?!\w)"""
_NEAR = re.compile(
    rf"(?xi) {_BORN} [^.!?\n]{{0,40}}? (?P<after>{_ANY}) | (?P<before>{_ANY}) [^.!?\n]{{0,25}}? {_BORN}"
)
_YOUNGEST, _OLDEST = 2, 21
"""Years ago that a date lies on which somebody at school may have been born."""


def births_in(text: str, year: int) -> Iterator[tuple[int, int]]:
    """Where likely dates of birth stand in a text that was written in a year.

    >>> text = "Born on May 3. We met on 10/12/2026; her file says 3/14/2018."
    >>> [text[slice(*place)] for place in births_in(text, 2026)]
    ['May 3', '3/14/2018']
    """
    for found in _NEAR.finditer(text):
        yield found.span("after" if found["after"] else "before")
    for found in _WHOLE.finditer(text):
        written = int(found["a"] or found["b"] or found["c"] or found["d"])
        if _YOUNGEST <= year - written <= _OLDEST:
            yield found.span()
