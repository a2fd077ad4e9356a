"""Steps added to nbgrader's pipelines, one class per step; `configuration` sets their order.

Each works on one submission. If it raises, only that submission stops.
"""

import re
from pathlib import Path
from typing import Any, TypeAlias

from nbconvert.preprocessors import Preprocessor
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import ClearMarkScheme
from traitlets import Bool

from kit.grading.gradebook_opening import open_gradebook
from kit.grading.texts import answer_markdown, graded_item, has_text, whose_year, with_typed

Notebook: TypeAlias = Any
Resources: TypeAlias = Any


class Step(Preprocessor):
    """The base class of the steps; nbgrader's own base class warns about settings that it doesn't know."""

    enabled = Bool(True, help="Whether the step is taken.").tag(config=True)


class CleanSubmission(Step):
    """A step that lets only a learner's text reach a page: no metadata, no raw cells."""

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
    """A step that gives each unchanged criterion its mark scheme back before nbgrader restores its cells.

    A released cell lacks it, so nbgrader would warn of a changed checksum in each criterion of each learner.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Put the source's text into each cell that differs from it only by the mark scheme."""
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
    """A step that puts the form's answer into the answer cell after nbgrader has restored its cells.

    Above the answer, a note tells the marker which voice the learner follows.
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


class FlagMarks(Step):
    """A step after nbgrader's own scoring: a criterion needs a mark if there is a text; nothing else does."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Set which cells the marking page lists as open, and a name for a learner without one."""
        about = resources["nbgrader"]
        item = graded_item(about["assignment"])
        is_text = item is None or has_text(Path(resources["metadata"]["path"]), item)
        with open_gradebook(about["db_url"]) as gb:
            submission = gb.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            for grade in submission.grades:
                if grade.max_score == 0:
                    grade.needs_manual_grade = False
                elif grade.cell.type == "TaskCell":
                    # As nbgrader does for other cells: a new text keeps its old mark only after another look.
                    grade.needs_manual_grade = is_text
            student = gb.find_student(about["student"])
            if not (student.first_name or student.last_name):
                # Otherwise nbgrader's pages would call everybody "None, None".
                student.first_name, student.last_name = "", student.id
            gb.db.commit()
        return nb, resources
