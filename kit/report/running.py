"""The report of a course from its notebook: run by papermill, then written as a page and as a PDF."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from kit.content.course_files import course_files
from kit.model import KitError, MissingExtra
from kit.model.addresses import without_password
from kit.report.cohort_report import ReportFault
from kit.report.completion import INSTRUCTOR_ONLY, refuse_empty
from kit.report.documents import write_html, write_pdf

NOTEBOOK = Path("notebooks") / "instructor" / "cohort_report.ipynb"
_PAGE, _PDF = "report.html", "report.pdf"
_PICTURES, _TABLES = "pictures", "tables"
_CHART = re.compile(
    r"((cohort|change|shift)_(dimensions|items)|criteria|missing|vignettes)(_\d+)?\.(svg|png|txt|csv)"
)
"""Names of files that an earlier report wrote; what else lies beside them is somebody's own."""


class Made(NamedTuple):
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

    An earlier report in the same folder stays whole until this one is finished; then nothing of it is left
    that would show other numbers beside the new ones. Files of your own stay. The other parameters are
    those of `open_report`.

    Parameters
    ----------
    out
        Folder for ``report.html``, ``report.pdf``, ``pictures/`` and ``tables/``; made if missing.

    Raises
    ------
    KitError
        What the notebook found at fault, or `out` takes no report; then nothing was changed.
    """
    # The notebook's own refusal would come after its kernel has read the address.
    if isinstance(ratings, str):
        without_password(ratings)
    refuse_empty(course_root)
    address = str(ratings.resolve()) if isinstance(ratings, Path) else ratings or ""
    with _staging(out) as folder:
        finished, executed = folder / "report", folder / "cohort_report.ipynb"
        finished.mkdir()
        parameters = {
            "course_root": str(course_root.resolve()),
            "ratings": address,
            "out": str(finished.resolve()),
            "name": name or "",
            "made_up": made_up,
        }
        _run(course_files() / NOTEBOOK, executed, parameters)
        write_html(executed, finished / _PAGE)
        if pdf:
            write_pdf(executed, finished / _PDF)
        _publish(finished, out)
    written = out / _PDF if pdf else None
    return Made(out / _PAGE, written, out / _PICTURES, out / _TABLES, course_root / INSTRUCTOR_ONLY)


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """A temporary folder on the same disk as `out`; refuses a place that could not take the report."""
    place = out
    while not place.exists():
        place = place.parent
    blocked = [path for name in (_PAGE, _PDF) if (path := out / name).is_dir()]
    blocked += [path for name in (_PICTURES, _TABLES) if (path := out / name).is_file()]
    if not place.is_dir() or blocked:
        found = blocked[0] if blocked else place
        kind = "a folder" if found.is_dir() else "a file"
        raise KitError(f"{found} is {kind}, so no report can be written there; choose another folder.")
    for near in {place, out, out.parent}:
        _drop_leftovers(near)
    try:
        # The number says which process works there.
        staging = tempfile.TemporaryDirectory(prefix=f".report-{os.getpid()}-", dir=place)
    except OSError as fault:
        raise KitError(
            f"no report can be written into {place} ({fault.strerror}); choose another folder."
        ) from fault
    with staging as folder:
        yield Path(folder)


def _drop_leftovers(folder: Path) -> None:
    """Remove what runs that were killed could not remove themselves."""
    from psutil import pid_exists

    for path in folder.glob(".report-*"):
        found = re.fullmatch(r"\.report-(\d{1,9})-\w+", path.name)
        if found and (int(found[1]) == os.getpid() or not pid_exists(int(found[1]))):
            shutil.rmtree(path, ignore_errors=True)


def _publish(finished: Path, out: Path) -> None:
    """Put each file in the place of its predecessor, the page last, and drop what has no successor."""
    fresh = [path.relative_to(finished) for path in finished.rglob("*") if path.is_file()]
    for path in sorted(fresh, key=lambda path: path.name == _PAGE):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (finished / path).replace(out / path)
    earlier = [out / _PDF, *(path for name in (_PICTURES, _TABLES) for path in out.glob(f"{name}/*"))]
    for path in earlier:
        if path.relative_to(out) not in fresh and (path.name == _PDF or _CHART.fullmatch(path.name)):
            path.unlink(missing_ok=True)


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
            # A kernel warns of its own line to this very process, and would keep each cell in a history that
            # other accounts can read.
            extra_arguments=["--log-level=ERROR", "--HistoryManager.enabled=False"],
        )
    except PapermillExecutionError as fault:
        # A kernel hands over an exception's name and text, never the exception itself; of all that the
        # notebook calls, one class says that its text is a sentence for the user.
        if fault.ename == ReportFault.__name__:
            raise KitError(fault.evalue) from fault
        raise
