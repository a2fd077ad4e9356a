"""Make the report of a course: run its notebook with papermill, then write the pages and PDFs."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from kit.content.course_files import course_files
from kit.grading.who import FILE as WHO
from kit.model import MissingExtra, PlainError
from kit.model.addresses import without_password
from kit.report.class_record import refuse_empty
from kit.report.cohort_report import ReportFault
from kit.report.documents import write_html, write_pdf
from kit.report.own_page import write_own_page
from kit.report.own_pdf import write_own_pdf
from kit.report.week import read_own

NOTEBOOK = Path("notebooks") / "instructor" / "cohort_report.ipynb"
_PAGE, _PDF = "report.html", "report.pdf"
_OWN_PAGE, _OWN_PDF = "for_instructor_only.html", "for_instructor_only.pdf"
_FILES = (_OWN_PAGE, _OWN_PDF, _PAGE, _PDF)
_PICTURES, _TABLES = "pictures", "tables"
_CHART = re.compile(
    r"((cohort|change|shift)_(dimensions|items)|criteria|missing|vignettes)(_\d+)?\.(svg|png|txt|csv)"
)
"""Names of files that an earlier report wrote; any other file there belongs to the user."""


class Made(NamedTuple):
    """The paths that were written."""

    own: Path
    """This week and the instructor's own marks, for the instructor alone."""
    own_pdf: Path | None
    page: Path
    """The version to share."""
    pdf: Path | None
    pictures: Path
    tables: Path
    names: Path
    """Who has to be told what, by name, if anybody; it is in the course's folder."""


def make_report(
    course_root: Path,
    out: Path,
    *,
    ratings: Path | str | None = None,
    name: str | None = None,
    made_up: bool = False,
    pdf: bool = False,
    week: str | None = None,
) -> Made:
    """Write the instructor's own page, run the report's notebook and write the version to share.

    An earlier report in the same folder stays complete until this one is finished. Then all of its files are
    replaced or deleted, so no old numbers remain next to the new ones. Other files in the folder are left
    alone. The other parameters are those of `open_report`.

    Parameters
    ----------
    out
        Folder for ``for_instructor_only.html``, ``report.html``, their PDFs, ``pictures/`` and ``tables/``;
        created if missing.
    week
        Id of the assignment on the instructor's own page; the default is the latest with a mark.

    Raises
    ------
    KitError
        The notebook reported an error, or `out` can't take a report; then nothing in `out` was changed.
    """
    # The notebook would refuse a password only after its kernel has read the address.
    if isinstance(ratings, str):
        without_password(ratings)
    refuse_empty(course_root)
    own = read_own(course_root, ratings, week=week, name=name, made_up=made_up)
    address = str(ratings.resolve()) if isinstance(ratings, Path) else ratings or ""
    with _staging(out) as folder:
        finished, executed = folder / "report", folder / "cohort_report.ipynb"
        finished.mkdir()
        write_own_page(own, finished / _OWN_PAGE)
        if pdf:
            write_own_pdf(own, finished / _OWN_PDF)
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
    written = [out / name if pdf else None for name in (_OWN_PDF, _PDF)]
    folders = (out / _PICTURES, out / _TABLES)
    return Made(out / _OWN_PAGE, written[0], out / _PAGE, written[1], *folders, course_root / WHO)


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """Make a temporary folder on the same disk as `out`; raise `KitError` if `out` can't take a report."""
    place = out
    while not place.exists():
        place = place.parent
    blocked = [path for name in _FILES if (path := out / name).is_dir()]
    blocked += [path for name in (_PICTURES, _TABLES) if (path := out / name).is_file()]
    if not place.is_dir() or blocked:
        found = blocked[0] if blocked else place
        kind = "a folder" if found.is_dir() else "a file"
        raise PlainError(f"{found} is {kind}, so no report can be written there; choose another folder.")
    for near in {place, out, out.parent}:
        _drop_leftovers(near)
    try:
        # The number identifies the process that works there.
        staging = tempfile.TemporaryDirectory(prefix=f".report-{os.getpid()}-", dir=place)
    except OSError as fault:
        raise PlainError(
            f"no report can be written into {place} ({fault.strerror}); choose another folder."
        ) from fault
    with staging as folder:
        yield Path(folder)


def _drop_leftovers(folder: Path) -> None:
    """Remove temporary folders left behind by runs that were killed."""
    from psutil import pid_exists

    for path in folder.glob(".report-*"):
        found = re.fullmatch(r"\.report-(\d{1,9})-\w+", path.name)
        if found and (int(found[1]) == os.getpid() or not pid_exists(int(found[1]))):
            shutil.rmtree(path, ignore_errors=True)


def _publish(finished: Path, out: Path) -> None:
    """Replace the files of the earlier report, the page last, and delete those that this report lacks."""
    fresh = [path.relative_to(finished) for path in finished.rglob("*") if path.is_file()]
    for path in sorted(fresh, key=lambda path: path.name == _PAGE):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (finished / path).replace(out / path)
    earlier = [
        out / _PDF,
        out / _OWN_PDF,
        *(path for name in (_PICTURES, _TABLES) for path in out.glob(f"{name}/*")),
    ]
    for path in earlier:
        if path.relative_to(out) not in fresh and (
            path.name in (_PDF, _OWN_PDF) or _CHART.fullmatch(path.name)
        ):
            path.unlink(missing_ok=True)
    for name in (_PICTURES, _TABLES):
        # If the class has become too small, no picture is left.
        with suppress(OSError):
            (out / name).rmdir()


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
            # Without these options, the kernel warns about its own connection to this process and saves each
            # cell in a history that other accounts can read.
            extra_arguments=["--log-level=ERROR", "--HistoryManager.enabled=False"],
        )
    except PapermillExecutionError as fault:
        # A kernel passes on only an exception's name and text. Only the text of a ReportFault is written for
        # the user.
        if fault.ename == ReportFault.__name__:
            raise PlainError(fault.evalue) from fault
        raise
