"""Which groups a course has released numbers about, so that no later report gives one of them away. Pure.

Numbers are released in bundles (all self-ratings, one task's marks, …). A bundle rests on *cells*: for one
question on one occasion, say, who stands in its numbers and with what. Over all releases of a cell, people
are parted by the releases in which they stand with the same answer, and no part may be smaller than ten:
whatever is added or subtracted then is about ten people at least. A person who joins, leaves or answers
otherwise is two such parts, before and after.

People and answers are kept as salted hashes: a ledger that is opened or copied by accident names nobody.
It is no secret to whoever may read the course root, which holds the answers themselves.
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
"""By cell, what each person gave to it."""
Groups = dict[str, frozenset[str]]

ABOUT = (
    "Groups of people about whom this course has released numbers, as salted hashes, with the numbers shown "
    "last. Keep this file: without it two reports, laid side by side, can show what one person answered."
)


@dataclass(frozen=True)
class Release:
    """One bundle as it was released on one day."""

    bundle: str
    on: str
    """ISO date."""
    groups: Groups
    numbers: Any = None
    """What was shown, as plain data; kept of the latest release alone."""


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
        """Whether numbers on these cells may stand beside everything that was released of the bundle."""
        earlier = [one.groups for one in self.releases if one.bundle == bundle]
        for cell, group in self._hashed(bundle, cells).items():
            known = [groups[cell] for groups in earlier if cell in groups]
            if group and group not in known and _smallest([*known, group]) < least:
                return False
        return True

    def record(self, bundle: str, cells: Cells, numbers: Any, on: str) -> None:
        """Write down a release; one of the same groups as an earlier one only renews its numbers."""
        groups = self._hashed(bundle, cells)
        kept = [one for one in self.releases if (one.bundle, one.groups) != (bundle, groups)]
        older = [Release(r.bundle, r.on, r.groups) if r.bundle == bundle else r for r in kept]
        same = next((one.on for one in self.releases if (one.bundle, one.groups) == (bundle, groups)), on)
        self.releases = [*older, Release(bundle, same, groups, numbers)]

    def latest(self, bundle: str) -> Release | None:
        """The release whose numbers were shown last."""
        return next((one for one in reversed(self.releases) if one.bundle == bundle), None)

    def released(self, bundle: str, cell: str) -> bool:
        """Whether anything about a cell, or about cells that begin so, was ever released."""
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
        """The ledger as text."""
        releases = [vars(one) for one in self.releases]
        # What JSON does not know are the sets of hashes.
        whole = {"schema": 1, "about": ABOUT, "salt": self.salt, "releases": releases}
        return json.dumps(whole, ensure_ascii=False, default=sorted) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Ledger:
        """A ledger out of its text; raises ValueError where it is none, or of a later edition.

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
    """The smallest part into which several sets part each other."""
    everyone = frozenset().union(*sets)
    return min(Counter(tuple(one in group for group in sets) for one in everyone).values())
