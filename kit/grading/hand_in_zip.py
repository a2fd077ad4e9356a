"""A hand-in's zip read with suspicion: only its three files, only what is shared, only what can be marked."""

from __future__ import annotations

import json
import re
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from kit.grading.checking import check_name, check_notebook
from kit.grading.refusals import SubmissionRefused
from kit.handin.records import ABOUT, JOURNAL
from kit.handin.unpacking import MOST_BYTES


class Handed(NamedTuple):
    """What a good zip holds."""

    learner: str
    at: datetime
    files: dict[str, bytes]


def read_zip(path: Path, assignment: str, expected: list[str]) -> Handed:
    """What a hand-in's zip holds, checked.

    Raises
    ------
    SubmissionRefused
        It is no zip, is not named after its learner, holds a link, or its notebook cannot be marked.
    """
    left_out = "so it is left out; ask for the zip that Hand in makes."
    if path.is_symlink() or path.suffix.lower() != ".zip":
        raise SubmissionRefused(f"{path.name} is not a hand-in's zip, {left_out}")
    wanted = (f"{assignment}.ipynb", JOURNAL, ABOUT)
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if any(stat.S_ISLNK(info.external_attr >> 16) for info in infos):
                raise SubmissionRefused(f"{path.name} holds a link to another file, {left_out}")
            chosen = [info for info in infos if info.filename in wanted]
            if len({info.filename for info in chosen}) < len(chosen) or any(
                i.file_size > MOST_BYTES for i in chosen
            ):
                raise SubmissionRefused(
                    f"{path.name} holds a file twice or one that is too large, {left_out}"
                )
            files = {info.filename: archive.read(info) for info in chosen}
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError):
        raise SubmissionRefused(f"{path.name} is a broken zip, {left_out}") from None
    if JOURNAL in files:
        files[JOURNAL] = _shared_lines(files[JOURNAL])
    learner, at = _whose(path, assignment, files)
    check_name(learner)
    if wanted[0] not in files:
        raise SubmissionRefused(f"{learner}: {path.name} has no {wanted[0]} in it, {left_out}")
    notebook = files[wanted[0]].decode("utf-8", errors="replace")
    check_notebook(notebook, expected, learner, assignment)
    files[wanted[0]] = _without_traces(notebook)
    return Handed(learner, moment(at), files)


def _without_traces(notebook: str) -> bytes:
    # What was typed into a form can stay behind in a notebook's widget state and in its outputs.
    found: Any = json.loads(notebook)
    found.get("metadata", {}).pop("widgets", None)
    for cell in found["cells"]:
        if "outputs" in cell:
            cell["outputs"] = []
    return json.dumps(found, indent=1).encode()


def _shared_lines(journal: bytes) -> bytes:
    # A hand-in holds none that is private; one made by hand might, and it is not to be kept here.
    return b"".join(line for line in journal.splitlines(keepends=True) if not _is_private(line))


def _is_private(line: bytes) -> bool:
    try:
        return bool(json.loads(line)["lane"] != "shared")
    except (ValueError, KeyError, TypeError, RecursionError):
        return b"private" in line


def _whose(path: Path, assignment: str, files: dict[str, bytes]) -> tuple[str, str]:
    # A learning platform may put words before the name, or a number after it.
    try:
        about: Any = json.loads(files[ABOUT])
        learner, at = str(about["learner"]), str(about["at"])
        moment(at)
    except (KeyError, ValueError, TypeError):
        match = re.fullmatch(rf"{re.escape(assignment)}_(.+)", path.stem)
        if match is None:
            raise SubmissionRefused(
                f"{path.name} does not say whose it is, so it is left out; name it {assignment}_LEARNER.zip."
            ) from None
        return match[1], ""
    if re.fullmatch(rf"(.*_)?{re.escape(f'{assignment}_{learner}')}(-\d+| ?\(\d+\))?", path.stem) is None:
        raise SubmissionRefused(
            f"{path.name} was handed in by {learner[:60]!r}, which its name does not say, so it is left out; "
            "ask whose it is and name it after them."
        )
    return learner, at


def moment(at: str) -> datetime:
    """A hand-in's time; before all others where it says none, in UTC where it names no zone.

    >>> moment("") < moment("2026-09-07T15:40:09")
    True
    """
    if not at:
        return datetime.min.replace(tzinfo=UTC)
    moment = datetime.fromisoformat(at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
