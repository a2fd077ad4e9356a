"""Remove a learner from a course root: work, marks, comments, and all downloads. If stopped, run it again.

What was collected from the others stays. Files that still name the learner are listed, not changed.
"""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from kit.classroom import read_roster, write_roster
from kit.classroom.roster import FILE as ROSTER
from kit.content import compiled
from kit.files import require_folder
from kit.grading.gradebook_opening import open_gradebook, refuse_locked, url_of
from kit.grading.gradebook_record import read_gradebook
from kit.grading.handed import collected
from kit.grading.learners_file import FILE as TABLE
from kit.grading.learners_file import read_table, table_locked, write_table
from kit.grading.who import FILE as WHO
from kit.grading.whose import Upload
from kit.handin.zips import raising
from kit.journal import LEARNER_ID
from kit.model import KitError, NotFound, PlainError
from kit.ratings.database import FILE as RATINGS
from kit.ratings.forgetting import forget_rated, rewrite
from kit.spreadsheet import read_csv, write_csv

ELSEWHERE = (
    "the learning platform and its grades",
    "e-mails, and downloads elsewhere on this computer; collecting those again brings the learner back",
    "the learner's own computer",
    "backups and copies of this folder, and its git history, if it was ever committed",
    "reports, grades, and certificates that were already shared",
    "what other learners wrote about them, and your comments that quote or name them without their id",
)
"""Copies that nothing here can reach."""

_STEPS = ("submitted", "autograded", "feedback")
_NOT_SEARCHED = {"source", "release", *_STEPS, "released_groups.json", ROSTER}
"""The course's own files, other learners' work, salted codes, and what is removed last."""
_LARGEST = 64 << 20
"""The largest file in a zip, in bytes, that is searched."""
_TABLES = ("due.csv", "returned.csv")


def check(root: Path, learner: str) -> tuple[str, ...]:
    """Return a learner's names, e-mail address and sign-in name that nobody else in the class has.

    Raises the same errors as `forget`.
    """
    require_folder(root)
    if not LEARNER_ID.fullmatch(learner):
        raise NotFound(f"{learner[:60]!r} can't be a learner's id; roster.csv lists ids.")
    table = read_table(root)
    names = {(who, name) for who, name in read_gradebook(root, ()).learners.items()}
    names |= {(one.id, text) for one in read_roster(root) for text in (one.name, one.email, one.login)}
    folders = [root / step / learner for step in _STEPS]
    if learner not in {*(one.learner for one in table.uploads), *(who for who, _ in names)} and not any(
        folder.exists() for folder in folders
    ):
        raise NotFound(f"nobody in {root} has the id {learner[:60]!r}; roster.csv lists ids.")
    waits = [
        one
        for one in table.uploads
        if one.decision == "held" or (one.decision == "accepted" and _is_newer(root, one))
    ]
    if others := sorted({who for one in waits for who in (one.learner, one.sent_by)} - {learner, ""}):
        raise PlainError(
            f"all of {root / 'downloaded'} would be deleted, but a hand-in waits there from "
            f"{', '.join(others)}; decide with kit class learners, run kit collect, and then run this again."
        )
    refuse_locked(root / "gradebook.db")
    refuse_locked(root / RATINGS)
    others_names = {text for who, text in names if who != learner}
    return tuple(sorted({text for who, text in names if who == learner} - others_names - {learner, ""}))


def _is_newer(root: Path, one: Upload) -> bool:
    """Return whether a hand-in follows the one that was collected."""
    submitted = root / "submitted" / one.learner / one.assignment
    before = collected(submitted, one.assignment, one.learner)
    if not (before and one.at):
        return before is None
    return before.upload.hand_in != one.hand_in and one.at >= before.order.at


def forget(root: Path, learner: str, ratings: Path | str | None = None) -> list[Path]:
    """Remove a learner and all downloads from a course root; the row in the roster comes last.

    Parameters
    ----------
    root
        The course root.
    learner
        The learner's id.
    ratings
        The ratings database; by default ``ratings.db`` in the course root.

    Returns
    -------
    list of Path
        Files that may still name the learner, to check by hand.

    Raises
    ------
    NotFound
        There is no such course root, or nobody with that id in it.
    KitError
        Somebody else's hand-in waits in the downloads, or a database is in use. What was removed before stays
        removed, and `forget` can be called again.
    """
    names = check(root, learner)
    folders = [root / step / learner for step in _STEPS]
    # An exchange in the course root has a folder for each submission, AMY+equity+TIME.
    for folder in (*folders, *root.rglob(f"{learner}+*"), root / "downloaded"):
        if folder.is_dir():
            shutil.rmtree(folder)
    kinds = ("invitation", "certificate", *(one.id for one in compiled().assignments))
    own = {f"{kind}_{learner}" for kind in kinds}
    for path in sorted(root.rglob("*")):
        # The instructor's own report may quote without a name, and a write that was killed leaves a .new.
        # The next kit collect writes who.csv again, and kit class invite the invitations.
        is_unfinished = path.name.startswith(".") and path.suffix == ".new"
        is_whole_class = path.stem == "for_instructor_only" or path.name in (WHO, "invitations.csv")
        if path.is_file() and (path.stem in own or is_whole_class or is_unfinished):
            path.unlink()
    for name in _TABLES:
        if (root / name).is_file():
            had = read_csv(root / name)
            rest = [row.cells for row in had.rows if learner not in row.cells.values()]
            if len(rest) < len(had.rows):
                cells = [[row[column] for column in had.columns] for row in rest]
                write_csv(root / name, had.columns, cells, bom=True, mode=0o600)
    with table_locked(root):
        table = read_table(root)
        table.copies = {}
        table.uploads = [one for one in table.uploads if learner not in (one.learner, one.sent_by)]
        table.left_out = [one for one in table.left_out if one.whose not in (learner, *names)]
        if (root / TABLE).is_file():
            write_table(root, table)
    if ratings is not None or (root / RATINGS).is_file():
        forget_rated(root if ratings is None else ratings, learner)
    _forget_in_gradebook(root, learner)
    left = _still_naming(root, (learner, *names))
    members = read_roster(root)
    if any(one.id == learner for one in members):
        write_roster(root, [one for one in members if one.id != learner])
    return left


def _forget_in_gradebook(root: Path, learner: str) -> None:
    if not (root / "gradebook.db").is_file():
        return
    from nbgrader.api import MissingEntry
    from sqlalchemy import text

    with open_gradebook(url_of(root)) as gradebook:
        gradebook.db.execute(text("PRAGMA secure_delete=ON"))
        with suppress(MissingEntry):
            gradebook.remove_student(learner)
    # Do this even if nothing was found: an earlier run may have been stopped between the two steps.
    rewrite(root / "gradebook.db")


def _still_naming(root: Path, names: Iterable[str]) -> list[Path]:
    # In JSON, accents are often escaped.
    written = {one for name in names for one in (name, json.dumps(name)[1:-1])}
    words = b"|".join(re.escape(one.encode()) for one in sorted(written, key=len, reverse=True))
    pattern = re.compile(rb"(?<![^\W_])(?:%s)(?![^\W_]|-)" % words, re.IGNORECASE)
    found = []
    for path in sorted(root.rglob("*")):
        below = path.relative_to(root)
        searched = below.parts[0] not in _NOT_SEARCHED and not any("+" in part for part in below.parts)
        # A database has none of their rows any more, and in its bytes one text runs into the next.
        if (searched and path.is_file() and path.suffix != ".db") and any(
            map(pattern.search, (below.as_posix().encode(), *_contents(path.read_bytes())))
        ):
            found.append(path)
    return found


def _contents(data: bytes, depth: int = 2) -> Iterator[bytes]:
    """Yield a file's bytes, and those of what is in a zip and in the zips in it, with their names."""
    yield data
    if depth and zipfile.is_zipfile(io.BytesIO(data)):
        damaged = KitError("handin.not_a_zip", file="")
        with suppress(KitError), raising(damaged), zipfile.ZipFile(io.BytesIO(data)) as packed:
            for one in packed.infolist():
                yield one.filename.encode("utf-8", "replace")
                if one.file_size <= _LARGEST:
                    yield from _contents(packed.read(one), depth - 1)
