"""Hand-in zips into ``submitted/``, as plug-ins of ``nbgrader zip_collect``.

A zip that nbgrader would stop the batch for, or that holds what it should not, is left out with one
sentence; the others go on. Only the three files of a hand-in are ever unpacked.
"""

from __future__ import annotations

import json
from pathlib import Path

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from kit.grading.checking import marked_cells
from kit.grading.hand_in_zip import Handed, moment, read_zip
from kit.grading.refusals import SubmissionRefused
from kit.handin.records import ABOUT


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
            if earlier is None or handed.at >= earlier.at:
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
            at = moment(json.loads((path.parent / ABOUT).read_text(encoding="utf-8"))["at"])
        except (OSError, ValueError, KeyError, TypeError):
            return found
        return {**found, "timestamp": at.isoformat()}
