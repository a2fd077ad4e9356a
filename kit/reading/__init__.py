"""Read a text against the rubric: which sentence earns which level, how sure that is, and what stays open.

The reading is a second opinion; a person gives the mark. ``model_card.md`` says what it was measured on and
where it fails. Other packages can offer readers through the entry point group ``kit.readers``.
"""

from kit.model import NotFound, Reader
from kit.reading.lines import read_jsonl
from kit.reading.partnership import PartnershipReader

__all__ = ["PartnershipReader", "read_jsonl", "reader"]

_DEFAULT = "partnership"


def reader(name: str = _DEFAULT) -> Reader:
    """Return the reader with the given name.

    Raises
    ------
    NotFound
        No installed package offers such a reader, or what it offers isn't one.

    Examples
    --------
    >>> reader().name
    'partnership'
    """
    if name == _DEFAULT:
        # No other package can replace the default reader, and searching all packages would take time.
        return PartnershipReader()
    from importlib.metadata import entry_points

    offered = {point.name: point for point in entry_points(group="kit.readers")}
    if name in offered:
        made = offered[name].load()()
        if isinstance(made, Reader):
            return made
        raise NotFound(f"{offered[name].value} is not a reader; it needs name, version and read(text, id=…).")
    raise NotFound(f"there is no reader {name!r}; choose one of: {', '.join(sorted({*offered, _DEFAULT}))}.")
