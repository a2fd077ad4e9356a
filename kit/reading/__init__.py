"""A text read against the rubric: which sentence earns what, how sure, and what it cannot tell.

The reading is a second opinion; a person gives the mark. What it was measured on, and where it fails, stands
in ``model_card.md``. Another reader is found by the entry point group ``kit.readers``.
"""

from kit.model import NotFound, Reader
from kit.reading.lines import read_jsonl
from kit.reading.partnership import PartnershipReader

__all__ = ["PartnershipReader", "read_jsonl", "reader"]

_DEFAULT = "partnership"


def reader(name: str = _DEFAULT, *, moves: bool = False) -> Reader:
    """The reader of that name; with ``moves`` it says what each sentence does, too.

    Raises
    ------
    NotFound
        No installed package offers one; the sentence lists those that there are.

    Examples
    --------
    >>> reader().name
    'partnership'
    """
    found = _found(name)
    if not moves:
        return found
    from kit.reading.moves import WithMoves

    return WithMoves(found)


def _found(name: str) -> Reader:
    if name == _DEFAULT:
        # No other package can stand in its place, and looking through all packages would take its time.
        return PartnershipReader()
    from importlib.metadata import entry_points

    offered = {point.name: point for point in entry_points(group="kit.readers")}
    if name in offered:
        made = offered[name].load()()
        if isinstance(made, Reader):
            return made
        raise NotFound(f"{offered[name].value} is not a reader; it needs name, version and read(text, id=…).")
    raise NotFound(f"there is no reader {name!r}; choose one of: {', '.join(sorted({*offered, _DEFAULT}))}.")
