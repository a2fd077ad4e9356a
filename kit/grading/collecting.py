"""Hand-in zips into ``submitted/``, as plug-ins of ``nbgrader zip_collect``.

A zip that nbgrader would stop the batch for, or that holds what it should not, is left out with one
sentence; the others go on. Only the three files of a hand-in are ever unpacked.
"""

from __future__ import annotations

import json
import re
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from kit.grading.checking import check_name, check_notebook, marked_cells
from kit.grading.refusals import SubmissionRefused

_LIMIT = 50_000_000
"""Most bytes of one unpacked file."""


class Handed(NamedTuple):
    """What a good zip holds."""

    learner: str
    at: str
    files: dict[str, bytes]


class HandInExtractor(ExtractorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Unpacks ``<assignment>_<learner>.zip`` into a folder named after the learner, newest hand-in last."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack every good zip under the archive folder; say of each other one why not."""
        course = self.parent.coursedir
        assignment = str(course.assignment_id)
        released = Path(course.format_path(course.release_directory, ".", assignment)) / f"{assignment}.ipynb"
        if not released.is_file():
            self.parent.fail(
                f"{released} does not exist; run nbgrader generate_assignment {assignment} first."
            )
        expected = marked_cells(released)
        newest: dict[str, Handed] = {}
        for path in sorted(Path(archive_path).rglob("*")):
            if path.is_dir() and not path.is_symlink():
                continue
            try:
                handed = read_zip(path, assignment, expected)
            except SubmissionRefused as refusal:
                self.log.error("%s", refusal)
                continue
            earlier = newest.get(handed.learner)
            if earlier is None or _moment(handed.at) >= _moment(earlier.at):
                newest[handed.learner] = handed
            if earlier is not None:
                self.log.warning("%s handed in more than once; the latest is collected.", handed.learner)
        for learner, handed in newest.items():
            folder = Path(extracted_path) / learner
            folder.mkdir(parents=True, exist_ok=True)
            for name, data in handed.files.items():
                (folder / name).write_bytes(data)


class HandInCollector(FileNameCollectorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Tells nbgrader whose file one of `HandInExtractor`'s is."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Learner, file and time of a file that was unpacked."""
        path = Path(submitted_file)
        found = {"student_id": path.parent.name, "file_id": path.name}
        try:
            at = _moment(json.loads((path.parent / "handin.json").read_text(encoding="utf-8"))["at"])
        except (OSError, ValueError, KeyError, TypeError):
            return found
        return {**found, "timestamp": at.isoformat()}


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
    wanted = (f"{assignment}.ipynb", "responses.jsonl", "handin.json")
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if any(stat.S_ISLNK(info.external_attr >> 16) for info in infos):
                raise SubmissionRefused(f"{path.name} holds a link to another file, {left_out}")
            chosen = [info for info in infos if info.filename in wanted]
            if len({info.filename for info in chosen}) < len(chosen) or any(
                i.file_size > _LIMIT for i in chosen
            ):
                raise SubmissionRefused(
                    f"{path.name} holds a file twice or one that is too large, {left_out}"
                )
            files = {info.filename: archive.read(info) for info in chosen}
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError):
        raise SubmissionRefused(f"{path.name} is a broken zip, {left_out}") from None
    if "responses.jsonl" in files:
        files["responses.jsonl"] = _shared_lines(files["responses.jsonl"])
    learner, at = _whose(path, assignment, files)
    check_name(learner)
    if wanted[0] not in files:
        raise SubmissionRefused(f"{learner}: {path.name} has no {wanted[0]} in it, {left_out}")
    notebook = files[wanted[0]].decode("utf-8", errors="replace")
    check_notebook(notebook, expected, learner, assignment)
    files[wanted[0]] = _without_traces(notebook)
    return Handed(learner, at, files)


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
        about: Any = json.loads(files["handin.json"])
        learner, at = str(about["learner"]), str(about["at"])
        _moment(at)
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


def _moment(at: str) -> datetime:
    if not at:
        return datetime.min.replace(tzinfo=UTC)
    moment = datetime.fromisoformat(at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
