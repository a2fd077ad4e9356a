"""Make up hand-ins, put them where they are collected from, and run commands on them."""

import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ulid import ULID

from kit.classroom import Settings
from kit.classroom.new import CONFIGURATION, start_class
from kit.content import compiled
from kit.content.course_files import course_files
from kit.handin.records import ABOUT, JOURNAL
from kit.model import PlainError
from lab.measured import journal_line

KIT = "from kit.cli import main; main()"
"""The code with which ``python -c`` runs the command ``kit``."""
STOCK = r"""c = get_config()
c.CourseDirectory.course_id = "stock"
c.FileNameCollectorPlugin.named_regexp = r".*equity_(?P<student_id>\w+)[/\\](?P<file_id>\w+)\.ipynb$"
"""
"""A configuration of nbgrader without the kit."""
_ANSWER = "At the fall conference a grandfather laid our report face down. " * 8


def same_answer(_: int) -> str:
    """Return the same text for everybody."""
    return _ANSWER


def marked_texts(n: int) -> str:
    """Return one of the course's own marked reflections. They repeat after the last one."""
    texts = [one.text for one in compiled().marking.texts if one.rubric == "reflection"]
    return texts[n % len(texts)]


def answers(
    learner: str, assignment: str, seq: int, text_of: Callable[[int], str] = same_answer
) -> dict[str, str]:
    """Return the files that go next to a learner's notebook, as text by file name."""
    workspace = str(ULID())
    record = {"id": str(ULID()), "workspace": workspace, "case": "ms_perez", "seq": seq}
    asked = {"item": f"{assignment}.reflection", "occasion": "during", "at": "2026-11-20T10:00:00Z"}
    about = (
        f'{{"assignment": "{assignment}", "learner": "{learner}", "seq": {seq}, "workspace": "{workspace}"}}'
    )
    return {JOURNAL: journal_line(record | asked | {"value": text_of(seq)}), ABOUT: about}


def put_zips(archive: Path, count: int, text_of: Callable[[int], str] = same_answer) -> None:
    """Put ``count`` hand-ins of Equity into a folder, one zip each."""
    archive.mkdir(parents=True)
    notebook = (course_files() / "assignments" / "release" / "equity" / "equity.ipynb").read_text("utf-8")
    for n in range(count):
        with zipfile.ZipFile(archive / f"equity_learner{n}.zip", "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("equity.ipynb", notebook)
            for name, text in answers(f"learner{n}", "equity", n, text_of).items():
                file.writestr(name, text)


def collected(root: Path, count: int, text_of: Callable[[int], str] = same_answer) -> None:
    """Make a course root in which ``count`` hand-ins of Equity are collected."""
    start_class(root, Settings())
    put_zips(root / "downloaded" / "equity" / "archive", count, text_of)
    run("-c", KIT, "collect", str(root), cwd=root)


def as_it_comes(root: Path, into: Path) -> Path:
    """Return a copy of a course root that is configured for nbgrader without the kit."""
    copied = Path(shutil.copytree(root, into))
    (copied / CONFIGURATION).write_text(STOCK, encoding="utf-8")
    return copied


@contextmanager
def filled_gradebook(root: Path) -> Iterator[Any]:
    """Open a course root's gradebook to add many rows. They are committed when the block ends."""
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SAWarning

    with warnings.catch_warnings(), Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        # nbgrader's own queries warn; see `kit.grading.configuration`.
        warnings.simplefilter("ignore", SAWarning)
        # Committing each hand-in would take minutes.
        commit, gradebook.db.commit = gradebook.db.commit, gradebook.db.flush
        yield gradebook
        commit()


def run(*words: str, cwd: Path) -> None:
    """Run ``python WORDS``. Raises `KitError` with the last line of its error output if it fails."""
    done = subprocess.run([sys.executable, *words], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise PlainError(f"{' '.join(words[1:3])} failed while measuring: {last}")
