"""One sentence to the learner: what to try next, tied to the lowest criterion.

Never praise, never a score.
"""

from __future__ import annotations

from collections.abc import Mapping

_TRY = {
    "event": (
        "Choose one meeting, call or talk and tell it: who was there, and what was said or done?",
        "Say who was there, what happened, and on what kind of occasion: what would a camera have recorded?",
        "Set apart what you saw or heard from what you took it to mean: what else could it have meant?",
        "Go back to the moment that you told: what have you still not asked about it?",
    ),
    "assumption": (
        "Name one thing that you took for granted about the family: what did you expect before it began?",
        "Ask where that feeling or belief came from, or what it made you do: when did you first learn it?",
        "Hold your assumption against something you could check: what would speak for it, and what against?",
        "Say what you are leaving open: what could still change your mind?",
    ),
    "perspective": (
        "Bring in the family's own view: what have they said about it, in their words?",
        "You imagine their view; find grounds for it: what did they say or write, and what could you ask?",
        "Ask an open question whose answer may change your plan: what matters most to you in this?",
        "Say what their answer changes: what will be done differently because of it?",
    ),
    "strategy": (
        "Choose one practice of the dimension and say what you do: which would this family notice?",
        "Turn the intention into something done: what exactly will you, or the school, do?",
        "Fit it to this family's life, the school adjusting first: which time, place or rule must move?",
        "Say who keeps this going when you are away: whose job is it written into?",
    ),
    "action": (
        "End with a next step: what will you do, and when or with whom?",
        "Make the step concrete: on which day, and with whom, will you begin?",
        "Say how you will know: whom will you ask whether it helped, and when?",
        "Plan for the answer: what will you do if it did not help?",
    ),
}


def next_step(levels: Mapping[str, int | None]) -> str:
    """The sentence for the lowest criterion that was read; the rubric's order decides between equals.

    >>> next_step({"event": 2, "assumption": None, "perspective": 1, "strategy": 2, "action": 1})
    'You imagine their view; find grounds for it: what did they say or write, and what could you ask?'
    """
    read = {c: level for c, level in levels.items() if level is not None}
    if not read:
        return "Ask a person to read this with you: which sentence matters most to you?"
    lowest = min(read, key=lambda c: read[c])
    return _TRY[lowest][read[lowest]]


STOPPED = {
    "empty": "Write about one moment with a family: who was there, and what happened?",
    "too_short": "Write a little more: who was there, what was said, and what did you make of it?",
    "non_english": "Your instructor reads this; you may add some English: what happened, and what is next?",
    "gibberish": "Write it in sentences: what happened, and what did you make of it?",
    "off_topic": "Turn to your work with a family: which moment with one comes to mind?",
    "prompt_copy": "Answer in your own words: what happened when you met this family?",
    "repetition": "Say each thing once, then go on: what happened next?",
    "quoted": "Add your own words to what you quote: what do you make of it?",
}
"""Gate → the sentence shown instead."""
