"""Give marks as an instructor would on nbgrader's marking page."""

from kit.grading.gradebook_opening import open_gradebook
from kit.grading.gradebook_record import open_criteria


def mark(gradebook_url, assignment, student, criterion, level, comment=None):
    """Give one criterion of one submission a level and optionally a comment."""
    cell = f"{assignment}_{criterion}", assignment, assignment, student
    with open_gradebook(gradebook_url) as gb:
        grade = gb.find_grade(*cell)
        grade.manual_score, grade.needs_manual_grade = float(level), False
        if comment is not None:
            gb.find_comment(*cell).manual_comment = comment
        gb.db.commit()


def unmarked(gradebook_url, assignment):
    """Return the criteria without a mark for each learner who has any, by the learner's id."""
    with open_gradebook(gradebook_url) as gb:
        students = sorted(s.student.id for s in gb.assignment_submissions(assignment))
        found = {student: open_criteria(gb, assignment, student) for student in students}
    return {student: criteria for student, criteria in found.items() if criteria}
