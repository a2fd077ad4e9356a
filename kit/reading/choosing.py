"""Which question of `kit.reading.remarks` is asked of a text, and of which of its sentences."""

from collections.abc import Iterator, Mapping

from kit.reading.praises import SOLID, Pointed
from kit.reading.quoting import Line, Writing
from kit.reading.remarks import CALLED_FOR, FURTHER, LACKING, Question

_UNSURE = 1.5
"""Where a criterion stands among the others whose level isn't sure."""


def in_order(levels: Mapping[str, int]) -> Iterator[Question]:
    """The questions to try for a text of these levels, the best first; a level that isn't sure is missing.

    >>> [one.name for one in in_order({"action": 0, "event": 1}) if one.raises in ("action", "event")]
    ['first_seen', 'next_time', 'one_family']
    """
    yield from CALLED_FOR
    lacking = [one for one in LACKING if _fits(one, levels)]
    yield from sorted(lacking, key=lambda one: levels.get(one.raises, _UNSURE if one.raises else -1))
    yield from (one for one in FURTHER if _fits(one, levels))


def _fits(question: Question, levels: Mapping[str, int]) -> bool:
    """Whether a level is where a question needs it; any will do for one that doesn't say."""
    if (question.least, question.most) == (0, 3):
        return True
    return question.least <= levels.get(question.raises, -1) <= question.most


def sentence_for(question: Question, writing: Writing, pointed: Pointed) -> Line | None:
    """The sentence that a question quotes, or ``None``."""
    lines = list(writing.lines)
    for at in reversed(range(len(lines))) if question.last else range(len(lines)):
        line = lines[at]
        if (
            line.can_be_shown
            and (not question.criterion or line.start in pointed.get((question.criterion, SOLID), ()))
            and line.has(*question.quotes)
            and (not question.with_too or line.has(*question.with_too))
            and not line.has(*question.without)
            and not any(one.has(*question.beside) for one in writing.around(at))
            and not any(one.has(*question.later) for one in lines[at:])
        ):
            return line
    return None


def is_open(question: Question, writing: Writing) -> bool:
    """Whether the text is of the kind that a question fits, and does not answer it.

    >>> asked = next(one for one in FURTHER if one.name == "not_heard")
    >>> is_open(asked, Writing("His mother came.")), is_open(asked, Writing("I wrote a memo."))
    (True, False)
    """
    return not writing.has(*question.answered) and (not question.told or writing.has(*question.told))
