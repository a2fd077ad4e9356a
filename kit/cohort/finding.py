"""Where answers lie under the paths that were named: courses, course folders, journals, hand-ins.

Files are listed, not read, but for the few bytes that say whose they are.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from kit.cohort.records import CONSENT, Found, Source, grouped
from kit.content import compiled
from kit.files import NotPlain
from kit.handin.reading import read_hand_in
from kit.handin.records import ABOUT, JOURNAL
from kit.journal import LEARNER_ID, learner_of, read_workspace
from kit.model import KitError, NotFound

_PRIVATE = "private.jsonl"
# Folders that a hand-in may lie in and that are no course.
_PASSING = frozenset({"archive", "downloaded", "handin", "submitted"})
_WORKSPACE = re.compile(rb'"workspace"\s*:\s*"([0-7][0-9A-HJKMNP-TV-Z]{25})"')


def find(paths: Iterable[Path | str]) -> Found:
    """List the files of every learner under the paths; raises `NotFound` where a path does not exist."""
    search = _Search()
    for path in dict.fromkeys(Path(p) for p in paths):
        if not path.exists():
            raise NotFound(f"there is no file or folder {path}; check the name.")
        before = len(search.sources) + len(search.problems)
        search.look(path)
        if len(search.sources) + len(search.problems) == before:
            search.problems.append(f"{path} holds no course, journal or hand-in; check the name.")
    return grouped(search.sources.values(), search.problems, search.notes)


def owner_of(line: bytes) -> str | None:
    """The workspace that a journal's line names, whether or not the line is sound."""
    match = _WORKSPACE.search(line)
    return match[1].decode() if match else None


class _Search:
    """Goes through folders; what it meets is kept by course and learner."""

    def __init__(self) -> None:
        content = compiled()
        self._assignments = frozenset(one.id for one in content.assignments)
        self._consent = {
            i.assignment for case in content.cases.values() for i in case.items.items if i.id == CONSENT
        }
        self.sources: dict[str, Source] = {}
        """By file and workspace meant, so that a file named twice counts once; course is its folder."""
        self.problems: list[str] = []
        self.notes: list[str] = []

    def look(self, path: Path) -> None:
        """Take in what a path is, or what lies in it."""
        try:
            if path.is_dir():
                self._folder(path)
            elif not path.is_file():
                self.problems.append(f"{path} is neither a file nor a folder, so it is skipped.")
            elif _PRIVATE in (path.name.lower(), path.resolve().name.lower()):
                self.problems.append(f"{path} is private and never read; name the course folder instead.")
            elif path.suffix.lower() == ".zip":
                self._zip(path)
            elif (path.parent / ".partnership" / "workspace.json").is_file():
                self._workspace(path.parent)
            else:
                self._journal(path)
        except OSError as fault:
            self.problems.append(f"{path} cannot be read ({fault.strerror}), so it is skipped.")
        except KitError as fault:
            self.problems.append(str(fault))

    def _folder(self, folder: Path) -> None:
        if (folder / ".partnership" / "workspace.json").is_file():
            self._workspace(folder)
        elif _is_course_root(folder):
            self._course(folder)
        elif folder.name == "submitted" and _is_course_root(folder.parent):
            self._course(folder.parent)
        else:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
            for entry in inside:
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                if entry.is_dir() or (entry.is_file() and entry.name.lower().endswith((".jsonl", ".zip"))):
                    self.look(Path(entry.path))

    def _course(self, root: Path) -> None:
        before = len(self.sources)
        for learner in _folders(root / "submitted"):
            if not LEARNER_ID.fullmatch(learner.name):
                self.problems.append(f"{learner} is not a learner's id; it is skipped until it is renamed.")
                continue
            for submission in _folders(learner):
                self._add(root, learner.name, submission / JOURNAL, "submission", of=submission.name)
        if len(self.sources) == before:
            self.problems.append(f"course {root} is empty: submitted/ holds nothing; collect first.")

    def _workspace(self, folder: Path) -> None:
        origin = str(read_workspace(folder)["id"])
        self._add(folder.resolve().parent, learner_of(folder), folder / JOURNAL, "workspace", origin=origin)

    def _zip(self, path: Path) -> None:
        said = read_hand_in(path, (ABOUT,))
        assignment, learner = said.assignment, said.learner
        for one in sorted(self._assignments):
            if named := re.fullmatch(rf"{re.escape(one)}_(.+)", path.stem):
                assignment, learner = assignment or one, learner or named[1]
        if not LEARNER_ID.fullmatch(learner or ""):
            self.problems.append(f"{path} does not say whose it is, so it is skipped; ask for another.")
            return
        self._add(self._around(path), learner or "", path, "zip", origin=said.workspace, of=assignment)

    def _journal(self, path: Path) -> None:
        said = read_hand_in(path.parent, (ABOUT,))
        around = self._around(path)
        if said.learner and LEARNER_ID.fullmatch(said.learner):
            self._add(around, said.learner, path, "journal", origin=said.workspace, of=said.assignment)
            return
        owners = _workspaces_in(path)
        if not owners:
            self.problems.append(f"{path} holds no answers of this course, so it is skipped.")
        if len(owners) > 1:
            self.notes.append(
                f"{path} holds answers of {len(owners)} course folders and no name; each counts as a learner."
            )
        for owner in owners:
            only = owner if len(owners) > 1 else None
            self._add(around, owner, path, "journal", origin=owner, only=only)

    def _around(self, path: Path) -> Path:
        """The folder that stands for the course of a loose file."""
        folder = path.resolve().parent
        while folder.name in self._assignments | _PASSING and folder.parent != folder:
            folder = folder.parent
        return folder

    def _add(
        self,
        course: Path,
        learner: str,
        path: Path,
        kind: Literal["submission", "workspace", "journal", "zip"],
        *,
        origin: str | None = None,
        only: str | None = None,
        of: str | None = None,
    ) -> None:
        consents = of is None or of in self._consent
        source = Source(str(course.resolve()), learner, str(path), kind, origin, only, consents)
        self.sources[f"{path.resolve()}\n{only or ''}"] = source


def _is_course_root(folder: Path) -> bool:
    return (folder / "nbgrader_config.py").is_file() or (folder / "submitted").is_dir()


def _folders(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        inside = sorted(e.name for e in entries if e.is_dir(follow_symlinks=False))
    yield from (folder / name for name in inside if not name.startswith("."))


def _workspaces_in(path: Path) -> list[str]:
    """Ids of the workspaces whose lines stand in a journal, in the order they come."""
    if path.is_symlink():
        raise NotPlain(path)
    with path.open("rb") as file:
        return list(dict.fromkeys(owner for line in file if (owner := owner_of(line))))
