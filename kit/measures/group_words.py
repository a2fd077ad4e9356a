"""Put a group's numbers (`kit.measures.results`) into sentences."""

from collections.abc import Iterable, Sequence

from kit.measures.ratings import occasion_name
from kit.measures.results import Change, Estimate, VignetteChange, Withheld
from kit.measures.verdict import MIXED

DISTINGUISHABLE = "distinguishable from no change"
NOT_DISTINGUISHABLE = "not distinguishable from no change"
FEW = 20
"""With fewer people than this, sentences point out that the spread of change is itself uncertain."""

CANNOT_SHOW = (
    "These are people's own ratings of how often they did something, not what a family saw or felt.",
    "There is no comparison group without the course, so a change may have other causes.",
    "Changes leave out people who rated only once or skipped too much; they may differ from the others.",
    "The then-test rates the earlier time again; it is neither truer nor less biased than the first rating.",
    "These questions have not been validated, and the fifteen of them may not measure a single thing.",
    "Nothing here measures bias, and no chart shows it. These numbers are not part of a grade.",
)


def change_sentence(change: Change) -> str:
    """Describe a change in words, with the verdict last.

    >>> e = Estimate(0.42, 0.1, 0.74, 12, "t interval")
    >>> c = Change("equity", "Equity", "dimension", "pre", "post", 12, e, e, False, detectable=0.86)
    >>> first, second = change_sentence(c).split(": ")[1].split(". ")
    >>> first
    '0.42 points more often (0.10 to 0.74, n = 12), not distinguishable from no change'
    >>> second
    'With 12 people, only a change of about 0.9 or more would have shown (their spread is itself uncertain).'
    """
    where = f"{change.label}, {occasion_name(change.first)} → {occasion_name(change.last)}"
    if isinstance(change.difference, Withheld):
        return f"{where}: withheld ({change.difference.reason})."
    d = change.difference
    way = "more" if d.value > 0 else "less"
    size = f"{abs(d.value):.2f} points {way} often" if d.value else "as often as before"
    return f"{where}: {size} ({_span(d)}, n = {d.n}), {_judged(change, d)}"


def story_sentence(found: VignetteChange) -> str:
    """Describe a change from the first to the second story in words."""
    if isinstance(found.difference, Withheld):
        return f"{found.label}: withheld ({found.difference.reason})."
    d = found.difference
    way = "higher" if d.value >= 0 else "lower"
    said = f"{found.label}: {abs(d.value):.2f} points {way} on the second story ({_span(d)}, n = {d.n})"
    if found.uneven:
        said += "; one story came first clearly more often, so part of this may be a difference between them"
    return f"{said}." if found.distinguishable is None else f"{said}, {_judged(found, d)}"


def _judged(found: Change | VignetteChange, d: Estimate) -> str:
    if found.distinguishable is None:
        return "not judged."
    said = [f"{DISTINGUISHABLE if found.distinguishable else NOT_DISTINGUISHABLE}."]
    if found.tipping is not None:
        side = "lower" if d.value > 0 else "higher"
        missing, tipping = found.missing_after or 0, max(found.tipping, 0)
        said.append(
            f"Up to {missing:.0%} did not answer again. If their change were {tipping:.2f} points {side} "
            "than the others', the overall change would not be distinguishable. A gap of "
            f"{found.plausible:.2f} (half the spread) is plausible."
        )
    if not found.distinguishable and found.detectable is not None:
        unsure = " (their spread is itself uncertain)" if d.n < FEW else ""
        said.append(
            f"With {d.n} people, only a change of about {found.detectable:.1f} or more would have "
            f"shown{unsure}."
        )
    return " ".join(said)


def several(names: Sequence[str]) -> str:
    """Join names with commas and "and".

    >>> several(["a"]), several(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def comparisons_sentence(changes: Sequence[Change], stories: Sequence[VignetteChange]) -> str:
    """Tell the reader of a report what was compared and judged.

    With five dimensions judged together, at least one is falsely called changed in about 5% of classes
    without any change. The stories' sum is judged separately; with it, 8 to 9% of 2,000 classes had a false
    verdict.

    The sentence appears next to different parts of the numbers, so it never says where to look for a change.

    >>> comparisons_sentence((), ())
    'No comparison was made.'
    """
    judged = sum(c.distinguishable is not None for c in changes)
    others = len(not_judged(changes))
    said = []
    if judged:
        verb = "comparison" if judged == 1 else "comparisons"
        said.append(
            f"{judged} {verb} of dimension means {'was' if judged == 1 else 'were'} judged together (Holm's "
            "correction). If nothing had changed, about 1 of 20 such reports would still announce a change "
            "in at least one of them. If more than a tenth of the people did not answer again, a change must "
            "also hold if theirs was half a standard deviation weaker. The intervals allow for neither rule. "
            "So an interval may exclude zero although the comparison is not distinguishable from no change."
        )
    if model := [c.label for c in changes if c.basis == MIXED]:
        said.append(
            f"For {several(model)} the verdict rests on the mixed model, which includes people who did not "
            "answer again. The numbers next to it are about those who did."
        )
    if others:
        verb = (
            "change (single questions, follow-up) was"
            if others == 1
            else "changes (single questions, follow-up) were"
        )
        said.append(
            f"{others} {'further ' if judged else ''}{verb} computed but not judged. About 1 in 20 such "
            "intervals misses the true value by chance."
        )
    if any(v.distinguishable is not None for v in stories):
        both = (
            " If nothing had changed, about 1 of 10 reports would announce a change in one or the other."
            if judged
            else ""
        )
        said.append(
            "The sum over the two stories is one comparison, judged separately. Its criteria are not "
            f"judged.{both}"
        )
    return " ".join(said) or "No comparison was made."


def not_judged(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that have a number but no verdict."""
    return [c for c in changes if c.distinguishable is None and isinstance(c.difference, Estimate)]


def _span(found: Estimate) -> str:
    return f"{found.low:.2f} to {found.high:.2f}".replace("-", "−")
