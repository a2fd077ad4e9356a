"""Keep track of the groups that a course has released numbers about, so no later report exposes one of them.

No I/O. Numbers are released in bundles (all self-ratings, one task's marks, …). A bundle consists of *cells*,
such as one question on one occasion. A cell lists the people in its numbers with what each of them
contributed. Over all releases of a cell, people are divided into parts: those in the same releases with the
same answers form one part. No part may be smaller than ten, so any sum or difference of released numbers is
about at least ten people. A person who joins or leaves is in only some of the releases, so they are in a
different part from those who stay. A person who changes an answer counts as two, one with the old answer and
one with the new.

People and answers are stored as salted hashes, so a ledger that is opened or copied by accident names nobody.
It hides nothing from people who can read the course root, since the answers themselves are there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, Field

Cells = Mapping[str, Mapping[str, object]]
"""What each person contributed, by cell."""
Groups = dict[str, frozenset[str]]

ABOUT = (
    "Groups of people about whom this course has released numbers, as salted hashes, with the numbers shown "
    "last. Keep this file: without it two reports, laid side by side, can show what one person answered."
)


@dataclass(frozen=True)
class Release:
    """One bundle as released on one day."""

    bundle: str
    on: str
    """ISO date."""
    groups: Groups
    numbers: Any = None
    """What was shown, as plain data; kept only for the latest release of a bundle."""


@dataclass
class Ledger:
    """All releases of a course.

    Examples
    --------
    >>> ledger, day = Ledger(), "2026-09-12"
    >>> twelve = {"pre": {f"p{n}": 3 for n in range(12)}}
    >>> ledger.record("ratings", twelve, "3.0", day)
    >>> ledger.allows("ratings", twelve), ledger.allows("ratings", {"pre": twelve["pre"] | {"p12": 0}})
    (True, False)
    >>> ledger.allows("ratings", {"pre": {f"p{n}": 3 for n in range(22)}})
    True
    """

    salt: str = field(default_factory=lambda: secrets.token_hex(16))
    releases: list[Release] = field(default_factory=list)

    def allows(self, bundle: str, cells: Cells, least: int = 10) -> bool:
        """Whether numbers on these cells are safe next to every earlier release of the bundle."""
        earlier = [one.groups for one in self.releases if one.bundle == bundle]
        for cell, group in self._hashed(bundle, cells).items():
            known = [groups[cell] for groups in earlier if cell in groups]
            if group and group not in known and _smallest([*known, group]) < least:
                return False
        return True

    def record(self, bundle: str, cells: Cells, numbers: Any, on: str) -> None:
        """Record a release; if an earlier one had the same groups, update its numbers and keep its date."""
        groups = self._hashed(bundle, cells)
        kept = [one for one in self.releases if (one.bundle, one.groups) != (bundle, groups)]
        older = [Release(r.bundle, r.on, r.groups) if r.bundle == bundle else r for r in kept]
        same = next((one.on for one in self.releases if (one.bundle, one.groups) == (bundle, groups)), on)
        self.releases = [*older, Release(bundle, same, groups, numbers)]

    def latest(self, bundle: str) -> Release | None:
        """Return the release of a bundle whose numbers were shown last."""
        return next((one for one in reversed(self.releases) if one.bundle == bundle), None)

    def released(self, bundle: str, cell: str) -> bool:
        """Whether any cell whose name starts with ``cell`` was ever released with people in it."""
        return any(
            key.startswith(cell) and group
            for one in self.releases
            if one.bundle == bundle
            for key, group in one.groups.items()
        )

    def _hashed(self, bundle: str, cells: Cells) -> Groups:
        salt = self.salt.encode()

        def one(cell: str, person: str, value: object) -> str:
            said = json.dumps([bundle, cell, person, str(value)]).encode()
            return hmac.new(salt, said, hashlib.sha256).hexdigest()[:12]

        return {
            cell: frozenset(one(cell, person, value) for person, value in group.items())
            for cell, group in cells.items()
        }

    def to_json(self) -> str:
        """Return the ledger as JSON text."""
        releases = [vars(one) for one in self.releases]
        # JSON has no sets, so `default=sorted` writes each set of hashes as a sorted list.
        whole = {"schema": 1, "about": ABOUT, "salt": self.salt, "releases": releases}
        return json.dumps(whole, ensure_ascii=False, default=sorted) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Ledger:
        """Read a ledger from its JSON text; raises ValueError if it isn't one, or has another schema version.

        >>> Ledger.from_json(Ledger().to_json()).releases
        []
        """
        found = _File.model_validate_json(text)
        return cls(found.salt, found.releases)


class _File(BaseModel):
    schema_: Literal[1] = Field(alias="schema")
    salt: str
    releases: list[Release]


def _smallest(sets: list[frozenset[str]]) -> int:
    """Return the size of the smallest part when people are grouped by the sets that they are in."""
    everyone = frozenset().union(*sets)
    return min(Counter(tuple(one in group for group in sets) for one in everyone).values())
