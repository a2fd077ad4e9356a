"""How long a class's feedback takes, compared with nbgrader's own command."""

import importlib.util
import time
from collections.abc import Iterator
from pathlib import Path

from kit.model import MissingExtra
from lab.bench.handed_in import KIT, as_it_comes, collected, filled_gradebook, run
from lab.measured import Measured, throwaway


def feedback(submissions: int = 30) -> Iterator[Measured]:
    """Yield the seconds of ``kit feedback``, packed for mail, with the start of the command."""
    name = "feedback, all submissions"
    how = (
        f"kit feedback --for mail, {submissions} fully marked submissions, including start-up; compared "
        "with nbgrader generate_feedback as installed, the same submissions, not packed"
    )
    if importlib.util.find_spec("nbgrader") is None:
        yield Measured(name, None, "s", how, skipped=str(MissingExtra("this needs nbgrader", "instructor")))
        return
    with throwaway() as folder:
        root = folder / "ours"
        collected(root, submissions)
        _mark(root)
        plain = as_it_comes(root, folder / "stock")
        ours = _seconds(root, "-c", KIT, "feedback", str(root), "equity", "--for", "mail")
        stock = _seconds(plain, "-m", "nbgrader", "generate_feedback", "equity")
    yield Measured(name, ours, "s", how, beside=stock)


def _mark(root: Path) -> None:
    from nbgrader.api import Grade

    with filled_gradebook(root) as gradebook:
        for n, grade in enumerate(gradebook.db.query(Grade)):
            if grade.max_score:
                grade.manual_score = float(n % 4)
            grade.needs_manual_grade = False


def _seconds(root: Path, *words: str) -> float:
    began = time.perf_counter()
    run(*words, cwd=root)
    return time.perf_counter() - began
