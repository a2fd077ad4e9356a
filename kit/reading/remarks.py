"""The questions that a coach may ask, and when one fits: what must be there, and what means it's answered.

First come those that one sentence calls for: a decision about a family with none of its words, what the
writer does not know or means to ask, a claim that the family was not heard on. Then those for what a text
has not got, in the order in which one thinks: what happened, what it was taken to mean, how the family sees
it, what the writer will do, how it will show whether that helped. A text that has it all is asked nothing.

A question that does not fit does more harm than none. So each names what must stand in the sentence that it
quotes, what must not, and what elsewhere in the text would mean that it has been answered. The names of
those things are sections of ``cue_lists/quoting.txt``. The words of a question stand in ``interface.yaml`` by
its name.
"""

from typing import NamedTuple

from kit.reading.naming import KINDS


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
    """The reading must point to the sentence for this criterion, at level 2 or more."""
    names_matter: bool = False
    """Its words are others, by its name with ``_about``, where a text keeps coming back to one matter."""
    last: bool = False
    """Of several sentences that fit, the last one is quoted."""
    raises: str = ""
    """The criterion that an answer would raise."""
    most: int = 3
    """It is asked where that criterion is surely at this level or a lower one ..."""
    least: int = 0
    """... and surely at this level or a higher one ..."""
    unless: str = ""
    """It is not asked where this criterion is surely there."""
    unsure: bool = False
    """... or where that isn't sure, too."""


_TOLD = ("spoke_so", "told_writer", "from_them")
_HEARD = ("said", *_TOLD)
_SETTLED = (*_HEARD, "asked_family", "i_will_ask", "should_ask", "checked", "dropped")
_ASKS_LATER = ("asked_family", "i_will_ask", "will_ask", "should_ask", *_HEARD)
_NOT_DECIDED = ("of_others", "assumed", "not_held", "dropped", "of_writer", "should_ask")
_NOT_A_PLAN = ("closes_out", "if_then", "list_mark")
_FAMILY = ("family", "others_of_kin")
_WILL_HEAR = ("works_for_them", "i_will_ask", "will_measure", "will_hear")
_CHANGES = ("changed", "gives", "own_change")

CALLED_FOR = (
    Question("say_to_it", ("decides", "lacks"), without=_NOT_DECIDED, later=_SETTLED),
    Question(
        "who_to_ask",
        ("says_unsure", "not_asked"),
        with_too=("about_them",),
        without=("assumed", "of_writer", "dropped", *_HEARD),
        told=_FAMILY,
        later=_ASKS_LATER,
    ),
    Question(
        "who_to_ask",
        ("not_asked",),
        without=("assumed", "of_writer", "dropped", *_HEARD),
        told=_FAMILY,
        later=_ASKS_LATER,
    ),
    Question(
        "whom_to_ask",
        ("says_unsure",),
        without=("assumed", "of_writer", "about_them"),
        told=_FAMILY,
        later=_ASKS_LATER,
    ),
    Question(
        "when_to_ask",
        ("should_ask",),
        without=("dated", "quoting", "asks_staff", *_HEARD),
        told=(*_FAMILY, "about_them"),
        later=("asked_family", "i_will_ask"),
        last=True,
    ),
    Question(
        "ask_first", ("should_ask",), with_too=("quoting",), told=("plural_kin",), later=("asked_family",)
    ),
    Question(
        "depends",
        ("i_will_ask", "awaits"),
        without=("if_then", "asks_staff", "they_quoted"),
        later=("depends_on",),
        last=True,
    ),
    Question(
        "find_out",
        ("guesses", "believes"),
        without=("of_others", "of_writer", "list_mark", "paper", "valued", "staff_word"),
        later=(*_SETTLED, "will_ask"),
    ),
)
"""What one sentence calls for; the surest first."""

_THEY_SAID = Question(
    "show_heard",
    _HEARD,
    with_too=("about_them",),
    without=("paper", "i_said", "of_writer", "what_they_said", "staff_word", "if", "of_others", "never"),
    told=_FAMILY,
    answered=("made_up",),
    later=("asked_family", "i_will_ask"),
    criterion="perspective",
    last=True,
)
_HEARS = ("guesses", "speech", "will_hear", "asked_family", "asked_what", "i_will_ask", *_TOLD)
_NOT_MEANT = ("i_thought", "assumed", "guesses", "believes", "dropped", "looks_again", "made_up")
_MOVE = ("plain_plan", "plans_wide", "i_will_ask", "will_ask", *_CHANGES)

LACKING = (
    # What happened.
    Question("try_it", told=("made_up",), answered=("ahead_of_writer", "plain_plan", "list_mark")),
    Question(
        "why_this", told=("plain_plan", "i_will_ask"), answered=("who_did", *_HEARD), raises="event", most=1
    ),
    Question(
        "one_family", answered=("who_did", "title", "one_of_kin", *KINDS, *_HEARD), raises="event", most=1
    ),
    Question("one_time", answered=("day", "told_writer", "spoke_so"), raises="event", most=0),
    Question(
        "own_story",
        told=("own_kin",),
        answered=("kin_of_others", "ahead_of_writer", "has_moved", "i_did", *_MOVE),
    ),
    # What the writer took it to mean.
    Question(
        "meant",
        ("silent",),
        with_too=("about_them",),
        without=(
            "ahead_of_writer",
            "of_writer",
            "i_said",
            "list_mark",
            "staff_word",
            "in_a_clause",
            "if",
            "thought",
        ),
        answered=("guesses", "assumed", "dropped", "made_up", *_TOLD),
        raises="assumption",
        most=1,
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
        answered=("thought", "felt_by_me", "dropped"),
        raises="assumption",
        most=1,
    ),
    Question(
        "taken_to_mean",
        told=_FAMILY,
        answered=(*_NOT_MEANT, *_MOVE),
        raises="assumption",
        most=0,
        unless="strategy",
    ),
    # How the family sees it.
    Question(
        "hear_from",
        _CHANGES,
        without=("asks", "if", "not_by_writer", "stops", "assumed", *_HEARD),
        told=_FAMILY,
        later=(*_HEARD, *_WILL_HEAR),
        raises="perspective",
    ),
    Question(
        "before_plan",
        ("plain_plan", "plans_wide"),
        with_too=("about_them",),
        without=(*_NOT_A_PLAN, "asks", "staff_word", "vague", "will_measure"),
        told=_FAMILY,
        answered=("i_will_ask", "works_for_them", "asked_family"),
        last=True,
        raises="perspective",
        most=1,
    ),
    Question(
        "not_heard",
        names_matter=True,
        told=("family",),
        answered=("of_writer", "made_up", "i_will_ask"),
        raises="perspective",
        most=1,
    ),
    Question(
        "not_heard",
        names_matter=True,
        told=("family",),
        answered=("of_writer", "made_up", *_HEARS),
        raises="perspective",
        unsure=True,
        most=-1,
    ),
    # What the writer will do.
    Question(
        "first_seen",
        ("vague",),
        without=("aside", "dated", *_HEARD),
        answered=("plans",),
        last=True,
        raises="action",
        most=1,
        unsure=True,
    ),
    Question("again", ("regrets",), without=("if",), answered=_MOVE, raises="action", most=1, unsure=True),
    _THEY_SAID._replace(raises="strategy", most=1, answered=(*_THEY_SAID.answered, *_MOVE)),
    Question(
        "own_story",
        told=("long_past",),
        answered=("made_up", "has_moved", *_MOVE),
        raises="action",
        most=1,
        unsure=True,
    ),
    Question(
        "next_time",
        told=_FAMILY,
        answered=("made_up", "long_past", "own_child", "has_moved", *_MOVE),
        raises="action",
        most=1,
        unsure=True,
    ),
)
"""What a text has not got, in the order in which one thinks."""

FURTHER = (
    Question(
        "otherwise",
        ("will_measure",),
        without=(*_NOT_A_PLAN, "says_unsure", "looked_at"),
        answered=("told_if_not",),
        last=True,
    ),
    Question(
        "hear_from",
        ("now_so", *_CHANGES),
        without=("asks", "if", "not_by_writer", "assumed", "i_said", "ahead_of_writer"),
        told=_FAMILY,
        answered=(*_WILL_HEAR, "made_up"),
        criterion="strategy",
        last=True,
        raises="action",
        most=1,
        unsure=True,
    ),
    Question(
        "how_know",
        ("plain_plan",),
        with_too=("dated",),
        without=(*_NOT_A_PLAN, "asks", "will_measure", "come_by"),
        later=("feedback",),
        last=True,
    ),
    Question(
        "helped",
        told=("has_moved", *_CHANGES),
        answered=("counted", "awaits", "asks_by_me", "made_up", *_WILL_HEAR),
        raises="strategy",
        unless="action",
        least=2,
    ),
    Question(
        "in_the_way",
        ("plain_plan", "plans_wide"),
        with_too=("dated",),
        without=(*_NOT_A_PLAN, "will_measure", "perhaps"),
        answered=("told_if_not",),
        last=True,
        raises="perspective",
        least=2,
    ),
    Question(
        "whence",
        ("assumed", "thought_of_them"),
        with_too=("about_them",),
        without=("of_others", "of_writer", "ahead_of_writer", "not_by_writer"),
        beside=("grounds",),
        raises="assumption",
        most=2,
        unsure=True,
    ),
    Question("granted", told=_FAMILY, answered=_NOT_MEANT, raises="assumption", most=0),
)
"""What goes further than the text."""

LAST = (
    Question(
        "next_step",
        answered=("plain_plan", "plans_wide", "i_will_ask", "made_up"),
        raises="action",
        most=1,
        unsure=True,
    ),
    Question(
        "not_heard",
        names_matter=True,
        told=(*_FAMILY, "about_them"),
        answered=("made_up", *_HEARS),
        raises="perspective",
        most=1,
        unsure=True,
    ),
    Question("seen_by", told=("made_up",)),
    Question(
        "seen_by",
        told=_FAMILY,
        answered=("asked_family", "speech", "will_hear", *_TOLD),
        raises="perspective",
        most=1,
        unsure=True,
    ),
    Question("who_is_touched", answered=(*_FAMILY, *_HEARD, "he", "she")),
)
"""What is asked where nothing else fits and too little is sure."""

QUESTIONS = (*CALLED_FOR, *LACKING, *FURTHER, *LAST)
