"""How long it takes to write a large class's grades into a learning platform's export."""

import importlib.util
import time
from collections.abc import Iterator
from pathlib import Path

from kit.content import compiled
from kit.model import MissingExtra
from lab.bench.handed_in import KIT, filled_gradebook, run
from lab.measured import Measured, throwaway


def grades(learners: int = 300) -> Iterator[Measured]:
    """Yield the seconds of ``kit roster``, and of ``kit grades`` for all assignments, with start-up."""
    assignments = len(compiled().assignments)
    how = f"kit {{}}, {learners} learners, {assignments} assignments, including start-up"
    names = ("class list read, all learners", "roster"), ("grades written, all learners", "grades")
    if importlib.util.find_spec("nbgrader") is None:
        skipped = str(MissingExtra("this needs nbgrader", "instructor"))
        yield from (Measured(name, None, "s", how.format(what), skipped=skipped) for name, what in names)
        return
    with throwaway() as root:
        make_marked(root, learners)
        export = str(root / "export.csv")
        took = {
            "roster": _seconds("roster", str(root), export),
            "grades": _seconds(
                "grades", str(root), "--for", "canvas", "--into", export, "--out", str(root / "new.csv")
            ),
        }
    yield from (Measured(name, took[what], "s", how.format(what)) for name, what in names)


def make_marked(root: Path, learners: int) -> None:
    """Write a gradebook in which everything is marked, and Canvas's export of the same class."""
    from nbgrader.api import Grade

    assignments, ids = compiled().assignments, [f"learner{n:03}" for n in range(learners)]
    with filled_gradebook(root) as gradebook:
        for one in assignments:
            gradebook.add_assignment(one.id)
            gradebook.add_notebook(one.id, one.id)
            for criterion in compiled().rubric.criteria_of(one.rubric) if one.graded else ():
                cell = f"{one.id}_{criterion.id}"
                gradebook.add_task_cell(cell, one.id, one.id, max_score=3, cell_type="markdown")
        for learner in ids:
            gradebook.add_student(learner)
            for one in assignments:
                gradebook.add_submission(one.id, learner)
        for n, grade in enumerate(gradebook.db.query(Grade)):
            grade.manual_score, grade.needs_manual_grade = float(n % 4), False
    headings = ",".join(f"{one.title} ({n})" for n, one in enumerate(assignments))
    blank = "," * len(assignments)
    rows = [f'"{n}, Learner",{n},{learner},A{blank}' for n, learner in enumerate(ids)]
    text = "\n".join([f"Student,ID,SIS Login ID,Section,{headings}", *rows, ""])
    (root / "export.csv").write_text(text, encoding="utf-8")


def _seconds(*words: str) -> float:
    began = time.perf_counter()
    run("-c", KIT, *words, cwd=Path.cwd())
    return time.perf_counter() - began
