"""Where evidence is missing: what was not answered, not marked, not shown, and who is in no number."""

from __future__ import annotations

from collections.abc import Sequence

from kit.measures.results import Cohort, Withheld
from kit.model import Content
from kit.report.blocks import Album, Block, Bullets, Paragraph
from kit.report.charts.missing import missing_drawn
from kit.report.charts.numbers import how_many, mostly, several
from kit.report.class_record import ClassRecord
from kit.report.completion import INSTRUCTOR_ONLY, Completion

_CONSENT = (
    "Only learners who said yes to the use of their shared answers are in any number on words or ratings, "
    "marks included. Those who said no or have not chosen are counted among hand-ins and nowhere else."
)
_TOO_LITTLE = (
    "How many rated each question may mostly not be shown: gaps of fewer than ten people would give "
    "somebody away. So there is no picture of them."
)


def missing_section(record: ClassRecord, album: Album) -> list[Block]:
    """The pattern of missing ratings, dimensions without marks, and who is in no number."""
    cohort = record.cohort
    blocks: list[Block] = [Paragraph(f"{cohort.missing.sentence} Nothing is filled in.")]
    if cohort.missing.rows and not isinstance(cohort.missing.learners, Withheld):
        if mostly([row.rated for row in cohort.missing.rows]):
            blocks.append(album.picture(missing_drawn, cohort))
        else:
            blocks.append(Paragraph(_TOO_LITTLE))
    blocks.append(
        Bullets((_CONSENT, *_unread(record.problems), *_gaps(cohort, record.completion, record.content)))
    )
    return blocks


def _gaps(cohort: Cohort, record: Completion, content: Content) -> list[str]:
    said = []
    shown = {cell.dimension for cell in cohort.criteria.cells if not isinstance(cell.estimate, Withheld)}
    if without := [d.name for d in content.framework.dimensions if d.id not in shown]:
        said.append(f"No average of marks can be shown yet for {several(without)}.")
    if nobody := [one.title for one in record.assignments if not one.handed_in]:
        said.append(f"Nobody has handed in {several([f'“{title}”' for title in nobody])} yet.")
    total = next((one for one in cohort.vignettes if one.criterion == "total"), None)
    if total is None or isinstance(total.difference, Withheld):
        said.append("The two stories about other families cannot be compared yet.")
    return said


def _unread(problems: Sequence[str]) -> list[str]:
    # The sentences themselves name files, and so learners.
    if not problems:
        return []
    found = how_many(len(problems), "thing")
    return [
        f"Reading hand-ins and marks met {found} that you should look at; they stand in {INSTRUCTOR_ONLY}."
    ]
