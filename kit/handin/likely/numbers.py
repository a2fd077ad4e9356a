"""Find likely personal numbers: phone, e-mail, an id, a date of birth, a street address."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

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
"""The range of years ago in which somebody at school may have been born."""


def births_in(text: str, year: int) -> Iterator[tuple[int, int]]:
    """Yield where likely dates of birth are in a text that was written in ``year``.

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


NumberKind = Literal["phone", "email", "id", "birth_date", "address"]

_ALONE = r"(?<![\w.,/$#-])"
_ENDS = r"(?![\w-])"

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")

_STREET = r"""(?:[Ss]treet|[Aa]venue|[Rr]oad|[Ll]ane|[Bb]oulevard|St|Ave|Rd|Ln|Drive|Dr|Court|Ct|Blvd|Way
    |Place|Pl|Terrace|Circle|Cir|Highway|Hwy|Route|Trail|Loop|Parkway|Pkwy|Square)\b"""
_NAMED = r"(?:[NSEW]\.?\s+)?(?:[^\W\d_a-zà-ÿ][\w'’-]*|\d{1,3}(?:st|nd|rd|th))\s+"
_ADDRESS = re.compile(
    rf"""(?x)
      (?<![\w./-]) \d{{1,6}}[A-Za-z]? \s+ (?:{_NAMED}){{1,4}} {_STREET}
        (?: \.?,?\s* (?i:apt|apartment|unit|suite|\#)\.? \s* \#?\w{{1,6}} )?
    | \b (?i:p\.?\s?o\.?\s+box) \s+ \d+
    | \b (?i:apartment|apt\.?|trailer|lot) \s* \#? \s? \d+ \w? \b
    | \b (?i:calle|avenida|av\.|calzada|privada|callejón|carretera) \s+
        (?: \d{{1,2}}\s+de\s+ | (?:de|del|la|las|los|el)\s+ ){{0,2}}
        (?:{_NAMED}){{0,3}} [^\W\d_a-zà-ÿ]\w+ ,? \s+ (?i:\#|no\.|núm\.|número)? \s* \d{{1,5}} \b"""
)

_PHONE = re.compile(
    rf"""(?x) {_ALONE} (?:
      (?:\+?\d{{1,3}}[ .-])? (?:\(\d{{3}}\)[ ]?|\d{{3}}[ .-]) \d{{3}}[ .-]\d{{4}}
    | [2-9]\d{{2}}-\d{{4}}
    | (?:\+?52[ ])? \d{{2}}[ ]\d{{4}}[ ]\d{{4}}
    ) {_ENDS}"""
)

_SOCIAL = re.compile(rf"{_ALONE}\d{{3}}-\d{{2}}-\d{{4}}{_ENDS}")
_CALLED = re.compile(
    r"""(?x) (?i:
      \b(?:student|pupil|state|district|case|medicaid|file|lunch|alumn[oa]|estudiante|expediente)\b
        [\w ]{0,20}?
        (?: \bid\b | \bi\.d\. | \bnumber\b | \bno\. | \bnúmero\b | \bnúm\. | \# )
    | \bid\b (?:\s+(?:number|no\.|\#))? | \bmatrícula\b | \bcurp\b
    ) (?:\s+(?i:is|was|es|de))? \s*[:\#]?\s* (?P<said>[A-Za-z]{0,4}-?\d[\dA-Z-]{3,})"""
)
_LONG = re.compile(rf"{_ALONE}\d{{6,12}}(?![\w,/-]|\.\d)")

_SHAPES: tuple[tuple[NumberKind, re.Pattern[str]], ...] = (
    ("email", _EMAIL),
    ("address", _ADDRESS),
    ("id", _SOCIAL),
    ("phone", _PHONE),
    ("id", _CALLED),
    ("id", _LONG),
)


class Number(NamedTuple):
    """Words of a text that look like such a number, and where they are."""

    start: int
    end: int
    text: str
    kind: NumberKind


def numbers_in(text: str, year: int) -> list[Number]:
    """Return likely numbers in a text that was written in ``year``, in its order; none is inside another.

    >>> [(one.kind, one.text) for one in numbers_in("Call 555-0142. Born 3/14/2018.", 2026)]
    [('phone', '555-0142'), ('birth_date', '3/14/2018')]
    """
    found: list[Number] = []
    taken = bytearray(len(text))
    for kind, (start, end) in _places(text, year):
        if not any(taken[start:end]):
            taken[start:end] = bytes([1]) * (end - start)
            found.append(Number(start, end, text[start:end], kind))
    return sorted(found)


def _places(text: str, year: int) -> Iterator[tuple[NumberKind, tuple[int, int]]]:
    for place in births_in(text, year):
        yield "birth_date", place
    for kind, shape in _SHAPES:
        for found in shape.finditer(text):
            yield kind, found.span("said" if "said" in shape.groupindex else 0)
