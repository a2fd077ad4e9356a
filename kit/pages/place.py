"""Where a learner left off: a notebook and one of its steps. ``kit start`` imports this, so it is small."""

import json
from functools import cache
from pathlib import Path

from kit.content.course_files import COURSE_MAP
from kit.journal import kept_under, read_workspace

WHOLE = "whole-page"
"""The step name that means all steps of a notebook are on the screen at once."""


@cache
def steps() -> dict[str, list[str]]:
    """Return the steps of every notebook, in order."""
    weeks = json.loads(COURSE_MAP.read_text("utf-8"))["weeks"]
    return {week["notebook"]: [step["slug"] for step in week["steps"]] for week in weeks}


def place_in(workspace: dict[str, object]) -> dict[str, str] | None:
    """Return the notebook and the step that ``workspace.json`` names, or ``None`` before the first visit."""
    kept = kept_under(workspace, "place")
    known = steps().get(str(kept.get("notebook")))
    if not known:
        return None
    # A later edition can rename a step; its notebook keeps its name.
    step = kept.get("step") if kept.get("step") in (WHOLE, *known) else known[0]
    return {"notebook": str(kept["notebook"]), "step": str(step)}


def address(workspace: Path) -> tuple[str, str]:
    """Return where the course continues: a notebook, and the ``#step`` after it in the address."""
    place = place_in(read_workspace(workspace))
    return (place["notebook"], f"#{place['step']}") if place else (next(iter(steps())), "")
