"""The state of the gradebook for the page: which marks were left unchanged, by the code of the text.

The page gets no name and no id. A blind marker hears only about their own levels, never about the gradebook's
marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from kit.desk.desk import Desk
from kit.grading.left_as_is import Left
from kit.ratings import arguments

_SHOWN = 2
"""The most texts listed at once."""


def in_codes(desk: Desk) -> dict[str, Any]:
    """Return the state of the gradebook, for the line above the texts."""
    state = desk.delivery.state()
    left = [state.fault] if state.fault else _left(desk, state.left)
    return {"waiting": state.waiting, "sentence": state.sentence, "left": left}


def _left(desk: Desk, left: Sequence[Left]) -> list[str]:
    words, sitting = desk.content.words, desk.sitting
    if sitting.blind:
        left = [one for one in left if one.why == "earlier_text" and one.rater == sitting.rater]
    here = [one for one in left if one.learner in desk.code_of]
    said = list(_of_texts(desk, here))
    more = len(said) - _SHOWN
    said = said[:_SHOWN] + ([words.fill("desk.left_more", count=more)] if more > 0 else [])
    reasons = {one.why for one in here}
    place = arguments(sitting.course_root, sitting.assignment, desk.marks.ratings.database.place)
    # Spell the command out, since the desk may have been opened by another one.
    command = f"kit mark {place}"
    if "changed" in reasons:
        said.append(words.fill("desk.left_changed", command=command))
    if "no_level" in reasons:
        said.append(words.fill("desk.left_no_level", command=command))
    if sitting.sample is None and (elsewhere := len(left) - len(here)):
        said.append(
            words.fill("desk.left_elsewhere", count=elsewhere, command=f"kit marks to-gradebook {place}")
        )
    return said


def _of_texts(desk: Desk, left: Sequence[Left]) -> Iterator[str]:
    """Yield a sentence for each text and each reason."""
    words = desk.content.words
    named = {one.id: one.name for one in desk.criteria}

    def place(one: Left) -> tuple[str, str]:
        return desk.code_of[one.learner], one.why

    for (code, why), group in groupby(sorted(left, key=place), key=place):
        some = list(group)
        match why:
            case "earlier_text":
                yield words.fill("desk.left_earlier", code=code)
            case "not_there":
                yield words.fill("desk.left_not_there", code=code)
            case _:
                key = "desk.left_number" if why == "no_level" else "desk.left_mark"
                marks = [
                    words.fill(key, criterion=named[one.criterion], mark=one.mark, level=one.level)
                    for one in some
                ]
                yield words.fill("desk.left_marks", code=code, marks="; ".join(marks))
