"""An assignment's notebook as an instructor holds it: form, answer cell, a task cell for each criterion."""

from __future__ import annotations

from kit.build.cells import Cell, code, graded, markdown
from kit.build.notebook import Notebook, assembled
from kit.content.directive_parts import levels, name, prose
from kit.model import Assignment, Content, Criterion, Item

POINTS = 3
"""What each criterion carries: its highest level."""


def source_notebook(assignment: Assignment, case_id: str, content: Content) -> Notebook:
    """The notebook of ``source/<id>/<id>.ipynb``.

    A graded assignment has one answer cell of 0 points and a locked task cell for each criterion of its
    rubric; another has the form of its notebook alone, so that its answers reach a cohort without points.
    """
    case = content.cases[case_id]
    cells = [
        markdown(f"# {name(assignment.title)}\n\n{_WHERE}"),
        code(f'from kit import open_course\n\ncourse = open_course("{case_id}")'),
    ]
    if assignment.graded is None:
        for occasion in assignment.occasions:
            cells += [
                markdown(f"## Where you stand today\n\n{_UNMARKED}"),
                code(f'course.rate("{occasion}")'),
            ]
    else:
        cells += _marked(assignment, case.item(assignment.graded))
        cells += [_task(assignment, criterion) for criterion in content.rubric.criteria_of(assignment.rubric)]
    return assembled(cells, assignment.title)


_WHERE = (
    "This is what you hand in. Write in the notebook of the course: *Hand in* puts your answer here for you. "
    "What is private stays out."
)
_UNMARKED = "Nothing here is marked."
_ANSWER = "*Your answer comes here when you hand in.*"


def _marked(assignment: Assignment, item: Item) -> list[Cell]:
    prompt = f"\n\n{prose(item.prompt)}" if item.prompt else ""
    return [
        markdown(f"## {prose(item.title)}{prompt}"),
        code(f'course.reflect("{item.id}")'),
        graded(_ANSWER, f"{assignment.id}_answer", points=0, task=False),
    ]


def _task(assignment: Assignment, criterion: Criterion) -> Cell:
    text = (
        f"### {name(criterion.name)} ({POINTS} points)\n\n{levels(criterion, 'learner')}\n\n"
        "=== BEGIN MARK SCHEME ===\n\n"
        f"For the marker: {prose(criterion.question)}\n\n{levels(criterion, 'marker')}\n\n"
        "=== END MARK SCHEME ==="
    )
    return graded(text, f"{assignment.id}_{criterion.id}", points=POINTS, task=True)
