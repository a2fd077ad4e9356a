"""Make *My workbook* from a workspace, in one of four formats. The caller gets bytes; no file is written."""

import json
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kit.content import compiled
from kit.handin.alone import is_alone
from kit.journal import first_of, kept_voice, open_journal, read_workspace
from kit.model import VOICES, Interface, KitError
from kit.pages.plans import day_of
from kit.pages.progress import STATIC, Progress
from kit.workbook import WeekDone, Workbook, gather
from kit.workbook.blocks import blocks_of, made_in
from kit.workbook.dates import Day, calendar, days
from kit.workbook.page import page

FORMATS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
}


class Chosen(NamedTuple):
    """What goes into the workbook; by default all shared answers and the record of completion."""

    private: bool = False
    items: Collection[str] | None = None
    completion: bool = True


def put_out(workspace: Path, format: str, chosen: Chosen, home: str | None = None) -> bytes:
    """Return a workspace's workbook as the bytes of a file. A page leads back to ``home``, if there is one.

    Raises `KitError` for an unknown format, and for a calendar (``ics``) without any dates.
    """
    words = said_in(workspace)
    if format not in FORMATS:
        raise KitError("workbook.no_such_format")
    book, follow_up = gathered(workspace, chosen)
    shown = blocks_of(book, words)
    match format:
        case "ics":
            if not (found := dates(workspace, book, follow_up)):
                raise KitError("workbook.no_dates")
            return calendar(found)
        case "docx":
            from kit.workbook.word_file import word_file

            return word_file(shown)
        case "pdf":
            from kit.workbook.pdf import pdf

            return pdf(shown)
        case _:
            return page(shown, (home, words["workbook.back"]) if home else None).encode("utf-8")


def at_the_end(workspace: Path, first: str, last: str) -> dict[str, Any]:
    """Return what the course's last page shows: the first and the last answer, and what was made by week.

    Of the first answer it is the first wording; an answer that isn't there is left out.
    """
    words = said_in(workspace)
    book, _ = gathered(workspace, Chosen(private=True, completion=False))
    told = {entry.id: entry for week in book.weeks for entry in week.entries}
    wording = first_of(one for one in open_journal(workspace).responses() if one.item == first)
    answers = []
    for id in (first, last):
        if entry := told.get(id):
            said, at = entry.said, entry.at
            if id == first and wording and isinstance(wording.value, str):
                said, at = tuple(filter(None, wording.value.splitlines())), wording.at
            private = words["workbook.private_mark"] if entry.private else ""
            answers.append({"title": entry.title, "said": said, "at": words.day(at), "private": private})
    made = [
        {"title": week.title, "dimension": week.dimension, "made": made_in(week, words)}
        for week in book.weeks
    ]
    return {"answers": answers, "made": made}


def dates(workspace: Path, book: Workbook, follow_up: date | None) -> list[Day]:
    """Return the days of a workbook, as its learner has postponed them."""
    kept = read_workspace(workspace)
    return days(book, follow_up, said_in(workspace), lambda plan: day_of(plan, kept))


def said_in(workspace: Path) -> Interface:
    """Return the workbook's interface text, in the learner's language and worded for alone or for a class."""
    return compiled().said_to(read_workspace(workspace)).words


def file_name(format: str) -> str:
    """Return the name of the workbook's file."""
    return f"partnership_workbook.{format}"


def gathered(workspace: Path, chosen: Chosen) -> tuple[Workbook, date | None]:
    """Return a workspace's workbook, and the day of the follow-up if there is one."""
    now, kept = Progress(workspace).now(), read_workspace(workspace)
    content = compiled().speaking(kept.get("language"))
    named = content.words.group("home")
    weeks = [
        WeekDone(
            one["notebook"],
            one["title"],
            **now["done"][one["notebook"]]._asdict(),
            month=named.get(f"month_{one['notebook'].removesuffix('.ipynb')}", ""),
            dimension=one["dimension"],
        )
        for one in json.loads((STATIC / "course.json").read_text("utf-8"))["weeks"]
    ]
    responses = open_journal(workspace).responses()
    # A workspace id that nobody chose isn't a name, and a learner who is alone is not named.
    learner = kept["learner"] if not is_alone(kept) else None
    voice = kept_voice(workspace) or VOICES[0]
    book = gather(responses, content, weeks, learner, voice=voice, **chosen._asdict())
    due = (one["due"] for one in now["waiting"] if one["kind"] == "follow_up" and one["due"])
    return book, next((date.fromisoformat(one) for one in due), None)
