"""Copy the small course of `tests/data/small_course` to a folder where a test may change it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from kit.content import compiled, sentence_of
from kit.content.checking import check
from kit.content.sample_class import sample_class
from kit.model import ContentFault, Fault
from kit.reading.course import compiled_course

ROOT = Path(__file__).parents[1]
WORDS = "case_studies/interface.yaml"


def small_course(root: Path, *, second_case: bool = False) -> Path:
    """Copy the small course, with the real course's interface texts, since the kit itself needs those.

    ``second_case`` adds a second case with its notebook and a story for the made-up class.
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


def add_criteria(root: Path, ids: Sequence[str]) -> None:
    """Add criteria that no machine reads to the rubric of reflections, and to the stories that follow it."""
    folder = root / "case_studies"
    # The marked texts are optional, and have no marks for the new criteria.
    shutil.rmtree(folder / "marking")
    more = "".join(_CRITERION.format(id=id, name=id.capitalize()) for id in ids)
    parts = "".join(f"      {id}: [Of {id} 0., Of {id} 1., Of {id} 2., Of {id} 3.]\n" for id in ids)
    levels = "".join(f", {id}: 2" for id in ids)
    for name, before, after in (
        ("rubric.yaml", "rules:\n", f"{more}rules:\n"),
        ("demo/reflections.yaml", "    parts:\n", f"    parts:\n{parts}"),
        ("demo/vignettes.yaml", "    parts:\n", f"    parts:\n{parts}"),
        ("demo/examples.yaml", "action: 2}", f"action: 2{levels}}}"),
    ):
        text = (folder / name).read_text("utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, after), "utf-8")


_CRITERION = """\
  - id: {id}
    name: {name}
    question: Is there {id} in it?
    table:
      - {{ask: Any?, if_no: 0}}
      - {{ask: More?, if_no: 1}}
      - {{ask: Most?, if_yes: 3, if_no: 2}}
    levels:
      - {{level: 0, learner: No {id} yet., marker: None., anchor: We met., evidence: [], why: Nothing.}}
      - {{level: 1, learner: A bit., marker: Little., anchor: We met., evidence: [We met.], why: Met.}}
      - {{level: 2, learner: Some {id}., marker: Some., anchor: We met., evidence: [We met.], why: Met.}}
      - {{level: 3, learner: Much {id}., marker: Much., anchor: We met., evidence: [We met.], why: Met.}}
"""


class Course:
    """A copy of the course that a test can break in one place."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def edit(self, name: str, old: str, new: str) -> int:
        """Replace the first `old` in a file; returns the number of its line, counted from 1."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def faults(self) -> list[Fault]:
        found = check(self.root)
        sentence_of(ContentFault(*found))  # It raises if a sentence names a fact that isn't given.
        return found

    def told(self, code: str, /, **facts: object) -> list[tuple[str, int]]:
        """Return the file and line of each fault with this code and at least these facts."""
        return [(one.file, one.line) for one in self.faults() if is_fault(one, code, **facts)]


def is_fault(fault: Fault, code: str, /, **facts: object) -> bool:
    """Return whether a fault has this code and at least these facts; a part of ``says`` is enough."""
    found = dict(fault.facts)
    says = str(facts.pop("says", ""))
    return fault.code == code and facts.items() <= found.items() and says in str(found.get("says", ""))


@contextmanager
def standing_for_the_course(root: Path) -> Iterator[None]:
    """Make the package use the course built in ``root`` until the block ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kit.content.course_files.files", lambda _: root / "kit")
        patch.setattr("kit.content.course_files._PACKAGE", root / "kit")
        _forget()
        yield
    _forget()


def _forget() -> None:
    for kept in (compiled, compiled_course, sample_class):
        kept.cache_clear()
