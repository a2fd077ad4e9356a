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
KIN = cues(rf"(?:{_KIN})(?:'s)?")
_MONTH_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTHS = f"{_MONTH_NAMES}|jan|feb|sept?|oct|nov|dec"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
DATE = re.compile(
    rf"(?<!\w)(?:{_DAYS}s?|the \d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})|"
    rf"(?:{_MONTHS})\.? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}:\d\d|\d{{1,2}} ?(?:a\.?m|p\.?m)|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|noon|twelve) o'clock|tomorrow|"
    r"next (?:week|month|year|fall|spring|semester|quarter|meeting)|this (?:week|month|friday)|"
    rf"\w+ of (?:{_MONTH_NAMES})|(?:in|by|before|until|since|last|this|next|early|late|mid-?) "
    rf"?(?:{_MONTH_NAMES})|"
    r"day after tomorrow|(?:in|after) (?:a|one|two|three|four|six|eight|ten) (?:weeks?|months?|days?))(?!\w)"
)
