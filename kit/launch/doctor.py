"""What ``kit doctor`` looks at: one finding a line, with how to mend it. Nothing is changed."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.files import network_drive, synced_by
from kit.launch.runtime import KERNEL

_LEAST_PYTHON = (3, 11)
_LEAST_FREE = 500 * 1024 * 1024
_NEEDED = ("jupyterlab", "jupyter-server", "ipykernel", "ipywidgets", "anywidget", "pydantic")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what was found, and, where it is not right, how to mend it."""

    subject: str
    found: str
    mend: str | None = None
    """``None`` where nothing is wrong."""
    serious: bool = True
    """Whether the course cannot be worked with until it is mended."""

    @property
    def ok(self) -> bool:
        """Whether nothing needs mending."""
        return self.mend is None


def examine(workspace: Path) -> Iterator[Finding]:
    """Look at everything a start needs, one finding after another."""
    looks: tuple[Callable[[], Finding], ...] = (
        _python,
        _packages,
        _extension,
        _kernel,
        _course,
        lambda: _writable(workspace),
        lambda: _space(workspace),
        lambda: _place(workspace),
    )
    for look in looks:
        yield look()


def _python() -> Finding:
    found = f"{platform.python_version()} ({sys.executable})"
    low = sys.version_info[:2] < _LEAST_PYTHON
    return Finding(
        "Python", found, "install Python 3.11 or newer and partnership-kit into it." if low else None
    )


def _packages() -> Finding:
    have: list[str] = []
    lack: list[str] = []
    for name in _NEEDED:
        try:
            have.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            lack.append(name)
    mend = (
        f"install what is missing ({', '.join(lack)}): pip install -e . -c constraints.txt" if lack else None
    )
    return Finding("Packages", ", ".join(have) or "none", mend)


def _extension() -> Finding:
    static = Path(__file__).resolve().parent.parent / "labextension" / "static"
    lacking = [
        name
        for name in ("extension.js", "page.css", "cells.json", "words.json")
        if not (static / name).is_file()
    ]
    if lacking:
        return Finding(
            "Course pages",
            f"{', '.join(lacking)} not in {static}",
            "run `kit build`, or install partnership-kit again.",
        )
    try:
        cells = len(json.loads((static / "cells.json").read_text("utf-8")))
    except ValueError:
        return Finding(
            "Course pages", "cells.json cannot be read", "run `kit build`, or install partnership-kit again."
        )
    if not cells:
        return Finding(
            "Course pages", "cells.json is empty", "run `kit build`, or install partnership-kit again."
        )
    return Finding("Course pages", f"the extension for JupyterLab is here and knows {cells} code cells")


def _kernel() -> Finding:
    spec = Path(sys.prefix, "share", "jupyter", "kernels", KERNEL, "kernel.json")
    if spec.is_file():
        return Finding("Kernel", f"{KERNEL} in {spec.parent}")
    # kit start brings its own; only other ways of opening a notebook (VS Code, papermill) miss it.
    return Finding(
        "Kernel",
        f"{KERNEL} only inside `kit start`",
        "to open notebooks another way too, install partnership-kit again in this environment.",
        serious=False,
    )


def _course() -> Finding:
    from kit.content.course_files import course_root
    from kit.launch.freshness import out_of_date
    from kit.model import NotFound

    try:
        root = course_root()
    except NotFound as fault:
        return Finding("Course", "not found", str(fault))
    count = len(list((root / "notebooks").glob("*.ipynb")))
    if not count:
        return Finding(
            "Course", f"no notebooks in {root}", "run `kit build`, or install partnership-kit again."
        )
    if out_of_date(root):
        return Finding(
            "Course", f"{count} notebooks in {root}, older than their text", "run `kit build`.", serious=False
        )
    return Finding("Course", f"{count} notebooks in {root}")


def _writable(workspace: Path) -> Finding:
    folder = _nearest(workspace)
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".kit-doctor-"):
            pass
    except OSError:
        return Finding(
            "Writing", f"not allowed in {folder}", "choose a folder of your own: kit start --workspace FOLDER"
        )
    return Finding("Writing", f"allowed in {folder}")


def _space(workspace: Path) -> Finding:
    free = shutil.disk_usage(_nearest(workspace)).free
    found = f"{free / 1024**3:.1f} GB free"
    low = free < _LEAST_FREE
    return Finding(
        "Disk", found, "free some space before you write: half a gigabyte is enough." if low else None
    )


def _place(workspace: Path) -> Finding:
    advice = "a folder on this computer is safer for answers: kit start --workspace FOLDER"
    if service := synced_by(workspace.expanduser().absolute()):
        return Finding("Folder", f"{workspace} is a synced folder ({service})", advice, serious=False)
    if kind := network_drive(_nearest(workspace)):
        return Finding("Folder", f"{workspace} is on a network drive ({kind})", advice, serious=False)
    return Finding("Folder", f"{workspace} is on this computer")


def _nearest(workspace: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    folder = workspace.expanduser().absolute()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder if os.access(folder, os.R_OK) else Path.home()
