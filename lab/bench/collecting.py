"""How long ``kit collect`` takes, compared with plain nbgrader, and a large class's status."""

import importlib.util
import shutil
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kit.classroom import Member, Settings, write_roster
from kit.classroom.due import start_due
from kit.classroom.new import start_class
from kit.content import compiled
from kit.content.course_files import course_files
from kit.model import MissingExtra
from lab.bench.grades import make_marked
from lab.bench.handed_in import KIT, STOCK, answers, put_zips, run
from lab.measured import Measured, throwaway


def collecting(submissions: int = 30, learners: int = 300) -> Iterator[Measured]:
    """Yield the seconds of collecting, its processor seconds per hand-in, and a large class's status."""
    assignments = len(compiled().assignments)
    named = "collect, all submissions", "collect, per submission", "class status, all learners"
    how = (
        f"kit collect, {submissions} submissions, including start-up; compared with nbgrader's own start "
        "alone",
        f"kit collect, {submissions} submissions, processor time without start-up; compared with nbgrader's "
        "zip_collect and autograde as installed, with a kernel, on the same notebooks",
        f"kit class status, {learners} learners, {assignments} assignments, including start-up",
    )
    skipped = None
    if importlib.util.find_spec("nbgrader") is None:
        skipped = str(MissingExtra("this needs nbgrader", "instructor"))
    elif sys.platform == "win32":
        skipped = "the processor time of other programs isn't known on Windows"
    if skipped:
        yield from (
            Measured(name, None, "s", said, skipped=skipped) for name, said in zip(named, how, strict=True)
        )
        return
    with throwaway() as folder:
        (ours, all_of_ours), (stock, _) = (
            _net(folder / kind, kind, submissions) for kind in ("ours", "stock")
        )
        _, start = _spent("-m", "nbgrader", "--version", cwd=folder)
    yield Measured(named[0], all_of_ours, "s", how[0], beside=start)
    yield Measured(named[1], ours, "s", how[1], beside=stock)
    with throwaway() as root:
        _make_class(root, learners)
        began = time.perf_counter()
        run("-c", KIT, "class", "status", str(root), cwd=root)
        yield Measured(named[2], time.perf_counter() - began, "s", how[2])


def _net(base: Path, kind: str, submissions: int) -> tuple[float, float]:
    """Return the processor seconds per submission after the first one, and the seconds of collecting all."""
    root = base / "root"
    start_class(root, Settings(), STOCK if kind == "stock" else None)
    run("-m", "nbgrader", "generate_assignment", "equity", cwd=root)
    took, seconds = [], 0.0
    for count in (1, submissions):
        course = Path(shutil.copytree(root, base / str(count)))
        put_zips(course / "downloaded" / "equity" / "archive", count)
        if kind == "ours":
            spent, seconds = _spent("-c", KIT, "collect", str(course), cwd=course)
        else:
            spent = sum(
                _spent("-m", "nbgrader", one, "equity", cwd=course)[0] for one in ("zip_collect", "autograde")
            )
        took.append(spent)
    return (took[1] - took[0]) / max(1, submissions - 1), seconds


def _make_class(root: Path, learners: int) -> None:
    """Make a class in which everybody handed in everything and all of it is marked."""
    start_due(root, {one.id: date(2026, 11, 20) for one in compiled().assignments})
    start_class(root, Settings())
    make_marked(root, learners)
    everybody = [f"learner{n:03}" for n in range(learners)]
    write_roster(root, map(Member, everybody))
    for one in compiled().assignments:
        shutil.copytree(course_files() / "assignments" / "release" / one.id, root / "release" / one.id)
        archive = root / "downloaded" / one.id / "archive"
        archive.mkdir(parents=True)
        for seq, learner in enumerate(everybody):
            files = answers(learner, one.id, seq)
            with zipfile.ZipFile(archive / f"{one.id}_{learner}.zip", "w") as packed:
                for name, text in files.items():
                    packed.writestr(name, text)
            for step in ("submitted", "autograded"):
                folder = root / step / learner / one.id
                folder.mkdir(parents=True)
                shutil.copy(root / "release" / one.id / f"{one.id}.ipynb", folder)
                for name, text in files.items():
                    (folder / name).write_text(text, encoding="utf-8")


def _spent(*words: str, cwd: Path) -> tuple[float, float]:
    """Return the processor seconds that a command and the programs it started used, and how long it took."""
    from resource import RUSAGE_CHILDREN, getrusage

    before, began = sum(getrusage(RUSAGE_CHILDREN)[:2]), time.perf_counter()
    run(*words, cwd=cwd)
    return sum(getrusage(RUSAGE_CHILDREN)[:2]) - before, time.perf_counter() - began
