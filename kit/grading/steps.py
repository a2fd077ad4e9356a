"""Steps added to nbgrader's pipelines before marking, one class a step; `configuration` lists their order.

Each works on one submission. One that raises stops that submission alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import Execute

from kit.grading.answers import answer_markdown, graded_item, with_typed
from kit.grading.checking import check_folder, check_name, check_notebook
from kit.grading.kernel import kernel_needed
from kit.grading.open_gradebook import open_gradebook
from kit.grading.refusals import StrayAnswers, SubmissionRefused, refuse
from kit.grading.step import Notebook, Resources, Step
from kit.handin.records import ABOUT, JOURNAL


class RefuseStrayAnswers(Step):
    """Before release: no learner's answers lie in the source, from where they would overwrite everybody's."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Refuse a source folder with a hand-in's files in it."""
        for name in (JOURNAL, ABOUT):
            stray = Path(resources["metadata"]["path"]) / name
            if stray.exists():
                raise refuse(
                    self.log,
                    StrayAnswers(f"{stray} would overwrite every learner's own {name}; move it away."),
                )
        return nb, resources


class RefuseBadSubmission(Step):
    """First: a submission that nbgrader would trip over, or that reaches outside its folder, is left out."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Check the submission as it lies on disk, and leave no empty record of a refused one."""
        about = resources["nbgrader"]
        folder = Path(resources["metadata"]["path"])
        with open_gradebook(about["db_url"]) as gb:
            source = gb.find_notebook(about["notebook"], about["assignment"])
            expected = [cell.name for cell in source.source_cells if cell.name]
            try:
                check_name(about["student"])
                check_folder(folder, about["student"], about["assignment"])
                text = (folder / f"{about['notebook']}.ipynb").read_text(encoding="utf-8", errors="replace")
                check_notebook(text, expected, about["student"], about["notebook"])
            except SubmissionRefused as refusal:
                _forget_unmarked(gb, about["assignment"], about["student"])
                raise refuse(self.log, refusal) from None
        return nb, resources


def _forget_unmarked(gb: Any, assignment: str, student: str) -> None:
    # nbgrader has just opened a record; left there, it would count as a submission worth 0.
    submission = gb.find_submission(assignment, student)
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    if all(grade.manual_score is None and grade.auto_score is None for grade in grades):
        gb.remove_submission(assignment, student)
        if not gb.find_student(student).submissions:
            gb.remove_student(student)


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


class InjectAnswer(Step):
    """After nbgrader has put its own cells right: the form's answer goes into the answer cell."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Write the final shared answer, escaped; keep what was typed into the cell itself."""
        about = resources["nbgrader"]
        item = graded_item(about["assignment"])
        if item is None:
            return nb, resources
        name = f"{about['assignment']}_answer"
        with open_gradebook(about["db_url"]) as gb:
            placeholder = gb.find_source_cell(name, about["notebook"], about["assignment"]).source
        answer = answer_markdown(Path(resources["metadata"]["path"]), item)
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == name:
                cell.source = with_typed(answer, cell.source, placeholder)
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
