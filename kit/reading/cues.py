"""Small pattern builder for cue lists, and the cues that several criteria share.

Every pattern is bounded, so that reading time grows with the length of a text and not faster.
"""

from __future__ import annotations

import re


def cues(*phrases: str) -> re.Pattern[str]:
    """One pattern for a list of phrases; ``~`` stands for up to four words between.

    >>> bool(cues("asked ~ what").search("i asked his mother again what she saw"))
    True
    """
    gap = r"(?:[ ,]+[^\s,]{1,25}){0,4}[ ,:]+"
    joined = "|".join(p.replace(" ~ ", gap) for p in phrases)
    return re.compile(rf"(?<![\w'])(?:{joined})(?![\w'])")


_KIN = (
    "mother|mom|mum|mama|dad|father|papa|parents?|grandmother|grandma|grandfather|grandpa|grandparents?|"
    "great-aunt|aunt|uncle|guardian|foster (?:mother|father|mom|dad|parents?)|family|families|"
    "caregivers?|stepmother|stepfather|stepdad|stepmom|wife|husband|brother|sister|cousin|moms|dads|"
    "mothers|fathers|couple"
)
_TITLE = r"(?:mr|mrs|ms|miss|mx|sra|señora|señor)\.? [^\W\d_]{2,20}"
KIN = cues(rf"(?:{_KIN})(?:'s)?")
FAMILY = cues(rf"(?:{_KIN})(?:'s)?", _TITLE, "she", "he", "they", "her", "him", "them")
PERSON = cues(
    rf"(?:{_KIN})(?:'s)?",
    _TITLE,
    r"dr\.? [^\W\d_]{2,20}",
    "she",
    "he",
    "they",
    "team",
    "principal|aide|mentor|teacher|managers?|psychologist|nurse|interpreter|colleague|secretary|worker",
)
FIRST_PERSON = cues(
    "i", "i'm", "i'll", "i'd", "i've", "we", "we'll", "we've", "we'd", "we're", "my", "our", "me", "us"
)
PAST = cues(
    "was|were|said|told|came|went|had|did|asked|sat|saw|heard|got|gave|made|took|left|met|put|read|wrote|"
    "held|kept|looked|called|stood|turned|brought|sent|began|ran|spoke|laid|stopped|phoned|met|offered|"
    "answered|[a-z]{2,18}ed"
)
_MONTH_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTHS = f"{_MONTH_NAMES}|jan|feb|sept?|oct|nov|dec"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
DATE = re.compile(
    rf"(?<!\w)(?:{_DAYS}s?|the \d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})|"
    rf"(?:{_MONTHS})\.? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}:\d\d|\d{{1,2}} ?(?:a\.?m|p\.?m)|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|noon|twelve) o'clock|tomorrow|"
    r"next (?:week|month|year|fall|spring|semester|quarter|meeting)|this (?:week|month|friday)|"
    rf"\w+ of (?:{_MONTH_NAMES}))(?!\w)"
)
WONT = cues(
    "(?:will|would) (?:not|never)|won't|wouldn't|did not ask|didn't ask|never asked|"
    "(?:am|are|is|'m|'re|'s) not (?:going|gonna)|not (?:call|ask|change)"
)
"""What is not done and will not be: a cue in such a sentence earns nothing."""
