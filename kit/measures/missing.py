"""What is missing, described by question, occasion and reason; nothing is ever filled in."""

from __future__ import annotations

from itertools import product

import numpy as np

from kit.measures.grid import NOT_TAKEN, Grid
from kit.measures.groups import Groups
from kit.measures.results import MissingPattern, MissingRow, Pattern, Withheld
from kit.measures.suppress import LEAST, count_row, fewer
from kit.measures.words import occasion_name

RATED = "rated"


def missing_pattern(grid: Grid, chosen: Groups, least: int = LEAST) -> MissingPattern:
    """Who rated what, and why the others did not, as far as that may be told.

    Of the people described see `kit.measures.groups.Groups.roster`: everyone, or those the numbers rest on
    where one to nine others would be given away.

    Examples
    --------
    >>> from kit.content import compiled
    >>> from kit.measures.grid import lay_out
    >>> from kit.measures.groups import groups
    >>> nobody = lay_out([], compiled())
    >>> missing_pattern(nobody, groups(nobody)).sentence
    'Nobody has rated anything yet.'
    """
    people = int(chosen.roster.sum())
    if not people:
        said = f"Fewer than {least} people rated every dimension, so what is missing is not described."
        said = said if grid.people else "Nobody has rated anything yet."
        return MissingPattern(fewer(least), grid.occasions, (), (), said)
    patterns = _patterns(grid, chosen, least)
    rows = tuple(
        _row(grid, chosen, question, occasion, least)
        for question, occasion in product(range(len(grid.questions)), grid.occasions)
    )
    return MissingPattern(people, grid.occasions, rows, patterns, _sentence(grid, chosen, rows, least))


def _row(grid: Grid, chosen: Groups, question: int, occasion: str, least: int) -> MissingRow:
    reasons = grid.reasons[:, question, grid.at(occasion)]
    kinds = sorted({str(r) for r in reasons[chosen.roster] if r})
    masks = {kind or RATED: chosen.roster & (reasons == kind) for kind in ("", *kinds)}
    shown = count_row({k: np.asarray(m, dtype=bool) for k, m in masks.items()}, chosen.released, least)
    rated = shown.pop(RATED)
    asked = grid.questions[question]
    return MissingRow(asked.id, asked.label, occasion, rated, shown, asked.dimension)


def _patterns(grid: Grid, chosen: Groups, least: int) -> tuple[Pattern, ...]:
    took = (grid.reasons != NOT_TAKEN).any(axis=1)
    masks = {}
    for pattern in product((True, False), repeat=len(grid.occasions)):
        mask = chosen.roster & (took == np.array(pattern)).all(axis=1)
        if mask.any():
            masks["".join("x" if p else "." for p in pattern)] = mask
    shown = count_row(masks, chosen.released, least)
    return tuple(Pattern(tuple(c == "x" for c in key), n) for key, n in shown.items())


def _sentence(grid: Grid, chosen: Groups, rows: tuple[MissingRow, ...], least: int) -> str:
    people = int(chosen.roster.sum())
    whom = f"Of {people} people" if chosen.whole_shown else f"Of the {people} people the numbers rest on"
    complete = sum(not row.reasons for row in rows)
    if complete == len(rows):
        said = f"{whom}, everyone rated every question on every occasion."
    else:
        gaps = [o for o in grid.occasions if any(r.reasons for r in rows if r.occasion == o)]
        places = ", ".join(occasion_name(o) for o in gaps)
        some = any(isinstance(n, Withheld) for row in rows for n in row.reasons.values())
        small = f" Gaps of fewer than {least} people are shown without their number." if some else ""
        said = (
            f"{whom}, everyone has a rating in {complete} of {len(rows)} places (a question on an occasion); "
            f"the gaps lie at: {places}.{small}"
        )
    if chosen.whole_shown:
        return said
    return f"{said} Others, fewer than {least}, lack too much to be in the numbers and are not described."
