"""Whether a checkout's built content is older than what it is built from: the build noted what it read."""

from __future__ import annotations

import json
from pathlib import Path

from kit.content.built_from import built_from


def out_of_date(root: Path) -> list[Path]:
    """Files that are not what the checkout ``root`` was last built from; none outside a checkout.

    What is in a file decides, not its time: a fresh clone, a copy or a build that changes nothing built
    leaves no doubt behind.
    """
    if not all((root / name).is_dir() for name in ("case_studies", "notebooks/text")):
        return []
    now, then = built_from(root), _noted(root / "kit" / "_compiled" / "manifest.json")
    return [root / name for name in sorted({*now, *then}) if now.get(name) != then.get(name)]


def _noted(manifest: Path) -> dict[str, str]:
    try:
        noted = json.loads(manifest.read_text("utf-8"))["built_from"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return noted if isinstance(noted, dict) else {}
