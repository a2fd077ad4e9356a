"""Certificates of a class in a folder: what is missing is made, what is there and still right stays."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.certificates.finished import Standing
from kit.certificates.signed import Facts, code_in, code_of, fingerprint, sealed, verify
from kit.files import read_plain, replace
from kit.handin.weeks import CourseWeek
from kit.journal.keys import SigningKey
from kit.model import COURSE_LANGUAGE, Interface, KitError
from kit.terminal import printable
from kit.workbook.pdf import typeset

_MOST = 200
_TEMPLATE = Path(__file__).with_name("certificate.typ")
_WIDE = 104
"""Letters of the code in a line."""


@dataclass(frozen=True)
class Certificate:
    """One learner's certificate in a folder."""

    standing: Standing
    pdf: Path
    text: Path
    """The text code alone, to check what the certificate says without the page."""
    course: str

    def facts(self, key: str, on: date) -> Facts:
        """What it says today."""
        return Facts(
            name=one_line(self.standing.name),
            course=one_line(self.course),
            weeks=len(self.standing.weeks),
            minutes=self.standing.minutes,
            on=on,
            key=key,
        )

    def is_made(self, key: str) -> bool:
        """Whether both files stand there, true, and say what they would say today but for the day."""
        try:
            page, text = read_plain(self.pdf), read_plain(self.text)
            found = verify(page, self.pdf.name, key)
        except (FileNotFoundError, KitError):
            return False
        if not found.is_true or found.facts is None or (code_in(page) or "").encode() not in text:
            return False
        return found.facts == self.facts(key, found.facts.on)


def certificates(finished: Iterable[Standing], folder: Path, course: str) -> list[Certificate]:
    """The certificate of each, under the learner's id; none is read or made yet."""
    files = ((one, certificate_file(folder, one.learner)) for one in finished)
    return [Certificate(one, file, file.with_suffix(".txt"), course) for one, file in files]


def certificate_file(folder: Path, learner: str) -> Path:
    """Where a learner's certificate stands; its text code stands beside it as ``.txt``."""
    return folder / f"certificate_{learner}.pdf"


def make(
    wanted: Iterable[Certificate],
    signer: SigningKey,
    words: Interface,
    *,
    on: date | None = None,
    on_done: Callable[[Certificate], object] = lambda _: None,
) -> None:
    """Put certificates in place, each whole or not at all, readable by their owner alone.

    Parameters
    ----------
    wanted
        Those that are missing, or say something else than today.
    signer
        The course's key, opened.
    words
        The words of the page.
    on
        The day of issue; today unless given.
    on_done
        Called after each.

    Raises
    ------
    OSError
        A file can't be written; those made before stay.
    """
    for one in wanted:
        facts = one.facts(signer.public, on or date.today())
        page = certificate_pdf(facts, one.standing.weeks, words, signer)
        one.pdf.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # The page comes last: where it is, the certificate is whole.
        said = f"{facts.name} · {facts.course} · {facts.on}\n\n{code_in(page)}\n"
        replace(one.text, said.encode("utf-8"), 0o600)
        replace(one.pdf, page, 0o600)
        on_done(one)


def one_line(text: str) -> str:
    r"""A name as it may stand on a page: one line, no letter that turns or hides others, at most 200.

    >>> one_line(" María\n\u202ePérez ")
    'María \\u202ePérez'
    """
    return printable(" ".join(text.split()))[:_MOST]


def certificate_pdf(facts: Facts, weeks: Iterable[CourseWeek], words: Interface, signer: SigningKey) -> bytes:
    """A certificate as one printed page: a tagged PDF, sealed, with the same in its text code.

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
