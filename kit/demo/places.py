"""Where everything of a made-up year lies, and how everything that runs is kept inside that folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kit.model import KitError


@dataclass(frozen=True)
class Places:
    """The folder that was named, and what comes to lie in it."""

    out: Path

    @property
    def course(self) -> Path:
        """nbgrader's course root, with ``gradebook.db`` and ``ratings.db``."""
        return self.out / "course"

    @property
    def exchange(self) -> Path:
        """nbgrader's exchange, for the one learner who hands in by it."""
        return self.out / "exchange"

    @property
    def workspaces(self) -> Path:
        """The learners' own folders, with their journals, hand-ins and feedback."""
        return self.out / "workspaces"

    @property
    def log(self) -> Path:
        """What nbgrader said."""
        return self.out / "nbgrader.log"

    @property
    def work(self) -> Path:
        """What programs keep for themselves meanwhile; gone at the end."""
        return self.out / ".work"

    def workspace(self, learner: str) -> Path:
        """A learner's own folder."""
        return self.workspaces / learner


def empty_folder(out: Path) -> Places:
    """The places of a folder that is made now, or is there and empty.

    Raises
    ------
    KitError
        Something lies there already.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise KitError(f"{out} is not empty, and the sample class needs a folder of its own; name another.")
    out.mkdir(parents=True, exist_ok=True)
    return Places(out.resolve())


@contextmanager
def inside(places: Places) -> Iterator[None]:
    """Let nothing that runs write outside the folder: data, configuration, caches, locks, temporary files."""
    work = places.work
    before = dict(os.environ), tempfile.tempdir
    names = ("data", "config", "jupyter", "runtime", "tmp", "ipython", "matplotlib", "cache")
    folder = {name: work / name for name in names}
    for one in folder.values():
        # A runtime folder that others could write to is refused by what keeps its locks there.
        one.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.update(
        {
            "KIT_DATA": str(folder["data"]),
            "JUPYTER_NO_CONFIG": "1",
            "JUPYTER_DATA_DIR": str(folder["jupyter"]),
            "JUPYTER_RUNTIME_DIR": str(folder["runtime"]),
            "XDG_RUNTIME_DIR": str(folder["runtime"]),
            "XDG_CACHE_HOME": str(folder["cache"]),
            "IPYTHONDIR": str(folder["ipython"]),
            "MPLCONFIGDIR": str(folder["matplotlib"]),
            "TMPDIR": str(folder["tmp"]),
        }
    )
    tempfile.tempdir = str(folder["tmp"])
    _hush(folder["ipython"])
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before[0])
        tempfile.tempdir = before[1]
        shutil.rmtree(work, ignore_errors=True)


def _hush(ipython: Path) -> None:
    # The report's kernel warns about its connection, which never leaves this machine.
    profile = ipython / "profile_default"
    profile.mkdir()
    (profile / "ipython_kernel_config.py").write_text("c.IPKernelApp.log_level = 40\n", encoding="utf-8")
