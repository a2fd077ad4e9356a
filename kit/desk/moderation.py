"""Show where markers gave a criterion different levels, with their reasons, and settle which level counts."""

from __future__ import annotations

from typing import Any

from kit.desk.desk import Decision, Desk
from kit.desk.marks import written
from kit.grading.gradebook import UNNAMED, ChangedThere
from kit.grading.gradebook import settle as settle_mark
from kit.model import NotFound, PlainError
from kit.ratings.store import differences


def differing(desk: Desk, at_least: int = 1) -> list[dict[str, Any]]:
    """Return the differences not settled yet, the largest first; raises `KitError` for a blind marker.

    ``at_least`` is the smallest difference in levels. The sitting's own criterion and learner apply too
    (`Sitting.differing`).
    """
    refuse_blind(desk)
    store, asked = desk.marks.ratings, desk.sitting.differing
    kept = [one for one in store.ratings(desk.item, asked.learner) if one.learner in desk.code_of]
    marks = {(one.learner, one.criterion): one.level for one in desk.gradebook.cells(asked.learner)}
    somebody, found = desk.content.words["desk.somebody"], []
    for one in differences(kept, store.settled(), at_least=at_least):
        if asked.criterion not in (None, one.criterion):
            continue
        found.append(
            {
                "code": desk.code_of[one.learner],
                "criterion": one.criterion,
                "levels": [
                    {
                        "rating": rating.id,
                        "rater": somebody if rating.rater == UNNAMED else rating.rater,
                        "level": rating.level,
                        "reason": written(rating),
                        "counts": rating.level == marks.get((one.learner, one.criterion)),
                    }
                    for rating in one.ratings
                    if rating.level is not None
                ],
            }
        )
    return found


def settle(desk: Desk, code: str, criterion: str, rating: str, reason: str) -> None:
    """Make one of the levels count, with a reason.

    The decision is on disk and in the gradebook when this returns. Raises `KitError` for a blind
    marker, if the level is gone or of an earlier text, or if the reason is empty.
    """
    refuse_blind(desk)
    learner, store = desk.learner(code), desk.marks.ratings
    kept = store.ratings(desk.item, learner)
    chosen = next((one for one in kept if one.id == rating and one.criterion == criterion), None)
    if chosen is None or chosen.level is None:
        raise NotFound("this level is not there any more; open the differences again.")
    number, held = settle_mark(desk.gradebook, store, chosen, reason, desk.sitting.rater)
    desk.decisions.append(Decision(number, learner, criterion, chosen.level, held))


def unsettle(desk: Desk) -> dict[str, str] | None:
    """Take back the last decision of this sitting, so that the level before it counts again.

    Returns the decision's text and criterion, or ``None`` if none is left. The change is on disk when this
    returns, and the gradebook has its mark before. Raises `ChangedThere` if it has another mark since the
    decision, which then stays, and `KitError` for a blind marker.
    """
    refuse_blind(desk)
    if not desk.decisions:
        return None
    last = desk.decisions[-1]
    with desk.gradebook.changing(last.learner, last.criterion) as cell:
        if cell.level != last.level:
            desk.decisions.pop()
            raise ChangedThere(
                f"a level of {last.criterion} was given after this decision, so it stays; "
                "open the differences again."
            )
        cell.put(last.held)
        desk.marks.ratings.unsettle(last.number, desk.sitting.rater)
    desk.decisions.pop()
    return {"code": desk.code_of[last.learner], "criterion": last.criterion}


def refuse_blind(desk: Desk) -> None:
    """Raise `KitError` if the marker must not see other markers' levels."""
    if desk.sitting.blind:
        raise PlainError(desk.content.words["desk.not_blind"])
