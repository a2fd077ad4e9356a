"""An assignment's notebook as an instructor holds it: form, answer cell, a task cell for each criterion."""

from __future__ import annotations

from kit.build.notebook import Cell, Notebook, assembled, code, graded, markdown
from kit.content.directive_parts import levels, name, prose
from kit.model import Assignment, Content, Criterion, Interface

POINTS = 3
"""What each criterion carries: its highest level."""


def source_notebook(assignment: Assignment, case_id: str, content: Content) -> Notebook:
    """The notebook of ``source/<id>/<id>.ipynb``.

    A graded assignment has one answer cell of 0 points and a locked task cell for each criterion of its
    rubric; another has the form of its notebook alone, so that its answers reach a cohort without points.
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
    return assembled(cells, assignment.title)


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
