"""How long nbgrader's ``autograde`` takes per submission with our steps, compared with plain nbgrader."""

import importlib.util
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from kit.model import MissingExtra
from lab.bench.handed_in import run
from lab.measured import Measured, journal_line, throwaway

_CONFIGURED = """from pathlib import Path
from kit.grading import configure
configure(get_config(), Path(__file__).parent)
"""
_ANSWER = "At the fall conference a grandfather laid our report face down. " * 8
_PLAIN = 'c = get_config()\nc.CourseDirectory.course_id = "plain"\n'


def marking(submissions: int = 6) -> Iterator[Measured]:
    """Yield the seconds per submission. Both figures include the start of the command."""
    name, unit = "marking, per submission", "s"
    how = (
        f"nbgrader autograde equity, {submissions} submissions, including start-up; compared with plain "
        "nbgrader"
    )
    if importlib.util.find_spec("nbgrader") is None:
        yield Measured(name, None, unit, how, skipped=str(MissingExtra("this needs nbgrader", "instructor")))
        return
    with throwaway() as folder:
        ours = _seconds(folder / "ours", _CONFIGURED, submissions)
        plain = _seconds(folder / "plain", _PLAIN, submissions)
    yield Measured(name, ours / submissions, unit, how, beside=plain / submissions)


def _seconds(root: Path, configuration: str, submissions: int) -> float:
    from ulid import ULID

    from kit.content.course_files import course_files

    shutil.copytree(course_files() / "assignments" / "source" / "equity", root / "source" / "equity")
    (root / "nbgrader_config.py").write_text(configuration, encoding="utf-8")
    run("-m", "nbgrader", "generate_assignment", "equity", cwd=root)
    for n in range(submissions):
        submitted = root / "submitted" / f"learner{n}" / "equity"
        shutil.copytree(root / "release" / "equity", submitted)
        record = {"id": str(ULID()), "workspace": str(ULID()), "case": "ms_perez", "seq": n, "value": _ANSWER}
        asked = {"item": "equity.reflection", "occasion": "during", "at": "2026-11-20T10:00:00Z"}
        (submitted / "responses.jsonl").write_text(journal_line(record | asked), encoding="utf-8")
    began = time.perf_counter()
    run("-m", "nbgrader", "autograde", "equity", cwd=root)
    return time.perf_counter() - began
