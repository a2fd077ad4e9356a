"""Track whether a submission is fully autograded, with a file next to its folder while nbgrader works on it.

nbgrader treats any existing folder as finished, even if it was stopped partway.
"""

from pathlib import Path

from kit.files import sync_folder
from kit.handin.records import ABOUT, JOURNAL


def begin(made: Path) -> None:
    """Record that a folder in ``autograded/`` is being made."""
    mark = _mark(made)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    sync_folder(mark.parent)


def finish(made: Path) -> None:
    """Record that the folder is finished, or that there is none."""
    _mark(made).unlink(missing_ok=True)


def is_finished(made: Path) -> bool:
    """Return whether the folder contains its notebook and no run was stopped while making it."""
    return (made / f"{made.name}.ipynb").is_file() and not _mark(made).exists()


def is_of(made: Path, submission: Path) -> bool:
    """Return whether a folder was made from this submission; compares answers and owner, not times."""
    return all(_bytes(made / name) == _bytes(submission / name) for name in (JOURNAL, ABOUT))


def _mark(made: Path) -> Path:
    return made.with_name(f".{made.name}.unfinished")


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
