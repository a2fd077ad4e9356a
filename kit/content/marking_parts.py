"""Write what a marker reads as Markdown: decision tables, practices, special cases, whole texts, comments."""

import hashlib
from collections.abc import Mapping, Sequence

from kit.content.directive_parts import folded, listed, name, prose
from kit.model import Criterion, Dimension, Interface, MarkedText, Rubric, RubricKind


def decision_table(criterion: Criterion, words: Interface) -> str:
    """Write a criterion's questions, and where each answer leads, as a Markdown table."""

    def leads_to(level: int | None) -> str:
        return words["marking.next"] if level is None else words.fill("marking.level", level=level)

    head = ["", words["marking.question"], words["marking.if_yes"], words["marking.if_no"]]
    rows = [
        [str(number), _cell(one.ask), leads_to(one.if_yes), leads_to(one.if_no)]
        for number, one in enumerate(criterion.table, 1)
    ]
    lines = [head, ["---"] * len(head), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"**{name(criterion.name)}.** {prose(criterion.question)}\n\n{table}"


def _cell(text: str) -> str:
    return " ".join(prose(text).split()).replace("|", "\\|")


def practices(dimension: Dimension, words: Interface) -> str:
    """List what counts as a practice of a dimension, and what only sounds like one."""
    if dimension.practices is None:
        return ""
    names = {one.id: one.name for one in dimension.strategies}
    count = listed(f"{prose(one.text)} *{name(names[one.strategy])}*" for one in dimension.practices.count)
    only_sound = listed(f"“{prose(one)}”" for one in dimension.practices.only_sound)
    return (
        f"**{name(dimension.name)}.** {words['marking.count']}\n\n{count}\n\n"
        f"{words['marking.only_sound']}\n\n{only_sound}"
    )


def special_cases(rubric: Rubric) -> str:
    """Say what to do with each kind of unusual text."""
    return "\n\n".join(f"**{name(one.name)}.** {prose(one.rule)}" for one in rubric.special_cases)


def whole_texts(texts: Sequence[MarkedText], criteria: Sequence[Criterion], words: Interface) -> str:
    """Show texts without their levels, each followed by a fold with them. The order doesn't show strength."""
    mixed = sorted(texts, key=lambda text: hashlib.sha256(text.id.encode()).digest())
    parts = []
    for number, text in enumerate(mixed, 1):
        label = words.fill("marking.text", number=number)
        about = f" · {name(text.dimension.capitalize())}" if text.dimension else ""
        key = folded("key", words["anchor.key"], label, [_marks(text, criteria, words)])
        parts.append(f"**{label}{about}**\n\n{_quoted(text)}\n\n{key}")
    return "\n\n".join(parts)


def _quoted(text: MarkedText) -> str:
    return "\n>\n".join(f"> {' '.join(one.split())}" for one in prose(text.text).split("\n\n"))


def total(text: MarkedText, words: Interface) -> str:
    """Say how many points a text has, out of how many."""
    points = sum(mark.level for mark in text.marks.values())
    return words.fill("marking.total", points=points, most=3 * len(text.marks))


def _marks(text: MarkedText, criteria: Sequence[Criterion], words: Interface) -> str:
    marks = [(one.name, text.marks[one.id]) for one in criteria]
    return listed(
        f"**{name(said)}: {words.fill('marking.level', level=mark.level)}.** {prose(mark.why)}"
        for said, mark in marks
    )


def comments(criterion: Criterion, bank: Mapping[str, Sequence[Sequence[str]]], words: Interface) -> str:
    """Put the comments on one criterion under a fold, level by level."""
    parts = [
        f"{words.fill('marking.comments', level=level)}\n\n{listed(map(prose, said))}"
        for level, said in enumerate(bank.get(criterion.id, ()))
    ]
    return folded("key", name(criterion.name), prose(criterion.question), parts)


def decision_tables(rubric: Rubric, kind: RubricKind, words: Interface) -> str:
    """Return the decision tables of one rubric, after a sentence on how to read them."""
    tables = [decision_table(one, words) for one in rubric.criteria_of(kind)]
    return "\n\n".join([words["marking.in_order"], *tables])
