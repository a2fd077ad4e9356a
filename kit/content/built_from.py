"""Which files everything is built from, and what was in them. Standard library only."""

from __future__ import annotations

import hashlib
from pathlib import Path

PATTERNS = (
    "case_studies/framework.yaml",
    "case_studies/rubric.yaml",
    "case_studies/law.yaml",
    "case_studies/interface.yaml",
    "case_studies/interface.*.yaml",
    "case_studies/overlays/*.yaml",
    "case_studies/*/case.yaml",
    "case_studies/*/items.yaml",
    "case_studies/*/es/*.md",
    "case_studies/*/es/review.yaml",
    "notebooks/text/*.md",
    "notebooks/instructor/guide/*.md",
)
"""Every file whose words reach something built, as patterns of paths in a checkout."""


def built_from(root: Path) -> dict[str, str]:
    """The SHA-256 of each file that a checkout is built from, by its path.

    Line ends don't count: Git may turn them round on another system.
    """
    files = sorted(path for pattern in PATTERNS for path in root.glob(pattern) if path.is_file())
    return {path.relative_to(root).as_posix(): _hash(path) for path in files}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
