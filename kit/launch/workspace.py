"""The learner's copy of the notebooks: made once, refreshed at every start, answers never touched."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kit.content.course_files import course_files, notebook_hash
from kit.files import replace
from kit.journal import make_workspace, read_workspace, update_workspace
from kit.model import KitError

DEFAULT = Path.home() / "partnership-course"
"""Where ``kit start`` works unless told otherwise."""

FIRST = "00_start_here.ipynb"
"""The notebook that opens."""

_NOT_FOR_LEARNERS = {"text", "instructor", "family_documents", ".ipynb_checkpoints"}
_SHIPPED = Path(".partnership", "shipped.json")


class WorkspaceFault(KitError):
    """The folder cannot serve as a workspace; the sentence says which one can."""


class Refreshed(NamedTuple):
    """Notebooks new in a workspace, and pairs of one and the name its changed copy was kept under."""

    new: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]


def refresh(folder: Path, *, learner: str | None = None, course: Path | None = None) -> Refreshed:
    """Make the workspace if it is none yet, and bring its notebooks up to what is shipped.

    A notebook that is still as it was copied is replaced; one that somebody changed is kept as
    ``NAME (yours).ipynb`` beside the new one. Nothing else in the folder is written to. Other accounts on
    the computer can't open the folder. Raises `WorkspaceFault` where the folder is the course's own, or holds
    somebody's other files.
    """
    folder = folder.expanduser().resolve()
    root = (course or course_files()).resolve()
    _refuse_wrong_places(folder, root)
    with for_owner_alone():
        make_workspace(folder, learner=learner)
        if os.name == "posix" and folder.stat().st_uid == os.getuid():
            folder.chmod(0o700)  # made by hand, or by an edition that did not see to it
        return _bring_up_to_date(folder, root)


def _bring_up_to_date(folder: Path, root: Path) -> Refreshed:
    notebooks = root / "notebooks"
    before = _read_shipped(folder)
    new: list[str] = []
    kept: list[tuple[str, str]] = []
    now: dict[str, str] = {}
    for source in sorted(notebooks.glob("*.ipynb")):
        target = folder / source.name
        shipped = _hash(source)
        if shipped is None:
            raise WorkspaceFault(
                f"{source} is not a notebook; install partnership-kit again, or run `kit build`."
            )
        now[source.name] = shipped
        there = _hash(target) if target.is_file() else None
        if target.is_file() and there not in (shipped, before.get(source.name)):
            kept.append((source.name, _put_aside(target)))
        if there != shipped:
            _copy(source, target)
            new.append(source.name)
    for picture in notebooks.rglob("*"):
        name = picture.relative_to(notebooks)
        if picture.is_file() and picture.suffix != ".ipynb" and name.parts[0] not in _NOT_FOR_LEARNERS:
            _copy(picture, folder / name)
    if now != before:
        text = json.dumps(now, indent=1, sort_keys=True) + "\n"
        replace(folder / _SHIPPED, text.encode("utf-8"), mode=0o600)
    return Refreshed(tuple(new), tuple(kept))


@contextmanager
def for_owner_alone() -> Iterator[None]:
    """Files and folders made in this block are their owner's alone, whatever the umask is."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def remember_port(folder: Path, port: int) -> None:
    """Write the port into the workspace: browsers keep what was typed by address, port included."""
    if read_workspace(folder)["port"] != port:
        update_workspace(folder, port=port)


def _refuse_wrong_places(folder: Path, root: Path) -> None:
    if folder == root or root in folder.parents or (folder / "case_studies").is_dir():
        raise WorkspaceFault(
            f"{folder} is the course itself; choose a folder outside it with --workspace, "
            f"or leave it out for {DEFAULT}."
        )
    if folder.exists() and not folder.is_dir():
        raise WorkspaceFault(f"{folder} is a file; choose a folder with --workspace.")
    ours = folder / ".partnership"
    if folder.is_dir() and not ours.is_dir() and any(not p.name.startswith(".") for p in folder.iterdir()):
        raise WorkspaceFault(
            f"{folder} holds other files already; choose a new or empty folder with --workspace, "
            f"for example {folder / 'partnership-course'}."
        )


def _hash(notebook: Path) -> str | None:
    try:
        return notebook_hash(json.loads(notebook.read_text("utf-8")))
    except (ValueError, AttributeError, TypeError):
        return None


def _put_aside(changed: Path) -> str:
    for count in range(1, 1000):
        name = f"{changed.stem} (yours{'' if count == 1 else f' {count}'}).ipynb"
        try:
            # A link fails where the name is taken, a rename would replace; so an earlier copy is safe.
            os.link(changed, changed.with_name(name))
        except FileExistsError:
            continue
        except OSError:
            if changed.with_name(name).exists():
                continue
            shutil.copy2(changed, changed.with_name(name))
        changed.unlink()
        return name
    raise WorkspaceFault(f"there are too many copies of {changed}; move some of them to another folder.")


def _copy(source: Path, target: Path) -> None:
    if target.parent.is_symlink():
        raise WorkspaceFault(f"{target.parent} is a link, so nothing is written there; move it away.")
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
    except (OSError, ValueError):
        return {}
    return shipped
