"""The questions that a coach may ask, and when one fits: what must be there, and what means it's answered.

First come those that one sentence calls for: a decision about a family with none of its words, what the
writer does not know or means to ask, a claim that the family was not heard on. Then, the weakest criterion
first, those for what a text has not got. Last come those that go further. The last of all fits every text.

A question that does not fit does more harm than none. So each names what must stand in the sentence that it
quotes, what must not, and what elsewhere in the text would mean that it has been answered. The names of
those things are sections of ``cue_lists/quoting.txt``. The words of a question stand in ``interface.yaml`` by
its name.
"""

from typing import NamedTuple


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
    """... and surely at this level or a higher one."""


_TOLD = ("spoke_so", "told_writer", "from_them")
_HEARD = ("said", *_TOLD)
_SETTLED = (*_HEARD, "asked_family", "i_will_ask", "should_ask", "checked", "dropped")
_NOT_DECIDED = ("of_others", "assumed", "not_held", "dropped", "of_writer", "should_ask")
_NOT_A_PLAN = ("closes_out", "if_then", "list_mark")
_FAMILY = ("family", "others_of_kin")
_WILL_HEAR = ("works_for_them", "i_will_ask", "will_measure")
_CHANGES = ("changed", "gives", "own_change")

CALLED_FOR = (
    Question("say_to_it", ("decides", "lacks"), without=_NOT_DECIDED, later=_SETTLED),
    Question(
        "who_to_ask",
        ("says_unsure", "not_asked"),
        with_too=("about_them",),
        without=("assumed", "of_writer", "dropped"),
        later=("asked_family", "i_will_ask", "will_ask", "should_ask", *_HEARD),
    ),
    Question(
        "whom_to_ask",
        ("says_unsure",),
        without=("assumed", "of_writer", "about_them"),
        told=_FAMILY,
        later=("asked_family", "i_will_ask", "will_ask", "should_ask", *_HEARD),
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
        without=("if_then", "asks_staff"),
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
_ABOUT_THIS = Question(
    "about_this",
    ("told",),
    with_too=_FAMILY,
    without=(
        *_HEARD,
        "asks",
        "of_writer",
        "ahead_of_writer",
        "thought",
        "list_mark",
        "who_one_is",
        "i_said",
        "staff_word",
    ),
    answered=("made_up", "asked_family"),
    criterion="event",
)

LACKING = (
    Question("one_family", answered=("who_did", "title", *_HEARD), raises="event", most=1),
    Question("try_it", told=("made_up",), answered=("ahead_of_writer",)),
    Question("own_story", told=("of_writer",), answered=(*_HEARD, "asks", "kin_of_others")),
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
    _THEY_SAID._replace(raises="strategy", most=1),
    Question(
        "first_seen",
        ("vague",),
        without=("aside", "dated", *_HEARD),
        answered=("plans",),
        last=True,
        raises="action",
    ),
    Question(
        "next_time",
        told=_FAMILY,
        answered=("ahead_of_writer", "plans_wide", *_CHANGES),
        raises="action",
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
        answered=("thought", "felt_by_me"),
        raises="assumption",
        most=1,
    ),
    _ABOUT_THIS._replace(raises="perspective", most=1),
    Question(
        "not_heard",
        names_matter=True,
        told=("family",),
        answered=("of_writer", "made_up"),
        raises="perspective",
        most=1,
    ),
)
"""What a text has not got; where several fit, the one for the weakest criterion."""

FURTHER = (
    Question("otherwise", ("will_measure",), without=_NOT_A_PLAN, answered=("told_if_not",), last=True),
    Question(
        "hear_from",
        ("now_so", *_CHANGES),
        without=("asks", "if", "not_by_writer", "assumed", "i_said", "ahead_of_writer"),
        told=_FAMILY,
        answered=(*_WILL_HEAR, "made_up"),
        criterion="strategy",
        last=True,
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
    _THEY_SAID._replace(name="ask_next"),
    Question(
        "whence",
        ("assumed", "thought_of_them"),
        with_too=("about_them",),
        without=("of_others", "of_writer", "ahead_of_writer", "not_by_writer"),
        beside=("grounds",),
    ),
    Question(
        "how_know",
        ("plain_plan",),
        with_too=("dated",),
        without=(*_NOT_A_PLAN, "asks"),
        later=("feedback",),
        last=True,
    ),
    Question("what_next", told=_TOLD, answered=("made_up",)),
    _ABOUT_THIS,
    Question("not_heard", names_matter=True, told=(*_FAMILY, "about_them"), answered=("made_up",)),
    Question("try_it", told=("made_up",)),
    Question("who_is_touched"),
)
"""What goes further than the text; the last one always fits."""

QUESTIONS = (*CALLED_FOR, *LACKING, *FURTHER)
