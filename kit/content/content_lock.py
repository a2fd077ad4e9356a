"""``content.lock``: every id that a journal may name, so that answers stay readable after a release.

Each line holds an id and its kind. An id names a case, and in it an item, a point of a scale or an
assignment. An item's id may go on to a choice, bin, card, row or layer, or to a column and its options. New
ids are added; none is ever removed.
"""

from collections.abc import Iterator
from pathlib import Path

from kit.content.loader import Loaded, read
from kit.files import read_text
from kit.model import Content, ContentFault, Fault

NAME = "content.lock"
_HEAD = "# Every id that saved answers may name. `kit check --lock` adds new ones; none is ever taken out.\n"


def ids_of(content: Content) -> dict[str, str]:
    """Return every id with its kind: items and their parts, points of scales, assignments."""
    ids: dict[str, str] = {}
    for name, case in content.cases.items():
        for item in case.items.items:
            here = f"{name}/{item.id}"
            ids[here] = item.kind
            for kind, parts in (
                ("option", item.choices),
                ("bin", item.bins),
                ("card", item.cards),
                ("row", item.rows),
                ("layer", item.layers),
            ):
                ids |= {f"{here}/{part.id}": kind for part in parts}
            for column in item.columns:
                ids[f"{here}/column:{column.id}"] = "column"
                ids |= {f"{here}/column:{column.id}/{one.id}": "option" for one in column.options}
        for scale in case.items.scales:
            for point in scale.choices:
                stored = "missing" if point.value is None else f"stored_as_{point.value}"
                ids[f"{name}/scale:{scale.id}/{point.id}"] = stored
        ids |= {f"{name}/assignment:{one.id}": "assignment" for one in case.items.assignments}
    return dict(sorted(ids.items()))


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Yield a fault for each locked id that is gone or has another kind, and for each malformed line."""
    if loaded.content is None:
        return
    now = ids_of(loaded.content)
    path = loaded.folder / NAME
    shown = str(path.relative_to(loaded.root))
    for line, text in _lines(path):
        match text.split():
            case [id, _] if id not in now:
                yield Fault(shown, line, "content.lock_missing", id=id)
            case [id, kind] if now[id] != kind:
                yield Fault(shown, line, "content.lock_kind", id=id, kind=kind, now=now[id])
            case [_, _]:
                pass
            case _:
                yield Fault(shown, line, "content.lock_line", text=text)


def unlocked(loaded: Loaded) -> list[str]:
    """Return the ids that the content has and the lock doesn't, in order."""
    locked = {text.split()[0] for _, text in _lines(loaded.folder / NAME)}
    return [id for id in ids_of(loaded.content) if id not in locked] if loaded.content else []


def lock(folder: Path) -> list[str]:
    """Add new ids to a folder's lock and return them.

    Raises `ContentFault` and writes nothing if content can't be read, or if a locked id is gone or changed.
    """
    loaded = read(folder)
    found = [*loaded.faults, *faults(loaded)]
    if found or loaded.content is None:
        raise ContentFault(*found)
    new = unlocked(loaded)
    text = _HEAD + "".join(f"{id} {kind}\n" for id, kind in ids_of(loaded.content).items())
    path = loaded.folder / NAME
    if new or not path.is_file():
        path.write_text(text, "utf-8")
    return new


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    if not path.is_file():
        return
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()
