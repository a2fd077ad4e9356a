"""Readers by name, found by the entry point group ``kit.readers``."""

from __future__ import annotations

from importlib.metadata import entry_points

from kit.model import NotFound, Reader

GROUP = "kit.readers"
DEFAULT = "partnership"
"""The reader that is used where none is named."""


def reader(name: str = DEFAULT) -> Reader:
    """The reader of that name.

    Raises
    ------
    NotFound
        No installed package offers one; the sentence lists those that there are.

    Examples
    --------
    >>> reader().name
    'partnership'
    """
    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name not in offered:
        if name == DEFAULT:
            # A checkout that is run without being installed has no entry points.
            from kit.reading.partnership import PartnershipReader

            return PartnershipReader()
        raise NotFound(
            f"there is no reader {name!r}; choose one of: {', '.join(sorted({*offered, DEFAULT}))}."
        )
    made = offered[name].load()()
    if not isinstance(made, Reader):
        raise NotFound(f"{offered[name].value} is not a reader; it needs name, version and read(text, id=…).")
    return made
