"""Make hand-ins of a small made-up class: journals in ``submitted``, with one line for each answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from ulid import ULID

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
NO = "vera_no"
"""A learner who didn't consent to any use beyond teaching and marking. Her ratings and marks stand out."""


def line(seq: int, workspace: str, item: str, value: object, occasion: str = "during") -> str:
    return json.dumps(
        {
            "schema": 1, "id": str(ULID()), "parent": None, "workspace": workspace, "item": item,
            "item_hash": "0" * 12, "case": "ms_perez", "occasion": occasion, "seq": seq,
            "at": AT.isoformat(), "lane": "shared", "status": "done", "value": value,
        }
    )  # fmt: skip


def submitted(root: Path, learner: str, assignment: str, answers: list[tuple[str, object, str]]) -> None:
    folder = root / "submitted" / learner / assignment
    folder.mkdir(parents=True)
    workspace = str(ULID())
    lines = [line(n, workspace, item, value, occasion) for n, (item, value, occasion) in enumerate(answers)]
    (folder / "responses.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / f"{assignment}.ipynb").write_text("{}", "utf-8")
