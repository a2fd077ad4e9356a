"""Find where the sign-in name begins in Blackboard's prefix of a file name.

The prefix has the assignment's column and the sign-in name, and both can contain underscores.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from kit.handin.downloads import named_by
from kit.handin.zips import Zip, is_zip
from kit.model import KitError
from kit.spreadsheet import as_compared


class Columns:
    """The assignments' columns, found from all of Blackboard's prefixes in one archive.

    The same column is cut off from all prefixes that begin alike, so that no two people become one.

    >>> Columns(["Unit_1_finn", "Unit_1_a_ng", "Unit_1_b_ng"]).login("Unit_1_a_ng")
    'a_ng'

    The class's sign-in names decide where the column ends. If none fits, the column is what all prefixes have
    in common. If there is only one prefix, its sign-in name is as long as possible.

    >>> Columns(["Equity_a_ng", "Equity_a_bo"], {"a_ng", "a_bo"}).login("Equity_a_ng")
    'a_ng'
    >>> Columns().login("Equity_a_ng"), Columns().login("finn")
    ('a_ng', 'finn')
    """

    def __init__(self, said: Iterable[str] = (), logins: Collection[str] = ()) -> None:
        alike: dict[str, set[str]] = defaultdict(set)
        for one in said:
            alike[one.partition("_")[0]].add(one)
        self._columns = {first: _column(group, logins) for first, group in alike.items()}

    def login(self, said: str) -> str:
        """Return the sign-in name in one of Blackboard's prefixes."""
        first, _, rest = said.partition("_")
        column = self._columns.get(first, first)
        return said.removeprefix(f"{column}_") if said.startswith(f"{column}_") else rest or said


def _column(group: Collection[str], logins: Collection[str]) -> str:
    parts = [one.split("_") for one in group]
    # At least one part of each prefix is left for the name.
    most = min(len(one) for one in parts) - 1
    same = 0
    while same < most and len({one[same] for one in parts}) == 1:
        same += 1
    if same == 0:
        return parts[0][0]
    known = {n: sum(as_compared("_".join(one[n:])) in logins for one in parts) for n in range(1, same + 1)}
    best = max(known.values())
    alone = len(parts) == 1
    cut = next(n for n in known if known[n] == best) if best or alone else same
    return "_".join(parts[0][:cut])


def said_in(folder: Path) -> Iterator[str]:
    """Yield Blackboard's prefixes in the file names in a folder and in its zips; a single file works too."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        if path.is_symlink() or not path.is_file():
            continue
        above = path.relative_to(folder.parent).parent.as_posix()
        ways = [(path.name, above)]
        if named_by(*ways[0]) is None and is_zip(path.name):
            ways += ((name, f"{above}/{path.name}/{inside}") for name, inside in _members(path))
        for way in ways:
            found = named_by(*way)
            if found is not None and (said := found.groupdict().get("said")):
                yield said


def _members(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open("rb") as file:
            return [(one.name, one.folder) for one in Zip(file, path.name).members]
    except (KitError, OSError):
        return []
