"""Find the files with answers under the given paths: courses, course folders, journals and hand-ins.

Files are only listed, and read just to find out whose they are. A course's files are yielded as soon as the
search leaves the course, so memory usually holds one course at a time.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import Literal

from kit.cohort import places
from kit.cohort.records import CONSENT, QUOTE, Found, Source, grouped
from kit.content import compiled, sentence_of
from kit.files import NotPlain
from kit.handin.reading import read_hand_in
from kit.handin.records import ABOUT, JOURNAL
from kit.journal import LEARNER_ID
from kit.journal.workspace import learner_in
from kit.model import KitError, NotFound

_PRIVATE = "private.jsonl"
# Folders that may contain hand-ins but are never a course.
_PASSING = frozenset({"archive", "downloaded", "handin", "submitted"})
_WORKSPACE = re.compile(rb'"workspace"\s*:\s*"([0-7][0-9A-HJKMNP-TV-Z]{25})"')

Say = Callable[[str], object]


def find(paths: Iterable[Path | str]) -> Found:
    """List the files of every learner under the paths; raises `NotFound` if a path does not exist."""
    problems: list[str] = []
    notes: list[str] = []
    sources = [one for course in courses(paths, problems.append, notes.append) for one in course]
    return grouped(sources, problems, notes)


def courses(paths: Iterable[Path | str], problem: Say, note: Say) -> Iterator[list[Source]]:
    """Yield the sources under the paths, one course at a time; a source's ``course`` is the course's folder.

    ``problem`` and ``note`` are called with one sentence at a time. Raises `NotFound` for a missing path.
    """
    named = [places.place(path) for path in dict.fromkeys(map(str, paths))]
    for path in named:
        if not places.exists(path):
            raise NotFound(f"there is no file or folder {path}; check the name.")
    return _Search(named, problem, note).courses()


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
    """A search through folders; it keeps each course's files until no more can follow."""

    def __init__(self, named: list[Path], problem: Say, note: Say) -> None:
        self._assignments = frozenset(one.id for one in compiled().assignments)
        self._consent = _asking_consent()
        self._named, self._note = named, note
        self._whole = [str(path.resolve()) for path in named]
        """The paths that haven't been searched yet."""
        self._open: dict[str, dict[str, Source]] = {}
        """Sources by course, then by file and `Source.only`, so that a file named twice counts once."""
        self._ahead = places.Ahead()
        self._tell = problem
        self._met = 0

    def courses(self) -> Iterator[list[Source]]:
        """Yield every course once."""
        for path in self._named:
            self._whole.pop(0)
            before = self._met
            yield from self._look(path)
            if self._met == before:
                self._problem(f"there is no course, journal or hand-in in {path}; check the name.")
            for course in list(self._open):
                yield from self._left(course)

    def _problem(self, said: str) -> None:
        self._met += 1
        self._tell(said)

    def _left(self, course: str) -> Iterator[list[Source]]:
        """Yield what was found in a course, unless a path that is still to be searched may add to it."""
        if course in self._open and not any(_touch(course, path) for path in self._whole):
            yield list(self._open.pop(course).values())

    def _look(self, path: Path) -> Iterator[list[Source]]:
        """Add a file, or the contents of a folder."""
        try:
            if path.is_dir():
                yield from self._folder(path)
            elif not path.is_file():
                self._problem(f"{path} is neither a file nor a folder, so it is skipped.")
            elif _PRIVATE in (path.name.lower(), path.resolve().name.lower()):
                self._problem(f"{path} is private and never read; name the course folder instead.")
            elif path.suffix.lower() == ".zip":
                self._zip(path)
            elif _is_workspace(path.parent):
                self._workspace(path.parent)
            else:
                self._journal(path)
        except OSError as fault:
            self._problem(f"{path} cannot be read ({fault.strerror or fault}), so it is skipped.")
        except KitError as fault:
            self._problem(sentence_of(fault))

    def _folder(self, folder: Path) -> Iterator[list[Source]]:
        if _is_workspace(folder):
            self._workspace(folder)
        elif _is_course_root(folder):
            yield from self._course(folder)
        elif folder.name == "submitted" and _is_course_root(folder.parent):
            yield from self._course(folder.parent)
        else:
            for entry in places.entries(folder):
                if entry.is_folder or entry.name.lower().endswith((".jsonl", ".zip")):
                    inside = folder / entry.name
                    if places.is_store(folder) and _is_workspace(inside):
                        # The other folders here are probably course folders too.
                        self._ahead.list(folder)
                    yield from self._look(inside)
            yield from self._left(str(folder.resolve()))

    def _course(self, root: Path) -> Iterator[list[Source]]:
        self._ahead.list(root / "submitted")
        course = str(root.resolve())
        for one in submissions(root, course, self._problem):
            self._keep(one)
        yield from self._left(course)

    def _workspace(self, folder: Path) -> None:
        said = places.workspace_in(folder)
        learner, origin = learner_in(said), str(said["id"])
        self._add(folder.resolve().parent, learner, folder / JOURNAL, "workspace", origin=origin)

    def _zip(self, path: Path) -> None:
        said = read_hand_in(path, (ABOUT,))
        assignment, learner = said.assignment, said.learner
        for one in sorted(self._assignments):
            if named := re.fullmatch(rf"{re.escape(one)}_(.+)", path.stem):
                assignment, learner = assignment or one, learner or named[1]
        if not LEARNER_ID.fullmatch(learner or ""):
            self._problem(f"{path} does not say whose it is, so it is skipped; ask for another hand-in.")
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
            self._problem(f"{path} has no answers from this course, so it is skipped.")
        if len(owners) > 1:
            self._note(
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
        file = places.place(source.path).resolve()
        self._open.setdefault(source.course, {})[f"{file}\n{source.only or ''}"] = source
        self._met += 1


def _asking_consent() -> set[str | None]:
    """Return the assignments that ask for consent."""
    asked = (item for case in compiled().cases.values() for item in case.items.items)
    return {item.assignment for item in asked if item.id in (CONSENT, QUOTE)}


def _touch(one: str, other: str) -> bool:
    """Whether two folders are the same, or one is inside the other."""
    first, second = PurePath(one), PurePath(other)
    return first.is_relative_to(second) or second.is_relative_to(first)


def _is_workspace(folder: Path) -> bool:
    return (folder / ".partnership" / "workspace.json").is_file()


def _is_course_root(folder: Path) -> bool:
    return (folder / "nbgrader_config.py").is_file() or (folder / "submitted").is_dir()


def _folders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (folder / one.name for one in places.entries(folder) if one.is_folder)


def _workspaces_in(path: Path) -> list[str]:
    """Return the ids of the workspaces that have lines in a journal, in order of appearance."""
    if path.is_symlink():
        raise NotPlain(path)
    with path.open("rb") as file:
        return list(dict.fromkeys(owner for line in file if (owner := owner_of(line))))
