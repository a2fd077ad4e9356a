"""Reports on all saved answers for a page: lines that cannot be read, and answers that are gone."""

import zlib
from collections.abc import Iterable

from kit.forms.form import FormContext
from kit.forms.messages import JournalProblem


def journal_problems(context: FormContext) -> list[JournalProblem]:
    """Return the reports; a ``mark`` changes only when its report does, and reveals no answer."""
    journal, words = context.existing_journal(), context.words
    if journal is None:
        return []
    found: list[JournalProblem] = []
    if aside := journal.set_aside:
        many = words.fill("journal_problems.many_set_aside", count=len(aside))
        text = many if len(aside) > 1 else words["journal_problems.one_set_aside"]
        found.append({"mark": _mark(aside), "text": text, "gone": False})
    if gone := journal.missing():
        many = words.fill("journal_problems.many_gone", count=len(gone))
        text = many if len(gone) > 1 else words["journal_problems.one_gone"]
        found.append({"mark": _mark(one.id for one in gone), "text": text, "gone": True})
    return found


def _mark(parts: Iterable[str]) -> str:
    return f"{zlib.crc32(' '.join(parts).encode('utf-8', 'replace')):08x}"
