"""A sheet of texts to be marked blind: for one rater, shuffled, under codes, as a CSV for a spreadsheet."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.ratings.blind import TextToMark, codes, give_codes, marked_by, readable, with_others
from kit.ratings.faults import RatingFault, check_rater
from kit.ratings.store import Ratings
from kit.spreadsheet import write_csv

CODE, TITLE, TEXT, COMMENT = "code", "vignette", "text", "comment"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was written."""

    path: Path
    texts: int
    already_marked: int
    """Texts left out because this rater has marked them."""


def write_sheet(
    store: Ratings,
    texts: Sequence[TextToMark],
    out: Path,
    rater: str,
    *,
    double: float | None = None,
    seed: int = 1,
) -> Sheet:
    """Write the texts that a rater has not marked yet, in an order of this rater's own.

    Parameters
    ----------
    texts
        What there is to mark; all by the same criteria.
    double
        For second marking: the share (0 to 1) of the texts that another rater has; drawn by chance,
        and the same ones when asked again. Without it, all texts.
    seed
        Of the order and of the draw.

    Raises
    ------
    RatingFault
        The file exists, or there is nothing to mark.
    """
    check_rater(rater)
    if out.exists() or out.is_symlink():
        raise RatingFault(f"{out} is there already and may hold marks; choose another name or move it away.")
    if not out.parent.is_dir():
        raise RatingFault(f"there is no folder {out.parent} for {out.name}; make it or check the name.")
    wanted = sorted(texts, key=lambda one: (one.learner, one.item))
    if double is not None:
        wanted = _drawn(store, wanted, rater, double, seed)
    if not wanted:
        raise RatingFault("there is no text to mark; collect hand-ins of learners who gave consent first.")
    done = marked_by(store.database, rater)
    todo = [one for one in wanted if set(store.criteria[one.item]) - done.get((one.learner, one.item), set())]
    if not todo:
        raise RatingFault(f"{rater} has marked every text there is; nothing was written.")
    random.Random(f"{seed}:{rater}").shuffle(todo)  # noqa: S311  # an order, no secret
    coded = give_codes(store.database, rater, todo)
    columns = [CODE, TITLE, TEXT, *store.criteria[todo[0].item], COMMENT]
    rows = [
        [code, readable(one.title), readable(one.text), *[""] * (len(columns) - 3)]
        for code, one in coded.items()
    ]
    # Learners' own words: for the eyes of whoever made the sheet.
    write_csv(out, columns, rows, bom=True, mode=0o600)
    return Sheet(out, len(todo), len(wanted) - len(todo))


def _drawn(store: Ratings, texts: list[TextToMark], rater: str, share: float, seed: int) -> list[TextToMark]:
    if not 0 < share <= 1:
        raise RatingFault(f"{share:g} is not a share of the texts; write one such as 10%.")
    shared = with_others(store.database, rater, texts)
    if not shared:
        raise RatingFault(
            "nobody else has a sheet yet, so there is nothing to mark twice; make theirs first."
        )
    had = {(c.learner, c.item) for c in codes(store.database).values() if c.rater == rater}
    random.Random(f"{seed}:{rater}:double").shuffle(shared)  # noqa: S311  # a draw, no secret
    shared.sort(key=lambda one: (one.learner, one.item) not in had)
    return sorted(shared[: math.ceil(share * len(shared))], key=lambda one: (one.learner, one.item))
