"""Remove a learner from a course root: work, marks, comments, and names. If stopped partway, run it again.

Copies elsewhere can't be reached from here; `ELSEWHERE` lists them.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kit.classroom import Member, read_roster, remove_member
from kit.classroom.due import forget_due
from kit.classroom.roster import FILE as ROSTER
from kit.files import require_folder
from kit.grading.columns import said_in
from kit.grading.gradebook_opening import open_gradebook, refuse_locked, url_of
from kit.grading.gradebook_record import read_gradebook
from kit.grading.mentions import DAMAGED, clean_file, find_uploaders, still_mention
from kit.grading.person import Person
from kit.grading.sender import Known
from kit.grading.senders import FILE as SENDERS
from kit.grading.senders import read_senders, write_senders
from kit.grading.unclear import may_be_theirs
from kit.grading.whose import Whose
from kit.journal import LEARNER_ID
from kit.model import NotFound
from kit.ratings.database import FILE as RATINGS
from kit.ratings.forgetting import forget_rated, rewrite

ELSEWHERE = (
    "the learning platform and its grades",
    "e-mails, and downloads elsewhere on this computer; collecting those again brings the learner back",
    "the learner's own computer",
    "backups and copies of this folder, and its git history, if it was ever committed",
    "reports, grades, and certificates that were already shared",
    "what other learners wrote about them",
)
"""Copies that nothing here can reach."""

_STEPS = ("submitted", "autograded", "feedback")
_OF_THE_COURSE = ("source", "release")
_BY_ITSELF = ("gradebook.db", RATINGS, SENDERS, ROSTER, "due.csv")
_LEDGER = "released_groups.json"
"""It contains salted codes of answers, and no names."""


@dataclass
class Forgotten:
    """The result of removing a learner."""

    removed: list[str] = field(default_factory=list)
    """What was removed, in phrases without a name."""
    left: list[Path] = field(default_factory=list)
    """Files that still name the learner, such as damaged ones."""
    unclear: dict[Path, list[str]] = field(default_factory=dict)
    """By download, the files in it that may be the learner's but don't say whose they are."""


def find_person(root: Path, learner: str) -> Person:
    """Find everything that identifies a learner in a course root.

    Parameters
    ----------
    root
        The course root.
    learner
        The learner's id.

    Raises
    ------
    NotFound
        There is no such course root, or nothing with that id in it.
    KitError
        A table or a database can't be read.
    """
    require_folder(root)
    if not LEARNER_ID.fullmatch(learner):
        raise NotFound(f"{learner[:60]!r} can't be a learner's id; kit class status --names lists ids.")
    roster = {one.id: one for one in read_roster(root)}
    listed = read_gradebook(root, ()).learners
    senders = read_senders(root)
    folders = [path for path in (root / step / learner for step in _STEPS) if path.exists()]
    names = {listed.get(learner, "")}
    if member := roster.get(learner):
        names |= {member.name, member.email, member.login}
    known = senders.learners.get(learner, Known())
    theirs = {u for who, one in senders.learners.items() if who != learner for u in one.uploaders}
    doubtful = {s.uploader for s in senders.seen if s.learner == learner and s.held and s.uploader}
    theirs |= doubtful - {*known.uploaders}
    handed_in = {path.name for path in (root / "submitted").glob("[!.]*")}
    others = {*roster, *listed, *senders.learners, *handed_in} - {learner}
    others |= {name for who, name in listed.items() if who != learner}
    for one in roster.values():
        others |= {one.name, one.email, one.login} if one.id != learner else set()
    person = Person(
        learner,
        # A name that somebody else also has doesn't identify the learner.
        tuple(sorted(names - others - {learner, ""})),
        frozenset(known.workspaces),
        set(known.uploaders) - theirs,
        frozenset(others - {""}),
        roster[learner].lms_id if learner in roster else "",
        frozenset(theirs),
        Whose(
            (*roster.values(), *(Member(who, name) for who, name in listed.items() if who not in roster)),
            senders,
            {one.parent.name: said_in(one) for one in root.glob("downloaded/*/archive")},
        ),
    )
    known_here = learner in roster or learner in listed or learner in senders.learners or folders
    if not known_here and not still_mention(_files(root), person):
        raise NotFound(f"nobody in {root} has the id {learner[:60]!r}; kit class status --names lists ids.")
    return person


def forget(root: Path, person: Person, ratings: Path | str | None = None) -> Forgotten:
    """Remove a learner from every file of a course root; the roster comes last.

    Parameters
    ----------
    root
        The course root.
    person
        The learner, from `find_person`.
    ratings
        The ratings database; by default ``ratings.db`` in the course root.

    Returns
    -------
    Forgotten
        What was removed, and which files are left to check by hand.

    Raises
    ------
    KitError
        A database is in use. What was removed before stays removed, and `forget` can be called again.
    """
    refuse_locked(root / "gradebook.db")
    refuse_locked(root / RATINGS)
    done = Forgotten()
    for step in _STEPS:
        _drop_folder(root / step / person.id, step, done)
    archives = sorted(root.glob("downloaded/*/archive"))
    for archive in archives:
        find_uploaders(archive, archive.parent.name, person)
    files = [path for path in _files(root) if path.relative_to(root).as_posix() not in _BY_ITSELF]
    if changed := sum(_clean(root, path, person, done) for path in files):
        done.removed.append(f"{changed} files and entries in downloads, tables and packed files")
    _drop_folders(root, person, done)
    for archive in archives:
        for path in sorted(archive.rglob("*.zip")):
            if names := may_be_theirs(path, archive.parent.name, person):
                done.unclear[path] = names
    _drop_reports(root, done)
    has_ratings = ratings is not None or (root / RATINGS).is_file()
    if has_ratings and (rows := forget_rated(root if ratings is None else ratings, person.id)):
        done.removed.append(f"{rows} rows of marks and comments in the ratings")
    if _forget_in_gradebook(root, person.id):
        done.removed.append("their entry, submissions, and marks in the gradebook")
    if _forget_sender(root, person):
        done.removed.append(f"their folders and keys in {SENDERS}")
    if rows := forget_due(root, person.id):
        done.removed.append(f"{rows} extensions in due.csv")
    done.left += still_mention((path for path in _files(root) if path.name != ROSTER), person)
    if remove_member(root, person.id):
        done.removed.append("their row in roster.csv")
    done.left = sorted(set(done.left))
    return done


def _drop_folder(folder: Path, what: str, done: Forgotten) -> None:
    if folder.is_dir() and not folder.is_symlink():
        assignments = sum(not one.name.startswith(".") for one in folder.iterdir())
        shutil.rmtree(folder)
        done.removed.append(f"{what}: {assignments} {'assignment' if assignments == 1 else 'assignments'}")


def _drop_folders(root: Path, person: Person, done: Forgotten) -> None:
    # An exchange in the course root has a folder for each submission, AMY+equity+TIME.
    sent = [path for path in root.rglob(f"{person.id}+*") if path.is_dir() and not path.is_symlink()]
    for folder in sent:
        shutil.rmtree(folder)
    if sent:
        done.removed.append(f"{len(sent)} submissions in the exchange")
    # Moodle names a folder after each learner. The learner's files are gone by now, so the folder is empty.
    for folder in sorted(root.glob("downloaded/**/"), reverse=True):
        if folder.name != "archive" and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _drop_reports(root: Path, done: Forgotten) -> None:
    # The report may quote them without a name.
    found = [path for kind in ("html", "pdf") for path in root.rglob(f"for_instructor_only.{kind}")]
    for path in found:
        path.unlink()
    if found:
        done.removed.append("the report for you alone, which may quote them; kit class report makes it again")


def _files(root: Path) -> Iterator[Path]:
    """Yield the files that are neither the course's own nor other learners' work."""
    for path in sorted(root.rglob("*")):
        below = path.relative_to(root)
        skipped = below.parts[0] in (*_OF_THE_COURSE, *_STEPS) or below.as_posix() == _LEDGER
        in_exchange = any("+" in part for part in below.parts[:-1])
        if path.is_file() and not path.is_symlink() and not skipped and not in_exchange:
            yield path


def _clean(root: Path, path: Path, person: Person, done: Forgotten) -> int:
    below = path.relative_to(root)
    downloaded = below.parts[0] == "downloaded" and len(below.parts) > 2
    try:
        return clean_file(path, below, below.parts[1] if downloaded else "", person)
    except DAMAGED:
        done.left += still_mention(iter([path]), person)
        return 0


def _forget_in_gradebook(root: Path, learner: str) -> bool:
    file = root / "gradebook.db"
    if not file.is_file():
        return False
    from nbgrader.api import MissingEntry
    from sqlalchemy import text

    with open_gradebook(url_of(root)) as gradebook:
        gradebook.db.execute(text("PRAGMA secure_delete=ON"))
        try:
            gradebook.remove_student(learner)
        except MissingEntry:
            found = False
        else:
            found = True
    # Do this even if nothing was found: an earlier run may have been stopped between the two steps.
    rewrite(file)
    return found


def _forget_sender(root: Path, person: Person) -> bool:
    if not (root / SENDERS).is_file():
        return False
    senders = read_senders(root)
    before = senders.model_dump_json()
    senders.learners.pop(person.id, None)
    senders.seen = [one for one in senders.seen if person.id not in (one.learner, one.sent_by)]
    senders.refused = [one for one in senders.refused if person.id not in (one.learner, one.sent_by)]
    for one in (*senders.seen, *senders.refused):
        if one.held:
            one.held = person.without(one.held)
    if senders.model_dump_json() == before:
        return False
    write_senders(root, senders)
    return True
