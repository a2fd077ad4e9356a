"""Create a course root for a class, ready to teach. Files are copied, and existing ones never overwritten."""

from pathlib import Path

from kit.classroom.due import start_due
from kit.classroom.settings import Settings, start_settings
from kit.content.course_files import course_files
from kit.files import create
from kit.model import PlainError

CONFIGURATION = "nbgrader_config.py"

IGNORED = """# Learners' work, marks, names and every table made of them: none of it is committed.
*
!.gitignore
!nbgrader_config.py
!class.json
!source/
!source/**
!release/
!release/**
"""
"""The ``.gitignore`` of a course root."""


def refuse_checkout(root: Path) -> None:
    """Raise `KitError` if a folder is inside the course's own files or contains them."""
    # Learners' work in there would be copied or published together with the course's own files.
    place = root.resolve()
    checkouts = (
        folder
        for folder in (place, *place.parents)
        if (folder / "case_studies").is_dir() and (folder / "kit").is_dir()
    )
    for own in {course_files().resolve(), *checkouts}:
        if place.is_relative_to(own) or own.is_relative_to(place):
            raise PlainError(
                f"{root} is inside the course's own files ({own}) or contains them, so learners' work would "
                "be mixed with them; name a folder somewhere else, such as ~/fall-class."
            )


def start_root(root: Path) -> None:
    """Make the folder of a course root; a new one can be opened by its owner only.

    Raises `KitError` if it is inside or around the course's own files, or is a file.
    """
    refuse_checkout(root)
    if root.exists() and not root.is_dir():
        raise PlainError(f"{root} is a file; name a folder for the class.")
    root.parent.mkdir(parents=True, exist_ok=True)
    # nbgrader writes its files with ordinary permissions, so the folder itself must be closed.
    root.mkdir(mode=0o700, exist_ok=True)


def start_class(root: Path, settings: Settings, configuration: str | None = None) -> list[str]:
    """Add the files that a course root lacks, and leave existing ones unchanged.

    Parameters
    ----------
    root
        The folder; created if it is missing.
    settings
        The contents of ``class.json`` if there is none.
    configuration
        The text of ``nbgrader_config.py``; by default the course's own.

    Returns
    -------
    list of str
        The names of what was added: files, and ``source/ID`` for an assignment.

    Raises
    ------
    KitError
        If the folder is inside or around the course's own files, or is a file.
    OSError
        If something can't be written.
    """
    start_root(root)
    shipped = course_files() / "assignments"
    added = []
    # The configuration comes last: if it exists, the root is complete.
    for folder in sorted((shipped / "source").glob("*/")):
        new = [_copy(file, root / "source" / folder.name) for file in sorted(folder.glob("*.ipynb"))]
        if any(new):
            added.append(f"source/{folder.name}")
    if start_due(root):
        added.append("due.csv")
    if start_settings(root, settings):
        added.append("class.json")
    if create(root / ".gitignore", IGNORED.encode(), 0o644):
        added.append(".gitignore")
    text = configuration or (shipped / CONFIGURATION).read_text(encoding="utf-8")
    if create(root / CONFIGURATION, text.encode("utf-8"), 0o644):
        added.append(CONFIGURATION)
    return added


def _copy(file: Path, folder: Path) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    return create(folder / file.name, file.read_bytes(), 0o644)
