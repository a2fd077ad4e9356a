"""Vignette answers out of a course root, for marking without names. Only of learners who gave consent.

Vignettes carry no points and serve only to look at a class as a whole, which consent is asked for.
"""

from __future__ import annotations

from pathlib import Path

from kit.cohort import Learner, consenting, gather
from kit.content import compiled
from kit.journal import heads_of
from kit.model import Item, KitError
from kit.ratings.blind import TextToMark


def vignette_texts(course_root: Path) -> tuple[list[TextToMark], list[str]]:
    """Texts to mark, and a sentence for each thing that was left out.

    Parameters
    ----------
    course_root
        The folder with ``submitted/``.

    Raises
    ------
    KitError
        The folder holds several courses: their ratings are kept apart.
    """
    gathered = gather([course_root])
    courses = sorted({learner.course for learner in gathered.learners})
    if len(courses) > 1:
        raise KitError(f"{course_root} holds several courses ({', '.join(courses)}); name one of them.")
    forms = {form.id: form for case in compiled().cases.values() for form in case.vignettes}
    texts: list[TextToMark] = []
    problems = list(gathered.problems)
    agreed = consenting(gathered)
    for learner in agreed:
        for form in forms.values():
            _add(texts, problems, learner, form)
    left = len(gathered.learners) - len(agreed)
    if left:
        problems.append(
            f"{left} of {len(gathered.learners)} learners gave no consent; their texts are left out."
        )
    return texts, problems


def _add(texts: list[TextToMark], problems: list[str], learner: Learner, form: Item) -> None:
    answers = [
        head
        for occasion in ("pre", "post")
        for head in heads_of([r for r in learner.responses if r.lane == "shared"], form.id, occasion)
        if isinstance(head.value, str) and head.value.strip()
    ]
    if len(answers) > 1:
        problems.append(
            f"{learner.id} answered {form.id} more than once, so it is left out; ask which one holds."
        )
    elif answers:
        texts.append(TextToMark(learner.id, form.id, answers[0].id, form.title, str(answers[0].value)))
