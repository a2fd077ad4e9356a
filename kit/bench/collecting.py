"""What ``kit collect`` takes for a hand-in beside nbgrader as it comes; the status of a large class."""

import importlib.util
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ulid import ULID

from kit.bench.grades import make_marked
from kit.bench.measured import Measured, journal_line, throwaway
from kit.classroom import Member, Settings, write_roster
from kit.classroom.due import start_due
from kit.classroom.new import start_class
from kit.content import compiled
from kit.content.course_files import course_files
from kit.handin.records import ABOUT, JOURNAL
from kit.model import KitError, MissingExtra

_KIT = "from kit.cli import main; main()"
_ANSWER = "At the fall conference a grandfather laid our report face down. " * 8
_STOCK = r"""c = get_config()
c.CourseDirectory.course_id = "stock"
c.FileNameCollectorPlugin.named_regexp = r".*equity_(?P<student_id>\w+)[/\\](?P<file_id>\w+)\.ipynb$"
"""


def collecting(submissions: int = 30, learners: int = 300) -> Iterator[Measured]:
    """Processor seconds a hand-in, the start of the commands taken off; seconds of a large class's status."""
    assignments = len(compiled().assignments)
    named = "collect, per submission", "class status, all learners"
    how = (
        f"processor time net of start-up, {submissions} submissions: kit collect; beside: nbgrader's "
        "zip_collect and autograde as they come, kernel on, the same notebooks",
        f"kit class status, {learners} learners, {assignments} assignments, start-up included",
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
        ours, stock = (_net(folder / kind, kind, submissions) for kind in ("ours", "stock"))
    yield Measured(named[0], ours, "s", how[0], beside=stock)
    with throwaway() as root:
        _make_class(root, learners)
        began = time.perf_counter()
        _run("-c", _KIT, "class", "status", str(root), cwd=root)
        yield Measured(named[1], time.perf_counter() - began, "s", how[1])


def _net(base: Path, kind: str, submissions: int) -> float:
    """What each submission after the first costs."""
    root = base / "root"
    start_class(root, Settings(), _STOCK if kind == "stock" else None)
    _run("-m", "nbgrader", "generate_assignment", "equity", cwd=root)
    took = []
    for count in (1, submissions):
        course = Path(shutil.copytree(root, base / str(count)))
        _put_zips(course / "downloaded" / "equity" / "archive", count)
        if kind == "ours":
            took.append(_run("-c", _KIT, "collect", str(course), "equity", cwd=course))
            continue
        took.append(
            _run("-m", "nbgrader", "zip_collect", "equity", cwd=course)
            + _run("-m", "nbgrader", "autograde", "equity", cwd=course)
        )
    return (took[1] - took[0]) / max(1, submissions - 1)


def _put_zips(archive: Path, count: int) -> None:
    archive.mkdir(parents=True)
    notebook = (course_files() / "assignments" / "release" / "equity" / "equity.ipynb").read_text("utf-8")
    for n in range(count):
        with zipfile.ZipFile(archive / f"equity_learner{n}.zip", "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("equity.ipynb", notebook)
            for name, text in _answers(f"learner{n}", "equity", n).items():
                file.writestr(name, text)


def _answers(learner: str, assignment: str, seq: int) -> dict[str, str]:
    workspace = str(ULID())
    record = {"id": str(ULID()), "workspace": workspace, "case": "ms_perez", "seq": seq, "value": _ANSWER}
    asked = {"item": f"{assignment}.reflection", "occasion": "during", "at": "2026-11-20T10:00:00Z"}
    about = (
        f'{{"assignment": "{assignment}", "learner": "{learner}", "seq": {seq}, "workspace": "{workspace}"}}'
    )
    return {JOURNAL: journal_line(record | asked), ABOUT: about}


def _make_class(root: Path, learners: int) -> None:
    """A class in which everybody handed in everything, and all of it is marked."""
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
            files = _answers(learner, one.id, seq)
            with zipfile.ZipFile(archive / f"{one.id}_{learner}.zip", "w") as packed:
                for name, text in files.items():
                    packed.writestr(name, text)
            for step in ("submitted", "autograded"):
                folder = root / step / learner / one.id
                folder.mkdir(parents=True)
                shutil.copy(root / "release" / one.id / f"{one.id}.ipynb", folder)
                for name, text in files.items():
                    (folder / name).write_text(text, encoding="utf-8")


def _run(*words: str, cwd: Path) -> float:
    """Seconds that a command and the programs that it started kept processors busy."""
    import resource

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    done = subprocess.run([sys.executable, *words], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise KitError(f"{' '.join(words[1:3])} failed while measuring: {last}")
    return spent() - before
