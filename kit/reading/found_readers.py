"""Readers by name, found by the entry point group ``kit.readers``."""

from __future__ import annotations

from importlib.metadata import entry_points

from kit.model import NotFound, Reader

GROUP = "kit.readers"


def reader(name: str = "preliminary") -> Reader:
    """The reader of that name.

    Raises
    ------
    NotFound
        No installed package offers one; the sentence lists those that there are.

    Examples
    --------
    >>> reader().name
    'preliminary'
    """
    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name not in offered:
        if name == "preliminary":
            # A checkout that is run without being installed has no entry points.
            from kit.reading.preliminary import PreliminaryReader

            return PreliminaryReader()
        raise NotFound(
            f"there is no reader {name!r}; choose one of: {', '.join(sorted({*offered, 'preliminary'}))}."
        )
    made = offered[name].load()()
    if not isinstance(made, Reader):
        raise NotFound(f"{offered[name].value} is not a reader; it needs name, version and read(text, id=…).")
    return made
