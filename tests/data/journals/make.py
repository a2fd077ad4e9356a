"""Write ``jo_lindqvist.jsonl``, a made-up learner's journal with four occasions, gaps and a revision.

Each run writes the same file, byte for byte. No real person gave any of these answers.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ulid import ULID

STRATEGIES = (
    "equity.preferences",
    "equity.resources",
    "equity.least_dangerous_assumption",
    "respect.strengths",
    "respect.empathy",
    "respect.cultural_lens",
    "communication.listen",
    "communication.connect",
    "communication.express",
    "advocacy.viewpoints",
    "advocacy.pinpoint",
    "advocacy.solutions",
    "commitment.goals",
    "commitment.action_plans",
    "commitment.evaluate",
)
NO = {"missing": "no_chance"}
ANSWERS = {
    "pre": [1, 0, 3, 2, 2, 1, 2, 2, NO, 1, 1, 0, 3, 1, 0],
    "post": [3, 2, 2, 3, 3, 2, 3, 2, 2, 2, 3, 1, 3, 2, NO],
    "then": [1, 0, 2, 1, 2, 0, 1, 2, NO, 1, 0, 0, 2, 1, 0],
    "follow_up": [3, 1, 2, 3, 1, 2, 4, 3, 2, NO, 2, 2, None, 2, 1],
}
DAYS = {"pre": 0, "post": 77, "then": 77, "follow_up": 126}


def ulid(at: datetime, name: str) -> str:
    """Return a valid ULID from a time and a name, always the same for the same two."""
    stamp = int(at.timestamp() * 1000).to_bytes(6, "big")
    return str(ULID.from_bytes(stamp + hashlib.sha256(name.encode()).digest()[:10]))


def lines() -> list[dict[str, object]]:
    """Return every line of the journal in order."""
    start = datetime(2026, 9, 7, 15, 40, tzinfo=UTC)
    workspace = ulid(start, "workspace")
    made: list[dict[str, object]] = []

    def add(strategy: str, occasion: str, value: object, at: datetime, parent: str | None) -> str:
        one = ulid(at, f"{strategy} {occasion} {len(made)}")
        made.append(
            {
                "schema": 1,
                "id": one,
                "parent": parent,
                "workspace": workspace,
                "item": f"rate.{strategy}",
                "item_hash": hashlib.sha256(strategy.encode()).hexdigest()[:16],
                "case": "ms_perez",
                "occasion": occasion,
                "seq": len(made),
                "at": at.isoformat().replace("+00:00", "Z"),
                "lane": "shared",
                "status": "done",
                "value": value,
            }
        )
        return one

    for occasion, values in ANSWERS.items():
        for n, (strategy, value) in enumerate(zip(STRATEGIES, values, strict=True)):
            at = start + timedelta(days=DAYS[occasion], seconds=20 * n)
            if value is None:
                continue
            first = None
            if (strategy, occasion) == ("respect.strengths", "pre"):
                first = add(strategy, occasion, 4, at, None)
            add(strategy, occasion, value, at + timedelta(seconds=9), first)
    return made


def main() -> None:
    """Write the file next to this one."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines())
    Path(__file__).with_name("jo_lindqvist.jsonl").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
