"""The report of a course from its notebook: run by papermill, then written as a page and as a PDF."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.content.course_files import course_root as course_files
from kit.model import KitError, MissingExtra
from kit.report.completion import refuse_empty
from kit.report.done_section import INSTRUCTOR_ONLY
from kit.report.page import write_html
from kit.report.pdf import write_pdf

NOTEBOOK = Path("notebooks") / "instructor" / "cohort_report.ipynb"


@dataclass(frozen=True)
class Made:
    """What was written."""

    page: Path
    pdf: Path | None
    pictures: Path
    tables: Path
    names: Path
    """Who is missing what, by name, in the course's own folder: no part of the report."""


def make_report(
    course_root: Path,
    out: Path,
    *,
    ratings: Path | str | None = None,
    name: str | None = None,
    made_up: bool = False,
    pdf: bool = False,
) -> Made:
    """Run the report's notebook for a course and write its files.

    Parameters
    ----------
    course_root
        nbgrader's course root.
    out
        Folder for ``report.html``, ``report.pdf``, ``pictures/`` and ``tables/``; made if missing.
    ratings
        Where ratings are kept; ``ratings.db`` in the course root unless given.
    name
        What the course is called in the report.
    made_up
        Whether the learners are made up.
    pdf
        Whether to write the PDF as well.

    Raises
    ------
    KitError
        What the notebook found at fault; then no report was written.

    Examples
    --------
    >>> make_report(Path("assignments"), Path("report"), pdf=True)         # doctest: +SKIP
    """
    refuse_empty(course_root)
    if out.exists() and not out.is_dir():
        raise KitError(f"{out} is a file; name a folder for the report.")
    address = ratings if isinstance(ratings, str) or ratings is None else str(ratings.resolve())
    parameters = {
        "course_root": str(course_root.resolve()),
        "ratings": address or "",
        "out": str(out.resolve()),
        "name": name or "",
        "made_up": made_up,
    }
    with tempfile.TemporaryDirectory() as folder:
        executed = Path(folder) / "cohort_report.ipynb"
        _run(course_files() / NOTEBOOK, executed, parameters)
        page = write_html(executed, out / "report.html")
        written = write_pdf(executed, out / "report.pdf") if pdf else None
    return Made(page, written, out / "pictures", out / "tables", course_root / INSTRUCTOR_ONLY)


def _run(notebook: Path, executed: Path, parameters: dict[str, Any]) -> None:
    try:
        import papermill
        from papermill.exceptions import PapermillExecutionError
    except ImportError:
        raise MissingExtra("a report needs papermill", "instructor") from None
    try:
        papermill.execute_notebook(
            notebook,
            executed,
            parameters=parameters,
            cwd=executed.parent,
            progress_bar=False,
            log_output=False,
            # A kernel warns of its own line to this very process.
            extra_arguments=["--log-level=ERROR"],
        )
    except PapermillExecutionError as fault:
        raise _in_one_sentence(fault) from fault


def _in_one_sentence(fault: Any) -> Exception:
    """A fault that the user can mend, as itself; any other stays papermill's, with its trace."""
    import kit.ratings  # its faults are known by name below  # noqa: F401

    mendable = _names_below(KitError) | _names_below(OSError)
    return KitError(str(fault.evalue)) if fault.ename in mendable else fault


def _names_below(kind: type[Exception]) -> set[str]:
    return {kind.__name__, *(name for below in kind.__subclasses__() for name in _names_below(below))}
