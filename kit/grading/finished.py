"""Whether a submission is autograded whole: a mark stands beside its folder while nbgrader works on it.

nbgrader takes a folder that is there for a finished one, even where it was stopped in the middle.
"""

from pathlib import Path

from kit.files import sync_folder
from kit.handin.records import ABOUT, JOURNAL


def begin(made: Path) -> None:
    """Note that a folder of ``autograded/`` is being made."""
    mark = _mark(made)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    sync_folder(mark.parent)


def finish(made: Path) -> None:
    """Note that it is whole, or that there is none."""
    _mark(made).unlink(missing_ok=True)


def is_finished(made: Path) -> bool:
    """Whether the folder holds a notebook and nobody was stopped while making it."""
    return (made / f"{made.name}.ipynb").is_file() and not _mark(made).exists()


def is_of(made: Path, submission: Path) -> bool:
    """Whether it was made from what is collected now, by the answers and whose they are, not by a clock."""
    return all(_bytes(made / name) == _bytes(submission / name) for name in (JOURNAL, ABOUT))


def _mark(made: Path) -> Path:
    return made.with_name(f".{made.name}.unfinished")


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
