"""Patterns for what places a sentence in time: days, dates, hours, and times ahead such as "next week"."""

import re

_MONTH_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTHS = f"{_MONTH_NAMES}|jan|feb|sept?|oct|nov|dec"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
PATTERN = (
    rf"(?<!\w)(?:{_DAYS}s?|the \d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})|"
    rf"(?:{_MONTHS})\.? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}:\d\d|\d{{1,2}} ?(?:a\.?m|p\.?m)|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|noon|twelve) o'clock|tomorrow|"
    r"next (?:week|month|year|fall|spring|semester|quarter|meeting)|this (?:week|month|friday)|"
    rf"(?:in|by|before|until|since|last|this|next|early|late|mid-?) "
    rf"?(?:{_MONTH_NAMES})|"
    r"day after tomorrow|(?:in|after) (?:a|one|two|three|four|six|eight|ten) (?:weeks?|months?|days?))(?!\w)"
    # "the end of May", written so that the search doesn't start over at every word.
    rf"|\w of (?:{_MONTH_NAMES})(?!\w)"
)
DATE = re.compile(PATTERN)
"""Matches any of them in a lower-case sentence."""
CLOCK_PATTERN = r"\d:\d\d|\d ?[ap]\.?m\b|o'clock"
CLOCK = re.compile(CLOCK_PATTERN)
"""Matches an hour."""
