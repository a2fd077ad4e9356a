"""Several files put in place of old ones at the end, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.journal import disk
from kit.model import KitError


@contextmanager
def replaced(*paths: Path) -> Iterator[list[Path]]:
    """New files beside the old ones, which they replace when the block ends well; only the user reads them.

    Parameters
    ----------
    paths
        Where the files belong, in the order they are put in place.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replaced(Path(folder) / "a.txt") as (new,):
    ...         _ = new.write_text("said")
    ...     (Path(folder) / "a.txt").read_text()
    'said'
    """
    for path in paths:
        if path.is_dir():
            raise KitError(f"{path} is a folder; give a file's name.")
    if len({path.resolve() for path in paths}) < len(paths):
        raise KitError(f"two files would have the name {paths[0]}; choose another for one of them.")
    new: list[Path] = []
    try:
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
            os.close(handle)
            new.append(Path(name))
        yield new
        for one in new:
            with one.open("rb+") as file:
                disk.sync(file.fileno())
        for one, path in zip(new, paths, strict=True):
            one.replace(path)
        for folder in {path.parent for path in paths}:
            disk.sync_folder(folder)
    finally:
        for one in new:
            with contextlib.suppress(OSError):
                one.unlink()
