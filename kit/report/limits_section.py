"""The sections on where evidence is missing, who is in no number, and how sure we are."""

from datetime import date

from kit.grading.class_states import ClassStates
from kit.grading.who import FILE as WHO
from kit.measures import occasion_name
from kit.measures.criteria import NONE_YET
from kit.measures.group_words import not_judged, several
from kit.measures.results import Cohort, Estimate, Withheld
from kit.measures.suppress import FEWER
from kit.measures.verdict import MIXED
from kit.report.blocks import Album, Block, Bullets, Heading, Paragraph
from kit.report.charts.change import changes_in
from kit.report.charts.missing import missing_drawn
from kit.report.charts.numbers import lines, people
from kit.report.class_record import (
    AGREEMENT_INTERVAL,
    AGREEMENT_SHARE,
    ClassRecord,
)

_CONSENT = (
    "Numbers on texts or ratings, including marks, count only learners who had agreed to the use of their "
    "shared answers when the number was first shown. Learners who had said no or had not chosen are not in "
    "them. Learners who agreed and then left the class are counted."
)

_UNREAD = (
    # The count may depend on what single people answered.
    f"If anything in hand-ins or marks could not be read, {WHO} lists it."
)


def missing_section(record: ClassRecord, album: Album) -> list[Block]:
    """Return the pattern of missing ratings, the tasks without an average, and who is in no number."""
    cohort = record.cohort
    blocks: list[Block] = [Paragraph(f"{cohort.missing.sentence} Gaps are not filled in.")]
    if cohort.missing.rows and not isinstance(cohort.missing.learners, Withheld):
        known = [row for row in cohort.missing.rows if not isinstance(row.rated, Withheld)]
        # With fewer, the picture would show little but withheld numbers.
        if 2 * len(known) >= len(cohort.missing.rows):
            blocks.append(album.picture(missing_drawn))
    blocks.append(Bullets((_CONSENT, _UNREAD, *_gaps(cohort, record.states))))
    return blocks


def _gaps(cohort: Cohort, states: ClassStates) -> list[str]:
    said = []
    shown = {cell.dimension for cell in cohort.criteria.cells if not isinstance(cell.estimate, Withheld)}
    if without := [label for task, label in cohort.criteria.dimensions if task not in shown]:
        said.append(f"No average of marks can be shown yet for {several(without)}.")
    if empty := [f"“{one.title}”" for one in states.assignments if one.is_empty]:
        said.append(f"Nobody has handed in {several(empty)} yet.")
    total = next((one for one in cohort.vignettes if one.criterion == "total"), None)
    if total is None or isinstance(total.difference, Withheld):
        said.append("The two stories about other families cannot be compared yet.")
    return said


def sure_section(cohort: Cohort, markers: str | Withheld | None, marks_from: str) -> list[Block]:
    """Return facts about the numbers, what is left out entirely and why, and what the numbers can't show."""
    facts = [
        f"People in the numbers on self-ratings: {_people(cohort)}.",
        f"Intervals: {_methods(cohort, markers)}.",
        " ".join(lines(cohort.comparisons, _where_the_rest_is(cohort), _never_judged(cohort))),
        *earlier_sentences(cohort),
        f"No number on ratings or marks here is about fewer than {cohort.least} people. Nor would adding or "
        "subtracting the numbers of this report, or of an earlier one of this course, reveal such a number. "
        "The report does not guard against two things. First, somebody may be in two courses with separate "
        "reports, or in a summary of many courses. Second, with fewer than 20 people, a mean with its "
        "interval sometimes lets a reader work out how many gave each answer.",
        marks_from,
        markers if isinstance(markers, str) else "",
        *_left_out(cohort, markers),
    ]
    return [
        Bullets(tuple(fact for fact in facts if fact)),
        Heading(3, "What this cannot show"),
        Bullets(cohort.cannot_show) if cohort.cannot_show else Paragraph("Nothing was computed."),
    ]


def _where_the_rest_is(cohort: Cohort) -> str:
    """Say where to find the changes without a verdict that are in no picture of the report."""
    found = not_judged(cohort.changes)
    drawn = [changes_in(cohort, kind) for kind in ("dimension", "item")]
    # Questions have a picture only if the dimensions have one.
    if not any(isinstance(one.difference, Estimate) for one in drawn[0]):
        drawn = []
    rest = len(found) - len(not_judged(one for some in drawn for one in some))
    if not rest:
        return ""
    where = "is not in a picture. It is" if rest == 1 else "are not in a picture. They are"
    return f"{rest} of the changes that are not judged {where} in the file tables/cohort.csv."


def _never_judged(cohort: Cohort) -> str:
    """Say which other differences are computed but never judged as changes."""
    others: dict[str, list[object]] = {
        "the then-test's differences": [one.difference for one in cohort.shifts],
        "the mixed model's": [found for one in cohort.mixed for found in one.estimates.values()],
    }
    if any(one.basis == MIXED for one in cohort.changes):
        del others["the mixed model's"]
    shown = [name for name, found in others.items() if any(isinstance(one, Estimate) for one in found)]
    return f"Not counted here and not judged: {several(shown)}." if shown else ""


def earlier_sentences(cohort: Cohort) -> list[str]:
    """Say which numbers are repeated from an earlier report and why, in one sentence for each day."""
    days: dict[str, list[str]] = {}
    for bundle, day in cohort.earlier.items():
        days.setdefault(day, []).append(_bundle_name(bundle, cohort))
    return [
        f"Shown as in the report of {date.fromisoformat(day):%B} {date.fromisoformat(day).day}: "
        f"{several(list(dict.fromkeys(names)))}. Since then, fewer than {cohort.least} people have joined, "
        "left or changed an answer. With new numbers, the two reports side by side could reveal what they "
        "answered."
        for day, names in sorted(days.items())
    ]


def _bundle_name(bundle: str, cohort: Cohort) -> str:
    kind, _, about = bundle.partition(":")
    if kind == "marks":
        return next((f"marks of {c.dimension_label}" for c in cohort.criteria.cells if c.item == about), kind)
    if kind == "change":
        first, last = map(occasion_name, about.split(":"))
        return f"{first} compared with {last}"
    return {"ratings": "self-ratings", "stories": "the two stories"}.get(kind, kind)


def _methods(cohort: Cohort, markers: str | Withheld | None) -> str:
    """Say which intervals come from which method."""
    found: dict[str, list[object]] = {
        "averages": [
            *(one.estimate for one in cohort.summaries),
            *(one.estimate for one in cohort.criteria.cells),
        ],
        "changes": [
            *(one.difference for one in cohort.changes),
            *(one.difference for one in cohort.shifts),
            *(one.difference for one in cohort.vignettes),
        ],
        "Hedges' g": [
            *(one.effect for one in cohort.changes),
            *(one.effect for one in cohort.vignettes),
        ],
        "the mixed model": [one for mixed in cohort.mixed for one in mixed.estimates.values()],
    }
    of: dict[str, list[str]] = {}
    shares: set[int] = set()
    for name, estimates in found.items():
        shown = [one for one in estimates if isinstance(one, Estimate)]
        shares |= {round(100 * one.confidence) for one in shown}
        for method in dict.fromkeys(one.method for one in shown):
            of.setdefault(method, []).append(name)
    said = [f"by {method} for {several(names)}" for method, names in of.items()]
    if isinstance(markers, str) and AGREEMENT_INTERVAL in markers:
        shares |= {AGREEMENT_SHARE}
        said.append("by percentile bootstrap, which resamples whole learners, for how far markers agree")
    if not said:
        return "none could be given"
    told = f"{' and '.join(map(str, sorted(shares)))}%, {'; '.join(said)}"
    if not of:
        return told
    return (
        f"{told}. Those for averages and changes are too narrow if most people do not change at all and a "
        "few change a lot (in made-up classes of 12 like that, 86 of 100 contained the true value)"
    )


def _people(cohort: Cohort) -> str:
    """Count the people in the means shown, who may be fewer than those whose gaps are described."""
    inside = people(one.estimate for one in cohort.summaries)
    if not inside:
        return "none, because no mean may be shown"
    described = "withheld" if isinstance(cohort.learners, Withheld) else str(cohort.learners)
    return inside if inside == described else f"{inside}, of {described} described"


_THOSE_ALONE = "Numbers on marks count only learners who agreed to be counted. “Start here” asks them."


def left_out_whole(cohort: Cohort, markers: str | Withheld | None) -> dict[str, list[str]]:
    """Return, by reason, the parts of the report about which no number may be shown."""
    parts: dict[str, list[object]] = {
        "marks by criterion": [one.estimate for one in cohort.criteria.cells],
        "self-ratings": [one.estimate for one in cohort.summaries] or [FEWER],
        "change": [one.difference for one in cohort.changes],
        "the two stories": [one.difference for one in cohort.vignettes],
        "how far markers agree": [markers] if isinstance(markers, Withheld) else [],
    }
    reasons: dict[str, list[str]] = {}
    for name, found in parts.items():
        held = [one for one in found if isinstance(one, Withheld)]
        if held and len(held) == len(found):
            # If one task has no marks yet and another has too few, give "too few" as the reason.
            reason = next((one for one in held if one != NONE_YET), held[0]).reason
            reasons.setdefault(reason.rstrip("."), []).append(name)
    return reasons


def _left_out(cohort: Cohort, markers: str | Withheld | None) -> list[str]:
    """Return a sentence for each reason, and say whose marks count; a count could expose who didn't agree."""
    reasons = left_out_whole(cohort, markers)
    said = [f"Left out completely ({reason}): {several(names)}." for reason, names in reasons.items()]
    marks = [reason for reason, names in reasons.items() if "marks by criterion" in names]
    return [*said, *([_THOSE_ALONE] if marks and marks != [NONE_YET.reason] else [])]
