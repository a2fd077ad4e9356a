"""Which question of `kit.reading.remarks` is asked of a text, and of which of its sentences."""

from collections.abc import Iterator, Mapping

from kit.reading.praises import SOLID, Pointed
from kit.reading.quoting import Line, Writing
from kit.reading.remarks import CALLED_FOR, FURTHER, LACKING, LAST, Question

_DONE = 2
"""A criterion at this level or more needs no question ..."""
_MANY = 3
"""... and a text that has so many, and surely lacks none, is not asked for the sake of asking."""


def in_order(levels: Mapping[str, int]) -> Iterator[Question]:
    """The questions to try for a text of these levels, the best first.

    >>> [one.name for one in in_order({"action": 0, "event": 1}) if one.raises == "event"]
    ['why_this', 'one_family']
    """
    yield from CALLED_FOR
    yield from (one for one in (*LACKING, *FURTHER) if _fits(one, levels))
    if not is_whole(levels):
        yield from (one for one in LAST if _fits(one, levels))


def is_whole(levels: Mapping[str, int]) -> bool:
    """Whether a text surely has most of what a reflection needs, and surely lacks nothing.

    >>> is_whole({"event": 2, "perspective": 3, "action": 2}), is_whole({"event": 2, "action": 2})
    (True, False)
    """
    return len(levels) >= _MANY and min(levels.values()) >= _DONE


def _fits(question: Question, levels: Mapping[str, int]) -> bool:
    """Whether a level is where a question needs it; any will do for one that doesn't say."""
    if levels.get(question.unless, 0) >= _DONE:
        return False
    level = levels.get(question.raises)
    if level is None:
        return not question.raises or question.unsure
    return question.least <= level <= question.most


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

    >>> asked = next(one for one in LAST if one.name == "not_heard")
    >>> is_open(asked, Writing("His mother came.")), is_open(asked, Writing("I wrote a memo."))
    (True, False)
    """
    return not writing.has(*question.answered) and (not question.told or writing.has(*question.told))
