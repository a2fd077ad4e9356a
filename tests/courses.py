"""The small course of `tests/data/small_course`, copied to where a test may change it."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORDS = "case_studies/interface.yaml"


def small_course(root: Path, *, second_case: bool = False) -> Path:
    """A copy of the small course, with the real course's texts: those are what kit itself asks for.

    The second case comes with its notebook and a story for the made-up class.
    """
    shutil.copytree(ROOT / "tests" / "data" / "small_course", root, dirs_exist_ok=True)
    _, texts, rest = (ROOT / WORDS).read_text("utf-8").partition("\ntexts:\n")
    with (root / WORDS).open("a", encoding="utf-8") as file:
        file.write(texts + rest)
    if second_case:
        shutil.copytree(ROOT / "tests" / "data" / "second_case", root, dirs_exist_ok=True)
        stories = root / "case_studies" / "demo" / "reflections.yaml"
        text = stories.read_text("utf-8")
        more = text.partition("stories:\n")[2].replace("news", "trust").replace("respect.", "trust.")
        stories.write_text(text + more, "utf-8")
    return root
