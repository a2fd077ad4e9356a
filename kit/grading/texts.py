"""Learners' texts out of a course root: what a mark is of, and the stories to be marked without names.

The stories (vignettes) carry no points and serve only to look at a class as a whole, which consent is asked
for; so only texts of learners who gave it are marked.
"""

from __future__ import annotations

from pathlib import Path

from kit.cohort import Learner, consenting, gather
from kit.content import compiled
from kit.grading.checking import name_is_fit
from kit.handin.records import JOURNAL
from kit.journal import heads_of, read_lines
from kit.model import Item, JournalFault, KitError, NotFound, Response
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


def marked_text(course_root: Path, learner: str, assignment: str, item: str) -> Response | None:
    """The answer that is marked in an assignment: what was autograded, else what was collected."""
    # A newer hand-in may lie in submitted/.
    for step in ("autograded", "submitted"):
        shared = _shared(course_root / step / learner / assignment / JOURNAL) if name_is_fit(learner) else []
        if shared:
            heads = heads_of(shared, item)
            return heads[-1] if heads else None
    return None


def rated_text(course_root: Path, learner: str, item: str, revision: str | None) -> str | None:
    """The text that somebody rated, out of the learner's hand-ins; ``None`` where it is not there."""
    if not name_is_fit(learner):
        return None
    found = [
        one
        for step in ("autograded", "submitted")
        for journal in sorted((course_root / step / learner).glob(f"*/{JOURNAL}"))
        for one in _shared(journal)
        if one.item == item and isinstance(one.value, str)
    ]
    of_revision = [one for one in found if one.id == revision] or heads_of(found, item)
    return str(of_revision[-1].value) if of_revision else None


def _shared(journal: Path) -> list[Response]:
    try:
        responses, _ = read_lines(journal)
    except (NotFound, JournalFault):
        return []
    return [one for one in responses if one.lane == "shared"]
