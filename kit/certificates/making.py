"""Make the certificates of a class in a folder, and recognize those that exist and are still right."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.certificates.finished import Standing
from kit.certificates.signed import Facts, SigningKey, code_in, code_of, fingerprint, sealed, verify
from kit.files import read_plain, replace
from kit.handin.weeks import CourseWeek
from kit.model import COURSE_LANGUAGE, Interface, KitError
from kit.terminal import printable
from kit.workbook.pdf import typeset

_MOST = 200
_TEMPLATE = Path(__file__).with_name("certificate.typ")
_WIDE = 104
"""How many letters of the code fit on a line."""


@dataclass(frozen=True)
class Certificate:
    """One learner's certificate in a folder, whether it has been made or not."""

    standing: Standing
    pdf: Path
    text: Path
    """The file with the text code, to check what the certificate says without the page."""
    course: str

    def facts(self, key: str, on: date) -> Facts:
        """Return what the certificate says if it is issued on this day with this public key."""
        return Facts(
            name=one_line(self.standing.name),
            course=one_line(self.course),
            weeks=len(self.standing.weeks),
            minutes=self.standing.minutes,
            on=on,
            key=key,
        )

    def is_made(self, key: str) -> bool:
        """Return whether both files exist, are true, and say what a new one would, apart from the date."""
        try:
            page, text = read_plain(self.pdf), read_plain(self.text)
            found = verify(page, self.pdf.name, key)
        except (FileNotFoundError, KitError):
            return False
        if not found.is_true or found.facts is None or (code_in(page) or "").encode() not in text:
            return False
        return found.facts == self.facts(key, found.facts.on)


def certificates(finished: Iterable[Standing], folder: Path, course: str) -> list[Certificate]:
    """Return a certificate for each learner, with file names from the id; no file is read or made yet."""
    files = ((one, certificate_file(folder, one.learner)) for one in finished)
    return [Certificate(one, file, file.with_suffix(".txt"), course) for one, file in files]


def certificate_file(folder: Path, learner: str) -> Path:
    """Return the path of a learner's certificate; its text code is next to it as ``.txt``."""
    return folder / f"certificate_{learner}.pdf"


def make(
    wanted: Iterable[Certificate],
    signer: SigningKey,
    words: Interface,
    *,
    on: date | None = None,
    on_done: Callable[[Certificate], object] = lambda _: None,
) -> None:
    """Write certificates, each one complete or not at all, readable by their owner only.

    Parameters
    ----------
    wanted
        The certificates to make: those that are missing or out of date.
    signer
        The course's key, opened.
    words
        The interface text of the page.
    on
        The day of issue; by default today.
    on_done
        A function to call after each certificate.

    Raises
    ------
    OSError
        If a file can't be written; certificates made before it stay.
    """
    for one in wanted:
        facts = one.facts(signer.public, on or date.today())
        page = certificate_pdf(facts, one.standing.weeks, words, signer)
        one.pdf.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # The page comes last: if it exists, the certificate is complete.
        said = f"{facts.name} · {facts.course} · {facts.on}\n\n{code_in(page)}\n"
        replace(one.text, said.encode("utf-8"), 0o600)
        replace(one.pdf, page, 0o600)
        on_done(one)


def one_line(text: str) -> str:
    r"""Return a name that is safe to print: one line, at most 200 letters, none that turns or hides others.

    >>> one_line(" María\n\u202ePérez ")
    'María \\u202ePérez'
    """
    return printable(" ".join(text.split()))[:_MOST]


def certificate_pdf(facts: Facts, weeks: Iterable[CourseWeek], words: Interface, signer: SigningKey) -> bytes:
    """Return a certificate as one printed page: a tagged and sealed PDF with the same facts in its text code.

    Parameters
    ----------
    facts
        What the certificate says.
    weeks
        The weeks that count, each with its minutes.
    words
        The interface text of the page.
    signer
        The course's key, opened.

    Returns
    -------
    bytes
        A PDF (PDF/UA-1 if its fonts have every letter). The same arguments give the same page.
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
    # A very long word would run off the page; invisible spaces let it wrap.
    return re.sub(r"(\S{24})(?=\S)", "\\1\u200b", text)
