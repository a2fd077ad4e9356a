"""Whether marking an assignment needs a kernel at all: looked up in its source, never a flag.

Without a kernel nbgrader gives every code test full marks, so the kernel is left out only where the
source has no code cell that carries a grade.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def kernel_needed(source: Path) -> bool:
    """Whether any notebook in an assignment's source folder has a graded code cell.

    Parameters
    ----------
    source
        The folder ``source/<assignment>``, or one notebook.

    Returns
    -------
    bool
        True also where no notebook is found there, or one cannot be read: running is the safe answer.

    Examples
    --------
    >>> kernel_needed(Path("no_such_assignment"))
    True
    """
    notebooks = sorted(source.glob("*.ipynb")) if source.is_dir() else [source]
    if not notebooks:
        return True
    for path in notebooks:
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return True
        if has_tests(notebook):
            return True
    return False


def has_tests(notebook: Mapping[str, Any]) -> bool:
    """Whether a code cell of a notebook carries a grade.

    Examples
    --------
    >>> has_tests({"cells": [{"cell_type": "code", "metadata": {"nbgrader": {"grade": True}}}]})
    True
    >>> has_tests({"cells": [{"cell_type": "markdown", "metadata": {"nbgrader": {"grade": True}}}]})
    False
    """
    return any(
        cell["cell_type"] == "code" and cell.get("metadata", {}).get("nbgrader", {}).get("grade")
        for cell in notebook["cells"]
    )
