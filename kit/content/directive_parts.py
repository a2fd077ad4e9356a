"""The pieces that directives are built from: escaped prose, callouts, law, anchors, pictures in words."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from kit.model import Calendar, Content, Criterion, Interface, LawRow, Level, Process, Station


def prose(markdown: str) -> str:
    """Return an author's Markdown with its HTML and math escaped.

    >>> prose("at <b>$5</b> *or* more")
    'at &lt;b>\\\\$5&lt;/b> *or* more'
    """
    text = re.sub(r"&(?=#?\w+;)", "&amp;", markdown.strip())
    return text.replace("<", "&lt;").replace("$", "\\$")


def name(plain: str) -> str:
    """Escape a name, which isn't Markdown, so that every character shows as itself.

    >>> name("a*b [c]")
    'a\\\\*b \\\\[c\\\\]'
    """
    return re.sub(r"([\\`*_\[\]#|])", r"\\\1", prose(plain))


def listed(entries: Iterable[str]) -> str:
    """Write a Markdown list; an entry with several paragraphs stays together.

    >>> print(listed(["one", "two"]))
    - one
    - two
    """
    return "\n".join("- " + entry.replace("\n", "\n  ") for entry in entries)


def callout(kind: str, label: str, text: str) -> str:
    """Write a callout: its label on a line, then its text. It reads well without styles, too."""
    return f'<div class="kit-callout kit-callout-{kind}">\n\n**{name(label)}**\n\n{text}\n\n</div>'


def law_fold(rows: Sequence[LawRow], words: Interface) -> str:
    """Fold rows of the law under a line with their topics, so that the page stays short."""
    topics = " · ".join(name(row.topic) for row in rows)
    return folded("law", words["callout.law"], topics, [_law_row(row, words) for row in rows])


def _law_row(row: LawRow, words: Interface) -> str:
    return (
        f"**{name(row.topic)}** ({name(row.citation)}). {prose(row.says)} "
        f"*{words['law.does_not_say']}* {prose(row.does_not_say)} *{name(held_against(row, words))}*"
    )


def held_against(row: LawRow, words: Interface) -> str:
    """Say what a row was compared with, and when: the live text, stored copies, or nothing yet."""
    if row.checked_on:
        return words.fill("law.checked", day=row.checked_on)
    if row.compared:
        return words.fill("law.compared", day=row.compared.day, copies=row.compared.copies.strip())
    return words["law.not_checked"]


def process_fold(process: Process, words: Interface) -> str:
    """Fold the steps to a first IEP as the law is: who begins, who decides, what the parent may do."""
    starts, decides, may = words["process.starts"], words["process.decides"], words["process.parent_may"]
    steps = [
        f"{number}. **{name(one.title)}.** {prose(one.text)} *{starts}:* {prose(one.starts)} "
        f"*{decides}:* {prose(one.decides)} *{may}:* {prose(one.parent_may)} ({name(one.citation)})"
        for number, one in enumerate(process.steps, 1)
    ]
    return folded(
        "law", words["callout.law"], name(process.title), ["\n".join(steps), f"*{prose(process.note)}*"]
    )


def folded(kind: str, label: str, about: str, parts: Iterable[str]) -> str:
    """Fold parts under a line that opens them."""
    return (
        f'<details class="kit-callout kit-callout-{kind}">\n'
        f"<summary><strong>{name(label)}</strong> · {about}</summary>\n\n"
        + "\n\n".join(parts)
        + "\n\n</details>"
    )


def levels(criterion: Criterion, reader: Literal["learner", "marker"]) -> str:
    """List what each level asks for, in the words for a learner or for a marker."""
    return listed(f"**{level.level}** · {prose(getattr(level, reader))}" for level in criterion.levels)


def lettered(criterion: Criterion) -> list[tuple[str, Level]]:
    """Return the four anchors, each with a letter. Their order is fixed and doesn't show their levels."""
    mixed = sorted(
        criterion.levels, key=lambda level: hashlib.sha256(f"{criterion.id} {level.anchor}".encode()).digest()
    )
    return list(zip("ABCD", mixed, strict=True))


def blind_anchors(criterion: Criterion) -> str:
    """Write the question, what each level asks for, and four texts to mark."""
    texts = "\n\n".join(f"> **{letter}.** {prose(level.anchor)}" for letter, level in lettered(criterion))
    return f"{prose(criterion.question)}\n\n{levels(criterion, 'marker')}\n\n{texts}"


def anchor_key(criterion: Criterion, words: Interface) -> str:
    """Write the levels of the four texts, the words that earn them and the reasons, under a fold."""
    entries = []
    for letter, level in lettered(criterion):
        earned = " · ".join(f"“{prose(one)}”" for one in level.evidence) or words["anchor.nothing_more"]
        at_level = words.fill("anchor.at_level", letter=letter, level=level.level)
        entries.append(f"**{at_level}** {prose(level.why)} *{earned}*")
    return folded("key", words["anchor.key"], name(criterion.name), entries)


def picture(dimension: str) -> str:
    """Return the file name of the five-dimension picture, with "you are here" at a dimension or without."""
    return f"five_dimensions_{dimension}.svg" if dimension else "five_dimensions.svg"


def alt_text(content: Content, here: str = "") -> str:
    """Describe the five-dimension picture in one sentence."""
    words = content.words
    mark = f" ({words['picture.here']})"
    names = [one.name + (mark if one.id == here else "") for one in content.framework.dimensions]
    return words.fill("picture.dimensions_in_words", names=", ".join(names[:-1]), last=names[-1])


def calendar_picture(case: str, *, short: bool = False) -> str:
    """Return the file name of a case's calendar picture: the full one, or the short one with only titles."""
    return f"calendar_{case}_short.svg" if short else f"calendar_{case}.svg"


def who_starts(station: Station, words: Interface) -> str:
    """Say who begins a station."""
    return {
        "family": words["picture.family_starts"],
        "school": words["picture.school_starts"],
        "both": words["picture.both_start"],
    }[station.starts]


def calendar_alt_text(content: Content, calendar: Calendar, *, short: bool = False) -> str:
    """Describe everything in the picture of a year, station by station."""
    words, names = content.words, {d.id: d.name for d in content.framework.dimensions}
    stations = []
    for number, one in enumerate(calendar.stations, 1):
        said = f"{one.title}." if short else f"{one.title}: {one.text.strip()}"
        law = f" {one.paragraph}." if one.paragraph and not short else ""
        belongs = f" {words['picture.and']} ".join(names.get(id, id) for id in one.dimensions)
        stations.append(f"{number}. {one.month}, {who_starts(one, words)}. {said}{law} ({belongs})")
    told, back = " ".join(stations), calendar.back
    return words.fill("picture.calendar_in_words", title=calendar.title, stations=told, back=back)


def pictures_of(content: Content) -> set[str]:
    """Return the file names of all pictures that `kit build` draws from this content."""
    years = [id for id, case in content.cases.items() if case.case.calendar]
    named = {picture(here) for here in ["", *(d.id for d in content.framework.dimensions)]}
    return named | {calendar_picture(id, short=short) for id in years for short in (False, True)}
