"""Steps added to nbgrader's pipelines, one class a step; `configuration` lists their order.

Each works on one submission. One that raises stops that submission alone.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from nbconvert.preprocessors import Preprocessor
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import ClearMarkScheme, Execute
from traitlets import Bool

from kit.grading.gradebook_opening import open_gradebook
from kit.grading.texts import answer_markdown, graded_item, whose_year, with_typed

Notebook: TypeAlias = Any
Resources: TypeAlias = Any


class Step(Preprocessor):
    """Base of the steps; nbgrader's own warns about a setting that it does not know."""

    enabled = Bool(True, help="Whether the step is taken.").tag(config=True)


class CleanSubmission(Step):
    """Nothing of a learner's notebook reaches a page but its text: no metadata, no raw cells."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Strip metadata (where widgets keep what was typed) and give odd cells a plain form."""
        nb.metadata = type(nb.metadata)({k: v for k, v in nb.metadata.items() if k == "kernelspec"})
        for number, cell in enumerate(nb.cells):
            kept = ("nbgrader", "deletable", "editable")
            cell.metadata = type(cell.metadata)({k: v for k, v in cell.metadata.items() if k in kept})
            if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(cell.get("id", "-"))):
                cell.id = f"cell-{number}"
            if cell.cell_type == "raw":
                cell.cell_type = "markdown"
                fence = "`" * (max((len(run) for run in re.findall(r"`+", cell.source)), default=0) + 3)
                cell.source = f"{fence}\n{cell.source}\n{fence}"
        return nb, resources


class RestoreMarkSchemes(Step):
    """Before nbgrader puts its own cells right: a criterion that nobody changed gets its mark scheme back.

    A released cell lacks it, so nbgrader would warn of a changed checksum in every criterion of everybody.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Put the source's text into each cell that equals it but for the mark scheme."""
        about = resources["nbgrader"]
        with open_gradebook(about["db_url"]) as gb:
            for cell in nb.cells:
                marks = cell.metadata.get("nbgrader", {})
                if not marks.get("task"):
                    continue
                try:
                    whole = gb.find_source_cell(marks["grade_id"], about["notebook"], about["assignment"])
                except MissingEntry:
                    continue
                released = type(cell)({**cell, "source": whole.source})
                ClearMarkScheme().preprocess_cell(released, resources, 0)
                if released.source == cell.source:
                    cell.source = whole.source
        return nb, resources


class InjectAnswer(Step):
    """After nbgrader has put its own cells right: the form's answer goes into the answer cell.

    Above it a marker reads whose year the learner lives.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Write the final shared answer, escaped; keep what was typed into the cell itself."""
        about = resources["nbgrader"]
        item = graded_item(about["assignment"])
        if item is None:
            return nb, resources
        name = f"{about['assignment']}_answer"
        with open_gradebook(about["db_url"]) as gb:
            placeholder = gb.find_source_cell(name, about["notebook"], about["assignment"]).source
        folder = Path(resources["metadata"]["path"])
        answer, voice = answer_markdown(folder, item), whose_year(folder, about["assignment"])
        asks = None
        for cell in nb.cells:
            marks = cell.metadata.get("nbgrader", {})
            if marks.get("grade_id") == name:
                cell.source = with_typed(answer, cell.source, placeholder)
                if asks is not None and voice:
                    asks.source = f"{asks.source}\n\n{voice}"
            elif cell.cell_type == "markdown" and not marks:
                asks = cell
        return nb, resources


class ExecuteWhereTested(Execute):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's run of the notebook, left out where the assignment's source has no graded code cell."""

    def preprocess(self, nb: Notebook, resources: Resources, **rest: Any) -> tuple[Notebook, Resources]:
        """Run the notebook, or pass it on."""
        course = self.parent.parent.coursedir
        source = Path(course.format_path(course.source_directory, ".", resources["nbgrader"]["assignment"]))
        if not kernel_needed(source):
            return nb, resources
        return super().preprocess(nb, resources, **rest)  # type: ignore[no-any-return]  # nbgrader has no types


def kernel_needed(source: Path) -> bool:
    """Whether a notebook in an assignment's source folder has a graded code cell.

    Without a kernel nbgrader gives every code test full marks, so where there is no notebook, or one that
    cannot be read, the answer is yes.

    >>> kernel_needed(Path("no_such_assignment"))
    True
    """
    try:
        notebooks = [json.loads(path.read_text(encoding="utf-8")) for path in source.glob("*.ipynb")]
    except (OSError, ValueError):
        return True
    return not notebooks or any(map(_has_tests, notebooks))


def _has_tests(notebook: Mapping[str, Any]) -> bool:
    return any(
        cell["cell_type"] == "code" and cell.get("metadata", {}).get("nbgrader", {}).get("grade")
        for cell in notebook["cells"]
    )


class FlagMarks(Step):
    """After nbgrader's own scores: a cell worth nothing needs no mark, a criterion does."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Set which cells the marking page lists as open, and under what name."""
        about = resources["nbgrader"]
        with open_gradebook(about["db_url"]) as gb:
            submission = gb.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            for grade in submission.grades:
                if grade.max_score == 0:
                    grade.needs_manual_grade = False
                elif grade.cell.type == "TaskCell":
                    # As nbgrader does for other cells: a new text does not keep its old mark unseen.
                    grade.needs_manual_grade = True
            student = gb.find_student(about["student"])
            if not (student.first_name or student.last_name):
                # nbgrader's pages would call everybody "None, None".
                student.first_name, student.last_name = "", student.id
            gb.db.commit()
        return nb, resources
