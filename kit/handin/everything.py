"""Every assignment that has something to hand in, one after the other; one that refuses stops no other."""

from __future__ import annotations

from pathlib import Path

from kit.content import compiled
from kit.handin.handing import hand_in, preview
from kit.handin.records import AllHandedIn, HandIn, Refused
from kit.journal import read_workspace
from kit.model import KitError, TwoHeads


def hand_in_all(workspace: Path, *, with_drafts: bool = False) -> AllHandedIn:
    """Hand in each assignment with an answer that may travel.

    Parameters
    ----------
    workspace
        The course folder.
    with_drafts
        Make shared drafts *Done* first, and hand in an assignment that has nothing else.

    Returns
    -------
    AllHandedIn
        What was handed in, what refused and why, and the titles of what has nothing yet; course order.

    Raises
    ------
    NotFound
        The folder is no workspace.
    """
    read_workspace(workspace)
    done: list[HandIn] = []
    refused: list[Refused] = []
    empty: list[str] = []
    for case in compiled().cases.values():
        for one in case.items.assignments:
            try:
                there = preview(workspace, one.id)
                if there.included or (with_drafts and there.drafts):
                    done.append(hand_in(workspace, one.id, with_drafts=with_drafts))
                else:
                    empty.append(one.title)
            except KitError as why:
                refused.append(
                    Refused(
                        assignment=one.id, title=one.title, why=str(why), to_choose=isinstance(why, TwoHeads)
                    )
                )
    return AllHandedIn(done=tuple(done), refused=tuple(refused), empty=tuple(empty))
