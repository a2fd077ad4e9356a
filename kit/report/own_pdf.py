"""The instructor's own page as a tagged, accessible PDF: this week on one sheet, every page stamped."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from kit.files import replace
from kit.report.documents import set_pdf
from kit.report.own_page import stamp_of, weeks_picture
from kit.report.week import OwnRecord
from kit.report.week_words import (
    all_weeks,
    day_of,
    done_rows,
    lesson_words,
    none_marked,
    percent,
    who_is_missing,
)


def write_own_pdf(record: OwnRecord, out: Path) -> Path:
    """Write the instructor's own PDF; create the folder of `out` if it is missing."""
    words = record.content.words
    picture = weeks_picture(record) if record.weeks else None
    ids = [one.id for one in record.states.assignments]
    told: dict[str, Any] = {
        "title": words.fill("report.page_title", assignment=record.week.assignment.title),
        "stamp": stamp_of(record),
        "about": f"{day_of(record)} {words['report.stamp_means']}",
        "done": {
            "title": words["report.done"],
            "columns": [words["report.assignment"], words["report.handed_in"], words["report.marked"]],
            "rows": done_rows(record),
            "this": ids.index(record.week.assignment.id),
            "note": who_is_missing(record),
        },
        "criteria_title": words["report.criteria"],
        "criteria_caption": words["report.criteria_table"],
        "criteria": _criteria(record),
        "none_marked": none_marked(record),
        "target": record.target / 100,
        "how": words.fill("report.how_to_read", target=record.target),
        "teach": words["report.teach"] if len(record.week.lessons) > 1 else words["report.one_to_teach"],
        "rule": words["report.rule"],
        "lessons": [
            {"name": one.criterion.name, **lesson_words(one, record)._asdict()} for one in record.week.lessons
        ],
        "weeks_title": words["report.weeks"],
        "weeks_differ": words["report.weeks_differ"],
        "weeks": [asdict(table) for table in all_weeks(record)],
        "picture": None if picture is None else asdict(picture),
        "to_share": f"{words['report.to_share']} {words['report.shared_twice']}",
    }
    made = set_pdf("own.typ", told, () if picture is None else (picture,))
    out.parent.mkdir(parents=True, exist_ok=True)
    replace(out, made, 0o600)
    return out


def _criteria(record: OwnRecord) -> list[dict[str, Any]]:
    words = record.content.words
    if not any(one.of for _, one in record.week.criteria):
        return []
    return [
        {
            "name": criterion.name,
            "count": words.fill("report.count", count=one.reached, of=one.of) if one.of else "",
            "percent": percent(one, words),
            "share": one.share if one.of else 0,
            "low": one.interval[0],
            "high": one.interval[1],
        }
        for criterion, one in record.week.criteria
    ]
