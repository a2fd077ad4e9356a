"""The remarks that a coach may make, and when one fits: what must be there, and what means it's answered.

A remark that does not fit does more harm than none. So each names what must stand in the sentence that it
quotes, what must not, and what elsewhere in the text would mean that it has been answered. The names of
those things are sections of ``cue_lists/quoting.txt``. The words of a remark stand in ``interface.yaml`` by
its name.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from typing import NamedTuple

from kit.reading.quoting import Line, Writing

Pointed = Mapping[tuple[str, int], Set[int]]
"""Where the sentences stand that earn a criterion a level or more."""


class Praise(NamedTuple):
    """What may be praised in a sentence that is quoted with it."""

    name: str
    fits: Callable[[Line], bool]
    criterion: str = ""
    """The reading must point to the sentence for this criterion too, and give it a level of 2 or more."""
    doubtful: tuple[str, ...] = ("judges", "closes_out")
    """A sentence with one of these is not praised: it may judge somebody."""


class Question(NamedTuple):
    """A question, and a sentence to try as its answer."""

    name: str
    quotes: tuple[str, ...] = ()
    """The sentence that is quoted has one of these; with none here the whole text is asked about."""
    with_too: tuple[str, ...] = ()
    """And one of these."""
    without: tuple[str, ...] = ()
    """That sentence has none of these."""
    beside: tuple[str, ...] = ()
    """Nor have it and the sentences next to it any of these."""
    told: tuple[str, ...] = ()
    """Somewhere the text has one of these."""
    answered: tuple[str, ...] = ()
    """Nowhere does it have any of these."""
    later: tuple[str, ...] = ()
    """Neither has the sentence or any after it one of these."""
    criterion: str = ""
    """The reading must point to the sentence for this criterion."""
    least: int = 2
    """And give it this level or more."""
    words: int = 5
    """The sentence has so many words or more."""
    levels: tuple[int, ...] = (0, 1, 2)


_HARSH = ("harsh",)

PRAISES = (
    Praise(
        "asked",
        lambda s: (
            s.has("asked_family") and (s.has("openly") or s.quotes_open_question) and not s.has("not_openly")
        ),
        "perspective",
        _HARSH,
    ),
    Praise("checked", lambda s: s.has("checked")),
    Praise("own_part", lambda s: s.has("own_part") and not s.has("not_by_writer"), doubtful=_HARSH),
    Praise("assumed", lambda s: s.has("assumed") and s.has("about_them"), doubtful=_HARSH),
    Praise("assumed", lambda s: s.has("assumed", "thought_of_them"), "assumption", _HARSH),
    Praise("changed", lambda s: s.has("changed") and not s.has("plans_wide"), "strategy"),
    Praise("unsure", lambda s: s.has("says_unsure"), doubtful=_HARSH),
    Praise(
        "plan",
        lambda s: s.has("plans") and s.has("dated") and not s.has("perhaps", "changed"),
        "action",
        ("harsh", "closes_out"),
    ),
    Praise("their_side", lambda s: s.has("guesses")),
    Praise(
        "words", lambda s: s.quotes_much and s.has("spoke_so") and not s.has("i_said", "paper", "not_openly")
    ),
    Praise(
        "placed",
        lambda s: (
            s.has("day")
            and s.has("one_person")
            and s.has("told")
            and not s.has("ahead_of_writer", "of_writer")
        ),
    ),
    Praise(
        "pictured",
        lambda s: (
            s.has("in_presence")
            and s.has("visible")
            and s.has("one_person")
            and not s.has("ahead_of_writer", "of_writer", "thought", "felt_by_me", "list_mark", "in_a_clause")
        ),
        "event",
    ),
)
"""In the order of what is worth most."""

_ABOUT_WORDS = Question(
    "ask_about_words",
    ("spoke_so", "told_writer"),
    without=("i_said", "paper", "of_writer", "what_they_said", "list_mark", "plans_wide", "dated"),
    answered=("writer_asks",),
    criterion="perspective",
    words=8,
)
_IF_NOT = Question(
    "if_not",
    ("plans_wide",),
    with_too=("dated",),
    without=("closes_out", "if"),
    answered=("told_if_not",),
    criterion="action",
)
_TELL_YOU = Question(
    "tell_you", ("gives",), without=("asks", "said", "if"), later=("feedback",), criterion="strategy"
)
_DEPENDS = Question("depends", ("i_will_ask",), without=("if",), later=("depends",))

QUESTIONS: dict[str, tuple[Question, ...]] = {
    "event": (
        Question("which_one", answered=("day", "said"), levels=(0, 1)),
        Question("how_seen", ("state",), without=("saw",), beside=("said",), levels=(1, 2)),
    ),
    "assumption": (
        Question("how_seen", ("state",), without=("saw",), beside=("said",), levels=(0, 1)),
        Question(
            "when_heard",
            ("told_writer",),
            without=("i_said", "what_they_said", "list_mark", "vague_wide", "plans_wide"),
            answered=("thought", "of_writer"),
            words=7,
            levels=(0,),
        ),
        Question(
            "in_mind",
            ("in_presence",),
            with_too=("family",),
            without=("ahead_of_writer", "i_said", "list_mark", "staff_word"),
            answered=("thought", "of_writer"),
            criterion="event",
            levels=(0,),
        ),
    ),
    "perspective": (
        Question("is_a_guess", ("guesses",), answered=("asks", "will_ask"), levels=(0, 1)),
        Question("ask_family", told=("family",), answered=("asks", "said", "reported"), levels=(0, 1)),
        _ABOUT_WORDS,
    ),
    "strategy": (_TELL_YOU,),
    "action": (
        Question("next_step", answered=("ahead_of_writer",), levels=(0,)),
        Question("first_seen", ("vague",), without=("aside", "dated"), answered=("plans",), levels=(0, 1)),
        Question(
            "first_seen",
            ("vague_wide",),
            without=("aside", "dated", "guesses", "unsure", "assumed"),
            criterion="action",
            least=1,
            levels=(1,),
        ),
        _DEPENDS,
        Question("next_step", answered=("ahead",), levels=(1,)),
        _TELL_YOU,
        _IF_NOT,
    ),
}
"""By criterion, the best first."""

ELSE = (
    _DEPENDS,
    _TELL_YOU,
    _IF_NOT,
    Question("come_back", ("assumed",), with_too=("about_them",)),
    _ABOUT_WORDS,
    _ABOUT_WORDS._replace(name="want_known", answered=("marks_up",)),
    Question(
        "retell",
        ("in_presence",),
        without=(
            "i_said",
            "list_mark",
            "in_a_clause",
            "ahead_of_writer",
            "thought",
            "felt_by_me",
            "staff_word",
        ),
        told=("family",),
        answered=("of_writer",),
        words=6,
    ),
    Question("put_first", told=("one_relative",), answered=("of_writer", "marks_up")),
    Question("left_out", told=("family",), answered=("marks_up",)),
    Question("not_known", answered=("unsure",)),
    Question("who_hears"),
)
"""Where nothing of those fits; the last one always does."""


def sentences_for(question: Question, writing: Writing, pointed: Pointed) -> Iterator[Line]:
    """The sentences that a question may quote."""
    for at, line in enumerate(writing.lines):
        if (
            line.can_be_shown
            and len(line.text.split()) >= question.words
            and (
                not question.criterion or line.start in pointed.get((question.criterion, question.least), ())
            )
            and line.has(*question.quotes)
            and (not question.with_too or line.has(*question.with_too))
            and not line.has(*question.without)
            and not any(one.has(*question.beside) for one in writing.around(at))
            and not any(one.has(*question.later) for one in writing.lines[at:])
        ):
            yield line


def is_open(question: Question, writing: Writing) -> bool:
    """Whether the text is of the kind that a question fits, and does not answer it.

    >>> left_out = next(one for one in ELSE if one.name == "left_out")
    >>> is_open(left_out, Writing("His mother came.")), is_open(left_out, Writing("I wrote a memo."))
    (True, False)
    """
    return not writing.has(*question.answered) and (not question.told or writing.has(*question.told))
