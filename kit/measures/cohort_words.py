"""What a group's numbers cannot show."""

from __future__ import annotations

CANNOT_SHOW = (
    "These are people's own ratings of how often they did something, not what a family saw or felt.",
    "There is no group without the course beside this one, so a change may have other causes.",
    "People who rated only once, or left much out, are in no change; they may differ from those who are.",
    "The then-test judges the earlier time again; it is neither truer nor less biased than the first one.",
    "No validity of these questions is claimed, and fifteen of them need not measure one thing.",
    "Nothing here measures bias, and no such line is drawn. These numbers are no part of a grade.",
)
