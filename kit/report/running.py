"""Make a class's pages: the instructor's own, every week, and the version to share, once."""

import tempfile
from pathlib import Path
from typing import Any

from kit.content.course_files import course_files
from kit.files import replace
from kit.grading.who import write_who
from kit.model import KitError, MissingExtra, PlainError
from kit.report.own_page import write_own_page
from kit.report.shared import ReportFault
from kit.report.week import read_own
from kit.web_page import policy

NOTEBOOK = Path("notebooks") / "instructor" / "cohort_report.ipynb"
OWN, SHARED = "for_instructor_only.html", "report.html"
_TEMPLATES = Path(__file__).parent / "templates"


def make_own(
    course_root: Path,
    out: Path,
    *,
    ratings: Path | str | None = None,
    name: str | None = None,
    made_up: bool = False,
    week: str | None = None,
) -> Path:
    """Write the instructor's own page into a folder, which is made if missing, and return its path.

    Who has to be told what is written by name into ``who.csv`` in the class folder. Raises `KitError` if
    there is nothing to report on or the folder can't take the page.
    """
    record = read_own(course_root, ratings, week=week, name=name, made_up=made_up)
    write_who(course_root, record.states, record.problems)
    return write_own_page(record, out / OWN)


def make_shared(
    course_root: Path, out: Path, *, name: str | None = None, made_up: bool = False, reason: str = ""
) -> Path:
    """Run the report's notebook, write the version to share, and return its path.

    It is made once: two versions of one class, or of two folders that share people, can tell about those who
    differ.

    Raises
    ------
    KitError
        There is one already and no ``reason`` is given, or the notebook reported an error. Then nothing in
        ``out`` has changed.
    """
    page = out / SHARED
    if page.exists() and not reason:
        raise KitError("report.made_before", file=page)
    with tempfile.TemporaryDirectory() as folder:
        executed = Path(folder) / NOTEBOOK.name
        _run(
            executed, course_root=str(course_root.resolve()), name=name or "", made_up=made_up, reason=reason
        )
        made = page_of(executed)
        out.mkdir(parents=True, exist_ok=True)
        replace(page, made.encode("utf-8"))
    return page


def _run(executed: Path, **parameters: object) -> None:
    try:
        import papermill
        from papermill.exceptions import PapermillExecutionError
    except ImportError:
        raise MissingExtra("a report needs papermill", "instructor") from None
    try:
        papermill.execute_notebook(
            course_files() / NOTEBOOK,
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


def page_of(executed: Path) -> str:
    """Return the page of a notebook that papermill has run: text, tables and pictures, and no code.

    A section in which nothing may be shown is left out with its heading.
    """
    import nbformat
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    notebook = nbformat.read(executed, as_version=4)  # type: ignore[no-untyped-call]  # it has no types
    sections: list[list[Any]] = [[]]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and cell["source"].startswith("## "):
            sections.append([])
        sections[-1].append(cell)
    first, *others = sections
    notebook["cells"] = [*first, *(cell for some in others if _shows(some) for cell in some)]
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]  # nbconvert's has no types
        config=Config(),
        template_name="page",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_anchor_links=True,
        exclude_input=True,
    )
    title = first[0]["source"].splitlines()[0].removeprefix("# ")
    style = (_TEMPLATES / "page" / "report.css").read_text("utf-8")
    report = {"title": title, "style": style, "policy": policy()}
    page, _ = exporter.from_notebook_node(notebook, resources={"report": report})
    return str(page)


def _shows(section: list[Any]) -> bool:
    """Whether a section has no code, or some of its code shows something."""
    cells = [cell for cell in section if cell["cell_type"] == "code"]
    shown = [
        output.get("data", {}).get("text/html", "") for cell in cells for output in cell.get("outputs", ())
    ]
    return not cells or any(shown)
