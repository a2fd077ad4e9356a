"""Find the files with answers under the given paths: courses, course folders, journals and hand-ins.

Files are only listed, and read just to find out whose they are.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

from kit.cohort.records import CONSENT, QUOTE, Found, Source, grouped
from kit.content import compiled, sentence_of
from kit.files import NotPlain
from kit.handin.reading import read_hand_in
from kit.handin.records import ABOUT, JOURNAL
from kit.journal import LEARNER_ID, read_workspace
from kit.journal.workspace import learner_in
from kit.model import KitError, NotFound

_PRIVATE = "private.jsonl"
# Folders that may contain hand-ins but are never a course.
_PASSING = frozenset({"archive", "downloaded", "handin", "submitted"})
_WORKSPACE = re.compile(rb'"workspace"\s*:\s*"([0-7][0-9A-HJKMNP-TV-Z]{25})"')

Say = Callable[[str], object]


def find(paths: Iterable[Path | str]) -> Found:
    """List the files of every learner under the paths; raises `NotFound` if a path does not exist."""
    named = [Path(path) for path in dict.fromkeys(map(str, paths))]
    for path in named:
        if not path.exists():
            raise NotFound(f"there is no file or folder {path}; check the name.")
    search = _Search()
    for path in named:
        before = len(search.sources) + len(search.problems)
        search.look(path)
        if len(search.sources) + len(search.problems) == before:
            search.problems.append(f"there is no course, journal or hand-in in {path}; check the name.")
    return grouped(search.sources.values(), search.problems, search.notes)


def submissions(root: Path, course: str, problem: Say) -> Iterator[Source]:
    """Yield the journal of each submission in a course root, by learner; ``problem`` receives sentences."""
    asking, empty = _asking_consent(), True
    for learner in _folders(root / "submitted"):
        if not LEARNER_ID.fullmatch(learner.name):
            problem(f"the name of {learner} is not a learner's id, so the folder is skipped; rename it.")
            continue
        for one in _folders(learner):
            empty = False
            yield Source(course, learner.name, str(one / JOURNAL), "submission", consents=one.name in asking)
    if empty:
        problem(f"course {root} has nothing in submitted/; collect hand-ins first.")


def owner_of(line: bytes) -> str | None:
    """Return the workspace that a line of a journal names, even if the rest of the line is broken."""
    match = _WORKSPACE.search(line)
    return match[1].decode() if match else None


class _Search:
    """A search through folders."""

    def __init__(self) -> None:
        self._assignments = frozenset(one.id for one in compiled().assignments)
        self._consent = _asking_consent()
        self.sources: dict[tuple[str, str], Source] = {}
        """By file and `Source.only`, so that a file named twice counts once."""
        self.problems: list[str] = []
        self.notes: list[str] = []

    def look(self, path: Path) -> None:
        """Add a file, or the contents of a folder."""
        try:
            if path.is_dir():
                self._folder(path)
            elif not path.is_file():
                self.problems.append(f"{path} is neither a file nor a folder, so it is skipped.")
            elif _PRIVATE in (path.name.lower(), path.resolve().name.lower()):
                self.problems.append(f"{path} is private and never read; name the course folder instead.")
            elif path.suffix.lower() == ".zip":
                self._zip(path)
            elif _is_workspace(path.parent):
                self._workspace(path.parent)
            else:
                self._journal(path)
        except OSError as fault:
            self.problems.append(f"{path} cannot be read ({fault.strerror or fault}), so it is skipped.")
        except KitError as fault:
            self.problems.append(sentence_of(fault))

    def _folder(self, folder: Path) -> None:
        if _is_workspace(folder):
            self._workspace(folder)
        elif _is_course_root(folder):
            self._course(folder)
        elif folder.name == "submitted" and _is_course_root(folder.parent):
            self._course(folder.parent)
        else:
            for inside in _inside(folder):
                if inside.is_dir() or inside.name.lower().endswith((".jsonl", ".zip")):
                    self.look(inside)

    def _course(self, root: Path) -> None:
        for one in submissions(root, str(root.resolve()), self.problems.append):
            self._keep(one)

    def _workspace(self, folder: Path) -> None:
        said = read_workspace(folder)
        learner, origin = learner_in(said), str(said["id"])
        self._add(folder.resolve().parent, learner, folder / JOURNAL, "workspace", origin=origin)

    def _zip(self, path: Path) -> None:
        said = read_hand_in(path, (ABOUT,))
        assignment, learner = said.assignment, said.learner
        for one in sorted(self._assignments):
            if named := re.fullmatch(rf"{re.escape(one)}_(.+)", path.stem):
                assignment, learner = assignment or one, learner or named[1]
        if not LEARNER_ID.fullmatch(learner or ""):
            self.problems.append(
                f"{path} does not say whose it is, so it is skipped; ask for another hand-in."
            )
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
            self.problems.append(f"{path} has no answers from this course, so it is skipped.")
        if len(owners) > 1:
            self.notes.append(
                f"{path} has answers from {len(owners)} course folders and names no learner; each folder "
                "counts as one learner."
            )
        for owner in owners:
            only = owner if len(owners) > 1 else None
            self._add(around, owner, path, "journal", origin=owner, only=only)

    def _around(self, path: Path) -> Path:
        """Return the folder that counts as the course of a loose file."""
        folder = path.resolve().parent
        while folder.name in self._assignments | _PASSING and folder.parent != folder:
            folder = folder.parent
        return folder

    def _add(
        self,
        course: Path,
        learner: str,
        path: Path,
        kind: Literal["workspace", "journal", "zip"],
        *,
        origin: str | None = None,
        only: str | None = None,
        of: str | None = None,
    ) -> None:
        consents = of is None or of in self._consent
        self._keep(Source(str(course.resolve()), learner, str(path), kind, origin, only, consents))

    def _keep(self, source: Source) -> None:
        self.sources[str(Path(source.path).resolve()), source.only or ""] = source


def _asking_consent() -> set[str | None]:
    """Return the assignments that ask for consent."""
    asked = (item for case in compiled().cases.values() for item in case.items.items)
    return {item.assignment for item in asked if item.id in (CONSENT, QUOTE)}


def _is_workspace(folder: Path) -> bool:
    return (folder / ".partnership" / "workspace.json").is_file()


def _is_course_root(folder: Path) -> bool:
    return (folder / "nbgrader_config.py").is_file() or (folder / "submitted").is_dir()


def _folders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (one for one in _inside(folder) if one.is_dir())


def _inside(folder: Path) -> list[Path]:
    """List a folder by name, without links, hidden files, and what is neither a file nor a folder."""
    return [
        one
        for one in sorted(folder.iterdir())
        if not one.name.startswith(".") and not one.is_symlink() and (one.is_dir() or one.is_file())
    ]


def _workspaces_in(path: Path) -> list[str]:
    """Return the ids of the workspaces that have lines in a journal, in order of appearance."""
    if path.is_symlink():
        raise NotPlain(path)
    with path.open("rb") as file:
        return list(dict.fromkeys(owner for line in file if (owner := owner_of(line))))
