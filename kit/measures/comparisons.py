"""How many comparisons a report makes, and what that does to a verdict of change.

Five dimensions are judged, before against after: their p values go through Holm's correction together, so
that in a class without any change "changed" is said of even one dimension in about 5 % of reports. The sum
of the vignettes is one question of its own; with it, a false verdict stood in 8 to 9 % of 2,000 made-up
reports. The follow-up, single questions and single criteria get no verdict: they are there to be looked at,
with their intervals.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.measures.results import Change, Estimate, VignetteChange


def comparisons_sentence(changes: Sequence[Change], stories: Sequence[VignetteChange]) -> str:
    """What was compared and judged, for the reader of a report.

    >>> comparisons_sentence((), ())
    'No comparison was made.'
    """
    judged = sum(c.distinguishable is not None for c in changes)
    shown = sum(c.distinguishable is None and isinstance(c.difference, Estimate) for c in changes)
    vignettes = any(v.distinguishable is not None for v in stories)
    said = []
    if judged:
        verb = "comparison was" if judged == 1 else "comparisons were"
        said.append(
            f"{judged} {verb} made of dimension means and judged together (Holm's correction): were there no "
            "change at all, a change in even one of them would be announced in about 1 of 20 such reports. "
            "Intervals are not corrected; each stands for itself."
        )
    if shown:
        said.append(
            f"{shown} further changes (single questions, follow-up) are shown and not judged: of such "
            "intervals about 1 in 20 misses its mark by chance."
        )
    if vignettes:
        both = " Together, one or the other would be announced in about 1 of 10." if judged else ""
        said.append(
            f"The sum over the two stories is one comparison, judged by itself; its criteria are not.{both}"
        )
    return " ".join(said) or "No comparison was made."
