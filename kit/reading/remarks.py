"""The questions that a coach may ask, and when one fits: what must be there, and what means it's answered.

The questions stand in the order of what matters most in a text: a decision about a family with none of its
words, a belief that nobody tested, a change that nobody was asked about, what the writer is not sure of, a
plan and how one will know, what the family said. Only then come those about a text as a whole.

A question that does not fit does more harm than none. So each names what must stand in the sentence that it
quotes, what must not, and what elsewhere in the text would mean that it has been answered. The names of
those things are sections of ``cue_lists/quoting.txt``. The words of a question stand in ``interface.yaml`` by
its name.
"""

from collections.abc import Mapping, Set
from typing import NamedTuple

from kit.reading.quoting import Line, Writing

Pointed = Mapping[tuple[str, int], Set[int]]
"""Where the sentences stand that earn a criterion a level or more."""


ANY = (0, 1, 2, 3)


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
    levels: tuple[int, ...] = ANY
    """The levels of ``raises`` or ``criterion`` at which it is asked; others than ``ANY`` must be sure."""
    last: bool = False
    """Of several sentences that fit, the last one is quoted."""
    raises: str = ""
    """The criterion that an answer would raise. Where that one is full, other questions come first."""


_HEARD = ("said", "spoke_so", "told_writer", "from_them")
_SETTLED = (*_HEARD, "asked_family", "i_will_ask", "should_ask", "checked", "dropped")
_NOT_DECIDED = ("of_others", "assumed", "not_held", "dropped", "of_writer", "should_ask")

QUESTIONS = (
    # A decision about a family with none of its words.
    Question(
        "say_to_it",
        ("decides",),
        without=_NOT_DECIDED,
        later=_SETTLED,
    ),
    Question(
        "say_to_it",
        ("lacks",),
        without=_NOT_DECIDED,
        later=_SETTLED,
    ),
    # A belief that stands.
    Question(
        "find_out",
        ("believes", "guesses"),
        without=("of_others", "of_writer", "list_mark", "paper"),
        later=(*_SETTLED, "will_ask"),
        raises="perspective",
        words=6,
    ),
    Question(
        "how_seen",
        ("assumed", "thought_of_them"),
        with_too=("about_them",),
        without=("of_others", "saw_it"),
        beside=("grounds",),
        later=("said", "dropped_since", "asked_family"),
        raises="assumption",
    ),
    # A change that nobody was asked about.
    Question(
        "tell_you",
        ("gives",),
        without=("asks", "said", "if", "thought", "not_by_writer"),
        later=("feedback",),
        told=("family", "others_of_kin"),
        criterion="strategy",
        raises="perspective",
    ),
    # What the writer is not sure of, or means to do.
    Question(
        "when_to_ask",
        ("should_ask",),
        with_too=("about_them",),
        without=("dated", "if_then", "said"),
        later=("asked_family",),
        raises="action",
    ),
    Question(
        "who_to_ask",
        ("says_unsure",),
        without=("assumed",),
        later=("asked_family", "i_will_ask", "will_ask", "said"),
        raises="perspective",
    ),
    Question(
        "first_seen",
        ("vague",),
        without=("aside", "dated"),
        answered=("plans",),
        last=True,
    ),
    # A plan, and how one will know.
    Question("depends", ("i_will_ask",), without=("if_then", "asks_staff"), later=("depends_on",), last=True),
    Question(
        "how_know",
        ("plain_plan",),
        without=("closes_out", "if_then", "asks"),
        later=("feedback",),
    ),
    Question(
        "how_know",
        ("plans_wide",),
        with_too=("dated",),
        without=("closes_out", "if_then", "asks"),
        later=("feedback",),
    ),
    Question(
        "notice",
        ("was_so", "assumed", "thought_of_them"),
        without=("of_others", "ahead_of_writer", "of_writer", "not_by_writer"),
    ),
    Question("next_step", answered=("ahead_of_writer", "changed", "gives"), levels=(0,), raises="action"),
    # What the family said, and no more was asked.
    Question(
        "ask_about_words",
        ("spoke_so", "told_writer"),
        without=("i_said", "paper", "of_writer", "what_they_said", "list_mark", "plans_wide", "dated"),
        answered=("writer_asks",),
        criterion="perspective",
        words=8,
    ),
    Question(
        "when_heard",
        ("told_writer", "spoke_so"),
        without=(
            "i_said",
            "what_they_said",
            "list_mark",
            "vague_wide",
            "plans_wide",
            "of_writer",
            "if",
            "paper",
        ),
        beside=("thought",),
        words=7,
        raises="assumption",
    ),
    Question("how_seen", ("state",), without=("saw",), beside=("said",)),
    Question(
        "why_first",
        ("assumed", "thought_of_them"),
        with_too=("about_them",),
        without=("of_others",),
        beside=("grounds",),
        raises="assumption",
    ),
    Question(
        "in_mind",
        ("in_presence",),
        with_too=("family",),
        without=("ahead_of_writer", "i_said", "list_mark", "staff_word", "in_a_clause"),
        answered=("thought", "of_writer"),
        criterion="event",
    ),
    Question(
        "in_the_way",
        ("plain_plan", "i_will_ask"),
        without=("closes_out", "if_then"),
        answered=("told_if_not",),
        last=True,
    ),
    Question(
        "tell_you",
        ("own_change",),
        without=("asks", "said", "if", "not_by_writer"),
        told=("family", "others_of_kin"),
        later=("asks",),
    ),
    Question(
        "in_the_way",
        ("own_change",),
        with_too=("now",),
        without=("closes_out", "if_then", "stops"),
        answered=("told_if_not",),
    ),
    Question(
        "retell",
        ("in_presence",),
        with_too=("one_person",),
        without=(
            "i_said",
            "list_mark",
            "in_a_clause",
            "ahead_of_writer",
            "thought",
            "felt_by_me",
            "staff_word",
        ),
        answered=("of_writer", "case"),
        words=6,
    ),
    Question(
        "ask_about_words",
        ("spoke_so", "told_writer", "from_them"),
        without=("i_said", "paper", "of_writer", "what_they_said", "list_mark", "plans_wide", "staff_word"),
        told=("family",),
        later=("writer_asks",),
        words=7,
        last=True,
    ),
    Question("own_story", told=("of_writer",), answered=("said", "asks")),
    Question("ask_family", told=("family",), answered=("asks", "said", "reported"), levels=(0, 1)),
    Question("try_it", told=("case",), answered=("ahead_of_writer",)),
    Question(
        "one_family", ("claims",), with_too=("claim_of_family",), criterion="event", levels=(0, 1), least=0
    ),
    Question("one_family", ("claims",), criterion="event", levels=(0, 1), least=0),
    Question("one_family", answered=("spoke_so", "told_writer"), criterion="event", levels=(0, 1)),
    Question(
        "ask_about_words",
        ("spoke_so", "told_writer", "from_them"),
        without=("i_said", "paper", "of_writer", "list_mark", "plans_wide", "staff_word", "if"),
        told=("family",),
        words=7,
        last=True,
    ),
    Question(
        "like_to_know",
        ("family",),
        with_too=("told",),
        without=("of_writer", "list_mark", "ahead_of_writer", "case", "paper", "if"),
        words=7,
        last=True,
    ),
    Question("most_sure"),
)
"""The best first; the last one always fits."""


def sentence_for(question: Question, writing: Writing, pointed: Pointed) -> Line | None:
    """The sentence that a question quotes, or ``None``."""
    lines = list(writing.lines)
    for at in reversed(range(len(lines))) if question.last else range(len(lines)):
        line = lines[at]
        if (
            line.can_be_shown
            and len(line.text.split()) >= question.words
            and (
                not (question.criterion and question.least)
                or line.start in pointed.get((question.criterion, question.least), ())
            )
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

    >>> asked = next(one for one in QUESTIONS if one.name == "ask_family")
    >>> is_open(asked, Writing("His mother came.")), is_open(asked, Writing("I wrote a memo."))
    (True, False)
    """
    return not writing.has(*question.answered) and (not question.told or writing.has(*question.told))
