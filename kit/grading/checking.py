"""Check whether a submission can be marked: its name, its files, and its notebook's cells. Read-only.

nbgrader stops the whole batch if one submission has the same graded cell twice, and it follows symbolic
links. So both are checked before nbgrader sees the submission. A notebook that would keep nbgrader busy for
minutes is refused too.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kit.content import compiled
from kit.handin.reading import MOST_NOTEBOOK
from kit.handin.received import too_deep
from kit.handin.zips import in_mb
from kit.journal import LEARNER_ID
from kit.model import NotFound, PlainError

_MOST_CELLS, _MOST_LETTERS = 1_000, 200_000


AGAIN = "Please open the notebook, choose Hand in again, and send the zip that it makes, unchanged."
"""The message for the sender of a hand-in that is left out."""


class SubmissionRefused(PlainError):
    """A submission that can't be marked; the message names the learner or the file."""

    def __init__(self, why: str, *, short: str | None = None) -> None:
        """Make the refusal; ``short`` is the reason in a few words, for many learners at once."""
        super().__init__(why)
        self.short = short or why


def check_assignment(assignment: str) -> None:
    """Raise `NotFound` if the course has no such assignment.

    >>> check_assignment("equality")
    Traceback (most recent call last):
    kit.model.errors.NotFound: 'equality' is not an assignment; name one of start, equity, respect, \
communication, advocacy, commitment, iep_meeting, follow_up.
    """
    known = [one.id for one in compiled().assignments]
    if assignment not in known:
        raise NotFound(f"{assignment[:40]!r} is not an assignment; name one of {', '.join(known)}.")


def check_name(learner: str) -> None:
    """Raise `SubmissionRefused` if this isn't a valid learner id.

    >>> check_name("../amy")
    Traceback (most recent call last):
    kit.grading.checking.SubmissionRefused: '../amy' isn't a valid learner id, so this submission is left \
out; an id has a to z, A to Z, digits and . _ - @, at most 64 of them, and begins and ends with a letter or \
a digit.
    """
    if not LEARNER_ID.fullmatch(learner):
        raise SubmissionRefused(
            f"{learner[:60]!r} isn't a valid learner id, so this submission is left out; an id has a to z, A "
            "to Z, digits and . _ - @, at most 64 of them, and begins and ends with a letter or a digit."
        )


def check_folder(folder: Path, learner: str, assignment: str) -> None:
    """Raise `SubmissionRefused` if a submission contains a symbolic link or is one."""
    for path in (folder, *sorted(folder.rglob("*"))):
        if path.is_symlink():
            raise SubmissionRefused(
                f"{learner}: {path.name} in {assignment} is a link to another file, so this submission is "
                "left out; ask for a new hand-in."
            )


def check_notebook(text: str | Path, expected: Iterable[str], learner: str, assignment: str) -> None:
    """Raise `SubmissionRefused` if a notebook can't be marked.

    It must be readable and not too large, and have all ``expected`` cells. No cell may be there twice or have
    damaged marking data. ``text`` is the notebook's text, or its file.
    """
    again = "so this submission is left out; ask for a new hand-in."
    if isinstance(text, Path):
        if text.stat().st_size > MOST_NOTEBOOK:
            raise SubmissionRefused(f"{learner}: {text.name} is larger than {in_mb(MOST_NOTEBOOK)}, {again}")
        text = text.read_text(encoding="utf-8", errors="replace")
    try:
        found = json.loads(text)
        cells = found["cells"]
        if len(cells) > _MOST_CELLS or sum(map(_letters, cells)) > _MOST_LETTERS or too_deep(found):
            raise SubmissionRefused(
                f"{learner}: {assignment}.ipynb has more than {_MOST_CELLS:,} cells, more than "
                f"{_MOST_LETTERS:,} letters, or is too deeply nested, {again}"
            )
        ids = Counter(_ids(cells))
        damaged = any(
            "nbgrader" in cell["metadata"] and not _is_whole(cell["metadata"]["nbgrader"]) for cell in cells
        )
        if not isinstance(found.get("metadata", {}), dict):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SubmissionRefused(f"{learner}: {assignment}.ipynb is not a notebook, {again}") from None
    doubled = sorted(cell for cell, count in ids.items() if count > 1)
    if doubled:
        raise SubmissionRefused(f"{learner}: cell {doubled[0]} appears twice in {assignment}.ipynb, {again}")
    missing = [cell for cell in expected if cell not in ids]
    if missing:
        raise SubmissionRefused(f"{learner}: cell {missing[0]} is missing from {assignment}.ipynb, {again}")
    if damaged:
        raise SubmissionRefused(f"{learner}: a cell of {assignment}.ipynb lost its marking data, {again}")


def marked_cells(notebook: Path) -> list[str]:
    """Return the ids of the nbgrader cells in a notebook, in order."""
    return _ids(json.loads(notebook.read_text(encoding="utf-8"))["cells"])


def _ids(cells: Iterable[Mapping[str, Any]]) -> list[str]:
    found = [cell["metadata"].get("nbgrader") for cell in cells]
    return [str(one["grade_id"]) for one in found if isinstance(one, dict) and one.get("grade_id")]


def _letters(cell: Mapping[str, Any]) -> int:
    # A source is a string or a list of strings.
    source = cell.get("source", "")
    return len(source if isinstance(source, str) else "".join(source))


def _is_whole(metadata: object) -> bool:
    # nbgrader also stops the batch at an older schema version.
    return (
        isinstance(metadata, dict)
        and metadata.get("schema_version") == 3
        and isinstance(metadata.get("grade_id"), str)
        and bool(metadata["grade_id"])
    )
