"""Make the learner's copy of the notebooks and refresh it at every start, without touching answers."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from kit.content.course_files import course_files, notebook_hash
from kit.files import replace
from kit.journal import draw_voice, make_workspace, read_workspace, update_workspace
from kit.model import KitError

DEFAULT = Path.home() / "partnership-course"
"""The default workspace of ``kit start``."""

FIRST = "00_start_here.ipynb"
"""The notebook that opens the first time."""

_NOT_FOR_LEARNERS = {"text", "instructor", ".ipynb_checkpoints"}
_SHIPPED = Path(".partnership", "shipped.json")


class Refreshed(NamedTuple):
    """The notebooks that were added or updated, and pairs of a notebook and the name of its changed copy."""

    new: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]


def refresh(folder: Path, *, learner: str | None = None, course: Path | None = None) -> Refreshed:
    """Create the workspace if needed, and update its notebooks to the shipped ones.

    A notebook that nobody has changed is replaced; a changed one is kept as ``NAME (yours).ipynb`` next to
    the new one. The course's pictures and pages are updated too; all other files are left alone. Other
    accounts on the computer can't open the folder. Raises `KitError` if the folder is the course's own,
    holds other files, or is a file, and if a shipped notebook can't be read or copied.
    """
    folder = folder.expanduser().resolve()
    root = (course or course_files()).resolve()
    _refuse_wrong_places(folder, root)
    with for_owner_alone():
        make_workspace(folder, learner=learner)
        draw_voice(folder)
        if os.name == "posix" and folder.stat().st_uid == os.getuid():
            folder.chmod(0o700)  # made by hand, or by an older edition that didn't set this
        return _bring_up_to_date(folder, root)


def _bring_up_to_date(folder: Path, root: Path) -> Refreshed:
    notebooks = root / "notebooks"
    before = _read_shipped(folder)
    new: list[str] = []
    kept: list[tuple[str, str]] = []
    now: dict[str, str] = {}
    for source in sorted(notebooks.glob("*.ipynb")):
        laid = _lay(source, folder / source.name, before.get(source.name))
        now[source.name] = laid.hash
        if laid.kept:
            kept.append((source.name, laid.kept))
        if laid.new:
            new.append(source.name)
    for picture in notebooks.rglob("*"):
        name = picture.relative_to(notebooks)
        if picture.is_file() and picture.suffix != ".ipynb" and name.parts[0] not in _NOT_FOR_LEARNERS:
            _copy(picture, folder / name)
    if now != before:
        text = json.dumps(now, indent=1, sort_keys=True) + "\n"
        replace(folder / _SHIPPED, text.encode("utf-8"), mode=0o600)
    return Refreshed(tuple(new), tuple(kept))


def restore(folder: Path, name: str, *, course: Path | None = None) -> str | None:
    """Reset a notebook to the course's own, and return the name its changed copy was kept under, if any.

    Raises `KitError` if the course has no notebook of that name.
    """
    notebooks = (course or course_files()) / "notebooks"
    if name not in {path.name for path in notebooks.glob("*.ipynb")}:
        raise KitError("page.none")
    return _lay(notebooks / name, folder / name, _read_shipped(folder).get(name)).kept


class _Laid(NamedTuple):
    hash: str
    new: bool
    kept: str | None


def _lay(source: Path, target: Path, last: str | None) -> _Laid:
    """Put the shipped notebook in place; ``last`` is the hash of the one that was copied there last time."""
    shipped = _read(source)
    hash = _hash(shipped)
    if shipped is None or hash is None:
        raise KitError("notebook.damaged", file=source)
    there = _read(target) if target.is_file() else None
    changed = target.is_file() and _hash(there) not in (hash, last)
    kept = _put_aside(target) if changed else None
    same = _hash(there) == hash
    if not same or not _marked_alike(shipped, there):
        _copy(source, target)
    return _Laid(hash, not same, kept)


def _marked_alike(shipped: dict[str, Any], there: dict[str, Any] | None) -> bool:
    """Return whether each cell still has the metadata the course gives it, such as closed or how it looks."""
    marks = [[cell.get("metadata") for cell in (one or {}).get("cells", ())] for one in (shipped, there)]
    return all(
        isinstance(here, dict) and ours.items() <= here.items() for ours, here in zip(*marks, strict=False)
    )


@contextmanager
def for_owner_alone() -> Iterator[None]:
    """Give only their owner access to files and folders made in this block, whatever the umask is."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def remember_port(folder: Path, port: int) -> None:
    """Save the port in the workspace, because browsers store typed text by address, including the port."""
    if read_workspace(folder)["port"] != port:
        update_workspace(folder, port=port)


def _refuse_wrong_places(folder: Path, root: Path) -> None:
    if folder == root or root in folder.parents or (folder / "case_studies").is_dir():
        raise KitError("workspace.is_course", folder=folder, default=DEFAULT)
    if folder.exists() and not folder.is_dir():
        raise KitError("workspace.is_file", folder=folder)
    ours = folder / ".partnership"
    if folder.is_dir() and not ours.is_dir() and any(not p.name.startswith(".") for p in folder.iterdir()):
        example = folder / "partnership-course"
        raise KitError("workspace.other_files", folder=folder, example=example)


def _read(notebook: Path) -> dict[str, Any] | None:
    try:
        read = json.loads(notebook.read_text("utf-8"))
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _hash(notebook: dict[str, Any] | None) -> str | None:
    try:
        return notebook_hash(notebook) if notebook else None
    except (AttributeError, TypeError):
        return None


def _put_aside(changed: Path) -> str:
    for count in range(1, 1000):
        name = f"{changed.stem} (yours{'' if count == 1 else f' {count}'}).ipynb"
        try:
            # A link fails if the name is taken, while a rename would overwrite; so an earlier copy is safe.
            os.link(changed, changed.with_name(name))
        except FileExistsError:
            continue
        except OSError:
            if changed.with_name(name).exists():
                continue
            shutil.copy2(changed, changed.with_name(name))
        changed.unlink()
        return name
    raise KitError("notebook.too_many_copies", file=changed)


def _copy(source: Path, target: Path) -> None:
    if target.parent.is_symlink():
        raise KitError("workspace.folder_is_link", folder=target.parent)
    data = source.read_bytes()
    if target.is_symlink():
        target.unlink()
    elif target.is_file() and target.read_bytes() == data:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    replace(target, data, mode=0o600)


def _read_shipped(folder: Path) -> dict[str, str]:
    try:
        shipped: dict[str, str] = json.loads((folder / _SHIPPED).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return shipped
