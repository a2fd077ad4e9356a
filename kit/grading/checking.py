"""Whether a submission can be marked: its name, its files, its notebook's cells. Reads, never writes.

One submission with a graded cell twice makes nbgrader stop the whole batch, and nbgrader follows
symbolic links; so both are looked for before nbgrader sees the submission. A notebook that would keep it
busy for minutes is refused too.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kit.content import compiled
from kit.handin.reading import MOST_NOTEBOOK
from kit.handin.received import too_deep
from kit.handin.zips import in_mb
from kit.journal import LEARNER_ID
from kit.model import KitError, NotFound

_MOST_CELLS, _MOST_LETTERS = 1_000, 200_000
_LONGEST_ID = 64


AGAIN = "Please open the notebook, choose Hand in again, and send the zip that it makes, unchanged."
"""What to write to whom a hand-in that is left out came from."""


OF_ANOTHER = (
    "The file that you sent is another learner's hand-in, so it could not be collected. Please open the "
    "notebook in your own course folder, choose Hand in, and send the zip that it makes, unchanged. If the "
    "answers in the file are your own, please tell me."
)
"""The same to whoever sent somebody else's, whom it doesn't name."""
OF_ANOTHER_TOO = (
    "Besides your own hand-in you sent a file that is another learner's. It was not collected, and you need "
    "not send anything again. If the answers in it are your own, please tell me."
)
"""The same to whoever's own hand-in has come."""
OTHERWISE = (
    "The file that you sent was made under another id than its name says, so it could not be collected. "
    "Please open the notebook in your own course folder, choose Hand in, and send the zip that it makes, "
    "unchanged."
)
"""The same where it isn't known whether the two ids are two people's."""


class SubmissionRefused(KitError):
    """A submission that cannot be marked as it came; the sentence names the learner."""

    def __init__(self, why: str, to_send: str = AGAIN) -> None:
        super().__init__(why)
        self.to_send = to_send


class NamedOtherwise(SubmissionRefused):
    """A submission whose file is named after another learner than the one who handed it in."""


def check_assignment(assignment: str) -> None:
    """Refuse what is no assignment of the course.

    >>> check_assignment("equality")
    Traceback (most recent call last):
    kit.model.errors.NotFound: 'equality' is not an assignment; name one of start, equity, respect, \
communication, advocacy, commitment, iep_meeting, follow_up.
    """
    known = [one.id for one in compiled().assignments]
    if assignment not in known:
        raise NotFound(f"{assignment[:40]!r} is not an assignment; name one of {', '.join(known)}.")


def check_name(learner: str) -> None:
    """Refuse a name that is no learner's id.

    >>> check_name("../amy")
    Traceback (most recent call last):
    kit.grading.checking.SubmissionRefused: '../amy' is not a learner's id, as '/' cannot stand in an id, \
so this submission is left out; use a to z, A to Z, digits, and . _ - @ in its name.
    """
    if not LEARNER_ID.fullmatch(learner):
        wrong = _wrong_in(learner)
        raise SubmissionRefused(
            f"{learner[:60]!r} is not a learner's id, as {wrong}, so this submission is left out; "
            "use a to z, A to Z, digits, and . _ - @ in its name.",
            f"Your hand-in gives {learner[:60]!r} as your id, and {wrong}. {AGAIN}",
        )


def _wrong_in(learner: str) -> str:
    odd = sorted(set(re.sub(r"[A-Za-z0-9._@-]", "", learner)))
    if odd:
        return f"{', '.join(map(repr, odd[:5]))} cannot stand in an id"
    if len(learner) > _LONGEST_ID:
        return f"an id has at most {_LONGEST_ID} letters, digits and marks"
    return "an id begins and ends with a letter or a digit"


def check_folder(folder: Path, learner: str, assignment: str) -> None:
    """Refuse a submission with a symbolic link in it, or one that is itself a link."""
    for path in (folder, *sorted(folder.rglob("*"))):
        if path.is_symlink():
            raise SubmissionRefused(
                f"{learner}: {path.name} in {assignment} is a link to another file, so this submission is "
                "left out; ask for a new hand-in."
            )


def check_notebook(text: str | Path, expected: Iterable[str], learner: str, assignment: str) -> None:
    """Refuse a notebook that cannot be read, or whose ``expected`` cells are missing, doubled or damaged.

    ``text`` is what is in it, or its file.
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
                f"{_MOST_LETTERS:,} letters, or is nested too deep, {again}"
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
        raise SubmissionRefused(f"{learner}: cell {doubled[0]} stands twice in {assignment}.ipynb, {again}")
    missing = [cell for cell in expected if cell not in ids]
    if missing:
        raise SubmissionRefused(f"{learner}: cell {missing[0]} is missing from {assignment}.ipynb, {again}")
    if damaged:
        raise SubmissionRefused(f"{learner}: a cell of {assignment}.ipynb lost its marking data, {again}")


def marked_cells(notebook: Path) -> list[str]:
    """Ids of the cells that nbgrader knows in a notebook, in order."""
    return _ids(json.loads(notebook.read_text(encoding="utf-8"))["cells"])


def _ids(cells: Iterable[Mapping[str, Any]]) -> list[str]:
    found = [cell["metadata"].get("nbgrader") for cell in cells]
    return [str(one["grade_id"]) for one in found if isinstance(one, dict) and one.get("grade_id")]


def _letters(cell: Mapping[str, Any]) -> int:
    # A source is one text or a list of texts.
    source = cell.get("source", "")
    return len(source if isinstance(source, str) else "".join(source))


def _is_whole(metadata: object) -> bool:
    # An older schema number makes nbgrader stop the batch too.
    return (
        isinstance(metadata, dict)
        and metadata.get("schema_version") == 3
        and isinstance(metadata.get("grade_id"), str)
        and bool(metadata["grade_id"])
    )
