"""The day on which Home reminds of a plan: the plan's own, unless its learner put it off or has looked back.

``plans`` in ``workspace.json`` says so by the id of the answer, which stays as it was written. A plan that is
written again is a new answer, with a day of its own.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kit.content import compiled
from kit.journal import kept_under, read_workspace, update_workspace
from kit.journal.looking import Answer, Looking
from kit.model import NotFound, Response
from kit.model.plans import LOOK_BACK, look_back_on

_LATER = timedelta(weeks=2)
_LOOKED_BACK = "looked_back"


def plans(looking: Looking) -> Iterator[tuple[Answer, Response]]:
    """Every plan that is *Done*; of one that was finished on two computers the later answer."""
    for id, case in compiled().cases.items():
        for item in case.items.items:
            if item.kind == "plan" and (heads := looking.heads(item.id, case=id)):
                yield Answer(id, item.id, "during"), max(heads, key=lambda one: one.seq)


def day_of(plan: Response, kept: Mapping[str, Any]) -> date | None:
    """The day of a plan, as ``workspace.json`` has it; ``None`` where nobody is to be reminded.

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
    """Keep that somebody looked back at a plan, or wants to be reminded two weeks from today.

    Raises `NotFound` where the plan is gone or was written again.
    """
    standing = {one.id for _, one in plans(looking)}
    if plan not in standing:
        raise NotFound(compiled().words["shell.plan_changed"])
    said = kept_under(read_workspace(workspace), "plans")
    said |= {plan: _LOOKED_BACK if looked_back else (date.today() + _LATER).isoformat()}
    update_workspace(workspace, plans={id: what for id, what in said.items() if id in standing})
