"""The checks of ``kit doctor``: one finding a line, with how to fix it. Nothing is changed.

It also reports whether a checkout's built content is out of date, by comparing its sources with what the
last build recorded.
"""

import contextlib
import importlib.metadata
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.content import sentence_of
from kit.content.course_files import built_from
from kit.files import network_drive, synced_by
from kit.journal import open_journal
from kit.journal.faults import few
from kit.launch.runtime import KERNEL
from kit.model import KitError

_LEAST_PYTHON = (3, 11)
_LEAST_FREE = 500 * 1024 * 1024
_BUILD = "run `kit build`, or install partnership-kit again."
_NEEDED = ("jupyterlab", "jupyter-server", "ipykernel", "ipywidgets", "anywidget", "pydantic")


@dataclass(frozen=True)
class Finding:
    """The result of one check: what was found and, if something is wrong, how to fix it.

    A problem that is not ``serious`` can wait; the course works anyway.
    """

    subject: str
    found: str
    mend: str | None = None
    serious: bool = True


def examine(workspace: Path) -> Iterator[Finding]:
    """Check everything a start needs, and yield the findings one by one."""
    for look in (_python, _packages, _extension, _kernel, _encryption, _course):
        yield look()
    for look_at in (_writable, _space, _place, _answers):
        yield look_at(workspace)


def _python() -> Finding:
    low = sys.version_info[:2] < _LEAST_PYTHON
    mend = "install Python 3.11 or newer and partnership-kit into it." if low else None
    return Finding("Python", f"{platform.python_version()} ({sys.executable})", mend)


def _packages() -> Finding:
    have: list[str] = []
    lack: list[str] = []
    for name in _NEEDED:
        try:
            have.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            lack.append(name)
    mend = f"install what is missing ({', '.join(lack)}): pip install -e . -c constraints.txt"
    return Finding("Packages", ", ".join(have) or "none", mend if lack else None)


def _extension() -> Finding:
    static = Path(__file__).resolve().parent.parent / "labextension" / "static"
    needed = ("extension.js", "shipped.js", "cells.json", "words.json")
    if lacking := [name for name in needed if not (static / name).is_file()]:
        return Finding("Course pages", f"{', '.join(lacking)} not in {static}", _BUILD)
    try:
        cells = json.loads((static / "cells.json").read_text("utf-8"))
    except ValueError:
        return Finding("Course pages", "cells.json can't be read", _BUILD)
    if not cells:
        return Finding("Course pages", "cells.json is empty", _BUILD)
    return Finding("Course pages", f"the extension for JupyterLab is here and knows {len(cells)} code cells")


def _kernel() -> Finding:
    spec = Path(sys.prefix, "share", "jupyter", "kernels", KERNEL, "kernel.json")
    if spec.is_file():
        return Finding("Kernel", f"{KERNEL} in {spec.parent}")
    # kit start --lab brings its own; only other ways to open a notebook (VS Code, papermill) need this one.
    mend = "to open notebooks in other ways too, install partnership-kit again in this environment."
    return Finding("Kernel", f"{KERNEL} is available only inside `kit start --lab`", mend, serious=False)


def _encryption() -> Finding:
    from kit.launch.encryption import missing_part

    try:
        lacking = missing_part()
    except ImportError as fault:
        lacking = f"{fault.name} is missing; install partnership-kit again."
    if lacking:
        found = "JupyterLab won't start, because other accounts here could read what you write in it"
        return Finding("Encryption", found, lacking, serious=False)
    return Finding("Encryption", "other accounts on this computer can't read what you write in JupyterLab")


def _course() -> Finding:
    from kit.content.course_files import course_files, sentence_of
    from kit.model import KitError

    try:
        root = course_files()
    except KitError as error:
        return Finding("Course", "not found", sentence_of(error))
    count = len(list((root / "notebooks").glob("*.ipynb")))
    if not count:
        return Finding("Course", f"no notebooks in {root}", _BUILD)
    found = f"{count} notebooks in {root}"
    if out_of_date(root):
        return Finding(
            "Course", f"{found}, older than the text they are built from", "run `kit build`.", serious=False
        )
    return Finding("Course", found)


def _writable(workspace: Path) -> Finding:
    folder = _nearest(workspace)
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".kit-doctor-"):
            pass
    except OSError:
        mend = "choose a folder that you can write to: kit start --workspace FOLDER"
        return Finding("Writing", f"not allowed in {folder}", mend)
    return Finding("Writing", f"allowed in {folder}")


def _space(workspace: Path) -> Finding:
    free = shutil.disk_usage(_nearest(workspace)).free
    mend = "free some space before you write: half a gigabyte is enough."
    return Finding("Disk", f"{free / 1024**3:.1f} GB free", mend if free < _LEAST_FREE else None)


def _place(workspace: Path) -> Finding:
    advice = "a folder on this computer is safer for answers: kit start --workspace FOLDER"
    if service := synced_by(workspace.expanduser().absolute()):
        return Finding("Folder", f"{workspace} is a synced folder ({service})", advice, serious=False)
    if kind := network_drive(_nearest(workspace)):
        return Finding("Folder", f"{workspace} is on a network drive ({kind})", advice, serious=False)
    return Finding("Folder", f"{workspace} is on this computer")


def _answers(workspace: Path) -> Finding:
    workspace = workspace.expanduser()
    if not (workspace / ".partnership").is_dir():
        return Finding("Answers", "none yet")
    try:
        journal = open_journal(workspace)
        faults, count = few(journal.faults), len(journal.responses())
    except KitError as fault:
        return Finding(
            "Answers", sentence_of(fault), "nothing was changed; do that, and run kit doctor again."
        )
    if faults:
        mend = (
            "all your other answers are unchanged; start the course, and check whether an answer is missing."
        )
        return Finding("Answers", " ".join(faults), mend, serious=False)
    return Finding("Answers", f"{count:,} saved, all unchanged")


def _nearest(workspace: Path) -> Path:
    # The folder itself, or the nearest existing one above it. Home if that can't be read.
    folder = workspace.expanduser().absolute()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder if os.access(folder, os.R_OK) else Path.home()


def out_of_date(root: Path) -> list[Path]:
    """Return the sources that differ from what the checkout ``root`` was last built from.

    The list is empty outside a checkout. Files are compared by content, not by time, so a fresh clone, a
    copy, or a build that had nothing to rewrite isn't taken for out of date.
    """
    if not all((root / name).is_dir() for name in ("case_studies", "notebooks/text")):
        return []
    now, then = built_from(root), {}
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        then = dict(
            json.loads((root / "kit" / "_compiled" / "manifest.json").read_text("utf-8"))["built_from"]
        )
    return [root / name for name in sorted({*now, *then}) if now.get(name) != then.get(name)]
