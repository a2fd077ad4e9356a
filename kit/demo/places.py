"""The places in a made-up year's folder, a guard against writing outside it, and its read-me file."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kit.demo.people import Person
from kit.model import PlainError

_LINES = (
    ("for_instructor_only.html", "a week on one page, for the instructor; open this first"),
    ("report.html", "the version of the report to share"),
    ("course/gradebook.db", "nbgrader's gradebook, with the marks that count"),
    ("course/ratings.db", "all marks of both markers, including those of vignettes"),
    ("course/feedback/", "the feedback: one page for each learner and assignment"),
    ("workspaces/", "each learner's folder: responses.jsonl is the journal"),
)


@dataclass(frozen=True)
class Places:
    """The folder that was named, and the folders in it."""

    out: Path

    @property
    def course(self) -> Path:
        """nbgrader's course root, with ``gradebook.db`` and ``ratings.db``."""
        return self.out / "course"

    @property
    def workspaces(self) -> Path:
        """The learners' own folders, with their journals, hand-ins and feedback."""
        return self.out / "workspaces"

    def workspace(self, learner: str) -> Path:
        """A learner's own folder."""
        return self.workspaces / learner


def empty_folder(out: Path) -> Places:
    """Make the folder, or use an empty one. Raises `KitError` if it is a file or isn't empty."""
    if out.exists() and not out.is_dir():
        raise PlainError(f"{out} is a file, but the sample class needs an empty folder; name another.")
    if out.exists() and any(out.iterdir()):
        raise PlainError(f"{out} is not empty, but the sample class needs an empty folder; name another.")
    out.parent.mkdir(parents=True, exist_ok=True)
    # Private, as every class's folder is, so that the sample teaches no bad habit.
    out.mkdir(mode=0o700, exist_ok=True)
    return Places(out.resolve())


@contextmanager
def inside(places: Places) -> Iterator[None]:
    """Keep data, configuration, caches, locks, and temporary files inside the folder while the block runs."""
    work = places.out / ".work"
    names = ("data", "jupyter", "runtime", "tmp", "ipython", "matplotlib", "cache")
    folder = {name: work / name for name in names}
    for one in folder.values():
        # Programs that keep locks here refuse a runtime folder that others can write to.
        one.mkdir(parents=True, exist_ok=True, mode=0o700)
    variables = {
        "KIT_DATA": folder["data"],
        "JUPYTER_NO_CONFIG": 1,
        "JUPYTER_DATA_DIR": folder["jupyter"],
        "JUPYTER_RUNTIME_DIR": folder["runtime"],
        "XDG_RUNTIME_DIR": folder["runtime"],
        "XDG_CACHE_HOME": folder["cache"],
        "IPYTHONDIR": folder["ipython"],
        "MPLCONFIGDIR": folder["matplotlib"],
        "TMPDIR": folder["tmp"],
    }
    temporary = tempfile.tempdir
    tempfile.tempdir = str(folder["tmp"])
    _hush(folder["ipython"])
    try:
        with _environment({name: str(value) for name, value in variables.items()}):
            yield
    finally:
        tempfile.tempdir = temporary
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    # Restores only these variables.
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _hush(ipython: Path) -> None:
    # The report's kernel warns about its connection, which never leaves this machine.
    profile = ipython / "profile_default"
    profile.mkdir()
    (profile / "ipython_kernel_config.py").write_text("c.IPKernelApp.log_level = 40\n", encoding="utf-8")


def lines(places: Places) -> list[str]:
    """Return a line for each place that exists. A small class has no pictures."""
    return _columns([(str(places.out / name), what) for name, what in _there(places)])


def _there(places: Places) -> list[tuple[str, str]]:
    return [(name, what) for name, what in _LINES if (places.out / name).exists()]


def _columns(lines: Sequence[tuple[str, str]]) -> list[str]:
    width = max(len(name) for name, _ in lines)
    return [f"{name:<{width}}  {what}" for name, what in lines]


def write_read_me(places: Places, people: Sequence[Person], seed: int, banner: str) -> None:
    """Write a text file into the folder that says what the folder is, and that all of it is made up."""
    judging = [p.id for p in people if p.example == "deficit_framed"]
    special = [
        ("handed in by nbgrader submit", [p.id for p in people if p.submits]),
        ("wrote one text in Spanish", [p.id for p in people if p.example == "in_spanish"]),
        ("wrote a text that judges a family, as an example", judging),
        ("did not consent, so is not counted in any number", [p.id for p in people if not p.consent]),
        ("left after the third notebook", [p.id for p in people if p.leaves]),
    ]
    text = [
        banner.replace("**", ""),
        "",
        f"It was made by: kit demo --learners {len(people)} --seed {seed}",
        "The same command always gives the same texts and marks.",
        "",
        *_columns(_there(places)),
        "",
        *(f"{', '.join(ids)}: {what}" for what, ids in special if ids),
        "",
    ]
    (places.out / "READ_ME_FIRST.txt").write_text("\n".join(text), encoding="utf-8")
