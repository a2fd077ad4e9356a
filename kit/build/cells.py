"""Cells with ids that come from what they hold, so that building twice gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

Cell = dict[str, Any]


def markdown(source: str, **metadata: Any) -> Cell:
    """A markdown cell; its id comes later, from `with_ids`."""
    return {"cell_type": "markdown", "metadata": metadata, "source": source.strip("\n")}


def code(source: str) -> Cell:
    """A code cell whose code is hidden: a learner sees what it shows."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"jupyter": {"source_hidden": True}},
        "outputs": [],
        "source": source.strip("\n"),
    }


def graded(source: str, grade_id: str, *, points: int, task: bool) -> Cell:
    """A cell that nbgrader knows: the answer (grade and solution), or a locked task that a person marks."""
    return markdown(
        source,
        nbgrader={
            "grade": not task,
            "grade_id": grade_id,
            "locked": task,
            "points": points,
            "schema_version": 3,
            "solution": not task,
            "task": task,
        },
    )


def with_ids(cells: Iterable[Cell]) -> list[Cell]:
    """The cells with their ids: the grade id, else a hash of the content (counted where it repeats).

    >>> cells = [markdown("a"), markdown("a"), graded("", "x", points=3, task=True)]
    >>> [cell["id"] for cell in with_ids(cells)]
    ['d004e5b56806', 'd004e5b56806-2', 'x']
    """
    seen: dict[str, int] = {}
    done = []
    for cell in cells:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        text = f"{cell['cell_type']}\0{cell['source']}"
        id = grade_id or hashlib.sha256(text.encode()).hexdigest()[:12]
        seen[id] = seen.get(id, 0) + 1
        done.append({"id": id if seen[id] == 1 else f"{id}-{seen[id]}", **cell})
    return done
