"""Build an assignment's notebooks: the instructor's in ``source``, and the one that nbgrader releases.

The source of a graded assignment has a form, an answer cell, and a task cell for each criterion.
"""

import json
import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kit.build.notebook import Cell, Notebook, assembled, closed, code, graded, markdown
from kit.content.course_files import source_of
from kit.content.directive_parts import levels, name, prose
from kit.model import Assignment, Content, ContentFault, Criterion, Fault, Interface, MissingExtra

POINTS = 3
"""The points for each criterion, which is its highest level."""


def source_notebook(assignment: Assignment, case_id: str, content: Content) -> Notebook:
    """Return the notebook of ``source/<id>/<id>.ipynb``.

    A graded assignment has one answer cell of 0 points and a locked task cell for each criterion of its
    rubric. An assignment that isn't graded has only the self-rating forms of its notebook, so that its
    answers reach a cohort without points.
    """
    words = content.words
    cells = [
        markdown(f"# {name(assignment.title)}\n\n{words['assignment.what_it_is']}"),
        code(f'from kit import open_course\n\ncourse = open_course("{case_id}")'),
    ]
    if assignment.graded is None:
        unmarked = f"## {words['assignment.today']}\n\n{words['assignment.not_marked']}"
        for occasion in assignment.occasions:
            cells += [markdown(unmarked), code(f'course.rate("{occasion}")')]
    else:
        item = content.cases[case_id].item(assignment.graded)
        prompt = f"\n\n{prose(item.prompt)}" if item.prompt else ""
        cells += [
            markdown(f"## {prose(item.title)}{prompt}"),
            code(f'course.reflect("{item.id}")'),
            graded(f"*{words['assignment.answer']}*", f"{assignment.id}_answer", points=0, task=False),
        ]
        criteria = content.rubric.criteria_of(assignment.rubric)
        cells += [_task(assignment, criterion, words) for criterion in criteria]
    return assembled(closed(cells), assignment.title)


def _task(assignment: Assignment, criterion: Criterion, words: Interface) -> Cell:
    points = words.fill("assignment.points", points=POINTS)
    text = (
        f"### {name(criterion.name)} ({points})\n\n{levels(criterion, 'learner')}\n\n"
        "=== BEGIN MARK SCHEME ===\n\n"
        f"{words['assignment.for_marker']} {prose(criterion.question)}\n\n"
        f"{levels(criterion, 'marker')}\n\n"
        "=== END MARK SCHEME ==="
    )
    return graded(text, f"{assignment.id}_{criterion.id}", points=POINTS, task=True)


def released(sources: Mapping[str, bytes]) -> dict[str, Notebook]:
    """Return the notebook that learners get from each source notebook, by assignment.

    nbgrader itself removes solutions and mark schemes, locks cells and writes checksums. No gradebook is
    opened. Raises `MissingExtra` if nbgrader is not installed, and `ContentFault` if it refuses a notebook.
    """
    try:
        from nbgrader.converters import GenerateAssignment
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.preprocessors import SaveCells
        from traitlets.config import Config
    except ImportError:
        raise MissingExtra("building assignments needs nbgrader", "author") from None
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for id, data in sources.items():
            place = root / "source" / id
            place.mkdir(parents=True)
            (place / f"{id}.ipynb").write_bytes(data)
            config = Config()
            config.CourseDirectory.root = folder
            config.CourseDirectory.assignment_id = id
            converter = GenerateAssignment(
                coursedir=CourseDirectory(config=config), config=config, no_database=True
            )
            converter.preprocessors = [step for step in converter.preprocessors if step is not SaveCells]
            converter.log.setLevel(logging.ERROR)
            try:
                converter.start()
            except Exception as fault:
                file = f"assignments/source/{id}/{id}.ipynb"
                raise ContentFault(Fault(file, 1, "content.nbgrader", says=str(fault))) from fault
            notebook = json.loads((root / "release" / id / f"{id}.ipynb").read_text("utf-8"))
            cells = [{**cell, "source": source_of(cell)} for cell in notebook["cells"]]
            made[id] = {**notebook, "cells": cells}
    return made
