"""The day on which Home reminds a learner of a plan.

That is the plan's own day, unless the learner has postponed it or has looked back already. ``plans`` in
``workspace.json`` keeps that under the id of the answer; the answer itself doesn't change. A rewritten plan
is a new answer with its own day.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kit.content import compiled
from kit.journal import kept_under, read_workspace, update_workspace
from kit.journal.looking import Answer, Looking
from kit.model import KitError, Response
from kit.model.plans import LOOK_BACK, look_back_on

_LATER = timedelta(weeks=2)
_LOOKED_BACK = "looked_back"


def plans(looking: Looking) -> Iterator[tuple[Answer, Response]]:
    """Yield every plan that is *Done*. If it was finished on two computers, yield the later answer."""
    for id, case in compiled().cases.items():
        for item in case.items.items:
            if item.kind == "plan" and (heads := looking.heads(item.id, case=id)):
                yield Answer(id, item.id, "during"), max(heads, key=lambda one: one.seq)


def day_of(plan: Response, kept: Mapping[str, Any]) -> date | None:
    """Return the day to remind of a plan, or ``None`` for no reminder. ``kept`` is ``workspace.json``.

    >>> plan = Response.model_construct(id="p", value={"if": "a", "then": "b", "look_back": "2027-03-01"})
    >>> for said in ({}, {"p": "2027-03-15"}, {"p": "looked_back"}):
    ...     print(day_of(plan, {"plans": said}))
    2027-03-01
    2027-03-15
    None
    """
    said = kept_under(kept, "plans").get(plan.id)
    return None if said == _LOOKED_BACK else look_back_on({LOOK_BACK: said}) or look_back_on(plan.value)


def answer_reminder(workspace: Path, looking: Looking, plan: str, *, looked_back: bool) -> None:
    """Save that the learner looked back at a plan, or wants to be reminded two weeks from today.

    Raises `KitError` if the plan is gone or has been rewritten.
    """
    standing = {one.id for _, one in plans(looking)}
    if plan not in standing:
        raise KitError("plan.changed_since")
    said = kept_under(read_workspace(workspace), "plans")
    said |= {plan: _LOOKED_BACK if looked_back else (date.today() + _LATER).isoformat()}
    update_workspace(workspace, plans={id: what for id, what in said.items() if id in standing})
