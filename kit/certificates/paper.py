"""A certificate as one printed page: a tagged PDF, sealed, with the same in its text code."""

import re
from collections.abc import Iterable
from pathlib import Path

from kit.certificates.signed import Facts, code_of, fingerprint, sealed
from kit.handin.weeks import CourseWeek
from kit.journal.keys import SigningKey
from kit.model import COURSE_LANGUAGE, Interface
from kit.workbook.pdf import typeset

_TEMPLATE = Path(__file__).with_name("certificate.typ")
_WIDE = 104
"""Letters of the code in a line."""


def certificate_pdf(facts: Facts, weeks: Iterable[CourseWeek], words: Interface, signer: SigningKey) -> bytes:
    """The page, sealed.

    Parameters
    ----------
    facts
        What it says.
    weeks
        The weeks that count, each with its minutes.
    words
        The words of the page.
    signer
        The course's key, opened.

    Returns
    -------
    bytes
        A PDF (PDF/UA-1 where its fonts have every letter). The same facts make the same page.
    """
    code = code_of(facts, signer)
    shown = {
        "title": words["certificate.title"],
        "description": f"{facts.name}, {facts.course}",
        "language": words.language,
        "course-language": COURSE_LANGUAGE,
        "name": _breakable(facts.name),
        "course": _breakable(facts.course),
        "date": {"year": facts.on.year, "month": facts.on.month, "day": facts.on.day},
        "says": words["certificate.says"],
        "finished": words["certificate.finished"],
        "hours": words.fill("certificate.hours", hours=facts.hours, minutes=facts.minutes),
        "columns": [words["workbook.week"], words["workbook.minutes"]],
        "rows": [[week.title, str(week.minutes)] for week in weeks],
        "rule": words["certificate.rule"],
        "issued": words.fill("certificate.issued", date=facts.on.isoformat()),
        "signed": words.fill("certificate.signed", fingerprint=fingerprint(facts.key)),
        "check": words["certificate.check"],
        "code": code,
        "code-lines": [code[n : n + _WIDE] for n in range(0, len(code), _WIDE)],
    }
    return sealed(typeset(_TEMPLATE, "certificate.json", shown), signer)


def _breakable(text: str) -> str:
    # A word without an end would run off the page; a blank that shows as nothing lets it go on below.
    return re.sub(r"(\S{24})(?=\S)", "\\1\u200b", text)
