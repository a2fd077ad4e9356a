"""The version of the class report that may be shared; its notebook makes each section with one call.

The headings and the text that is the same for every course are in the notebook's Markdown. If nothing in a
section may be shown, the section is empty and its heading is dropped.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kit.content import sentence_of
from kit.files import replace
from kit.grading.who import write_who
from kit.measures.results import Cohort
from kit.model import KitError, PlainError
from kit.report.blocks import MIMETYPE, Album, Block, Paragraph, as_html, as_json
from kit.report.change_section import change_section
from kit.report.class_record import MADE_UP, ClassRecord, read_class
from kit.report.criteria_section import criteria_section, next_week_section
from kit.report.first_page import first_page
from kit.report.limits_section import missing_section, sure_section
from kit.spreadsheet import write_csv


class ReportFault(PlainError):
    """An error in the report's notebook. Only its name and text reach the process that runs the notebook."""


class Shown:
    """The output of one cell: HTML for the page, and the same blocks as data for the PDF."""

    def __init__(self, blocks: Iterable[Block], *, in_columns: bool = False) -> None:
        self.blocks = tuple(blocks)
        self._in_columns = in_columns

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        page = as_html(self.blocks)
        return {
            "text/html": f'<div class="columns">{page}</div>' if self._in_columns else page,
            "text/plain": "(a section of the report)",
            MIMETYPE: as_json(self.blocks),
        }


class Report:
    """One course's report; each method is a section."""

    def __init__(self, record: ClassRecord) -> None:
        self.record = record
        self._album = Album(record.cohort, f"{MADE_UP}." if record.made_up else "")

    def about(self) -> Shown:
        """Name the class and the day."""
        day = self.record.made_on
        return self._shown([Paragraph(f"Class: {self.record.name}. As of {day:%B} {day.day}, {day.year}.")])

    def first_page(self) -> Shown:
        """Summarize what may be shown on one screen and one sheet."""
        return Shown(self._shown(first_page(self.record)).blocks, in_columns=True)

    def criteria(self) -> Shown:
        """Show what the class can and cannot yet do."""
        return self._shown(criteria_section(self.record.cohort, self.record.content, self._album))

    def missing(self) -> Shown:
        """Show where evidence is missing."""
        return self._shown(missing_section(self.record, self._album))

    def change(self) -> Shown:
        """Show change with its uncertainty."""
        return self._shown(change_section(self.record.cohort, self._album))

    def next_week(self) -> Shown:
        """Show what needs the most teaching, over all weeks."""
        return self._shown(next_week_section(self.record.cohort, self.record.content))

    def sure(self) -> Shown:
        """Explain how sure we are."""
        record = self.record
        return self._shown(sure_section(record.cohort, record.markers, record.marks_from))

    def save(self, out: Path | str) -> list[Path]:
        """Write each picture as SVG, PNG and text, each table and all numbers into folders in ``out``."""
        for draw in (self.criteria, self.missing, self.change):
            draw()
        with _in_a_sentence():
            return [*self._album.save(Path(out)), *write_numbers(self.record.cohort, Path(out) / "tables")]

    def save_names(self, folder: Path | str) -> Path | None:
        """Write, for the instructor alone, who has to be told what and what can't be read."""
        notes = [one for one in (self.record.without_consent, *self.record.problems) if one]
        with _in_a_sentence():
            return write_who(Path(folder), self.record.states, notes)

    def _shown(self, blocks: Iterable[Block]) -> Shown:
        found = tuple(blocks)
        notice = [Paragraph(MADE_UP, "notice")] if self.record.made_up and found else []
        return Shown([*notice, *found])


def write_numbers(cohort: Cohort, folder: Path) -> list[Path]:
    """Write all numbers of a group, or why they are withheld, as one tidy table and as JSON."""
    from kit.measures.cohort_tables import COHORT_COLUMNS, cohort_json, cohort_table

    table, data = folder / "cohort.csv", folder / "cohort.json"
    write_csv(table, COHORT_COLUMNS, ([*row.values()] for row in cohort_table(cohort)))
    text = json.dumps(cohort_json(cohort), ensure_ascii=False, indent=1, allow_nan=False)
    replace(data, f"{text}\n".encode())
    return [table, data]


def open_report(
    course_root: Path | str,
    ratings: Path | str | None = None,
    *,
    name: str | None = None,
    made_up: bool = False,
) -> Report:
    """Open the report of a course; the report's notebook calls this.

    Parameters
    ----------
    course_root
        nbgrader's course root: the folder with ``gradebook.db`` and ``submitted/``.
    ratings
        A file or an SQLAlchemy address; the default is ``ratings.db`` in the course root.
    name
        The course's name; the default is the one in ``class.json`` or the folder's name.
    made_up
        Whether the learners are made up; every section then says so. A sample class is recognized anyway.

    Raises
    ------
    ReportFault
        The folder doesn't exist, nothing was handed in, or the named ratings don't exist.

    Examples
    --------
    >>> report = open_report("assignments", made_up=True)                  # doctest: +SKIP
    >>> report.criteria()                                                  # doctest: +SKIP
    """
    with _in_a_sentence():
        record = read_class(Path(course_root), ratings or None, name=name or None, made_up=made_up)
    return Report(record)


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    try:
        yield
    except (KitError, OSError) as fault:
        raise ReportFault(sentence_of(fault)) from fault
