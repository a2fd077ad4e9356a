"""Recognize the file names in a platform's bulk download: what comes before the learner's name for a file."""

import re
from pathlib import PurePosixPath

MOODLE = re.compile(r"(?P<name>[^_]+)_(?P<number>[0-9]+)_assignsubmission_[a-z]+_?")
"""Moodle's prefix of a learner's file or its folder: name, participant, plugin."""
_CANVAS_WHO = r"(?:(?P<name>[^_]+)_(?:LATE_)?(?P<user>[0-9]+)|anon_(?:LATE_)?(?P<nobody>[A-Za-z0-9]+))"
CANVAS = re.compile(rf"{_CANVAS_WHO}_(?P<file>[0-9]+)_")
"""Canvas's prefix of a learner's file: name and user (or one code for both), and the file's number."""
BLACKBOARD = re.compile(r"(?P<said>.+?)_attempt_[0-9]{4}-")
"""Blackboard's prefix of a learner's file: the assignment's column, the sign-in name, the time.

The first two may contain underscores, so the file name alone doesn't show where the second begins.
"""
CANVAS_TYPED = re.compile(rf"{_CANVAS_WHO}_(?:text|link)\.html", re.IGNORECASE)
"""Text that a learner typed into Canvas itself, or a link."""

_KINDS = (MOODLE, CANVAS, CANVAS_TYPED, BLACKBOARD)
_BESIDE = re.compile(r"(.+_attempt_[0-9-]+\.txt|onlinetext\.html|.+_(text|link)\.html)", re.IGNORECASE)
_LISTS = (".csv", ".xml", ".css", ".js")


def named_by(name: str, folder: str) -> re.Match[str] | None:
    """Return what a platform wrote into a file's name or its folders'; the outermost match counts.

    >>> named_by("leeamy_1012_9001_essay.docx", "archive/submissions.zip")["user"]
    '1012'
    >>> named_by("essay.docx", "archive/Amy Lee_123_assignsubmission_file_")["name"]
    'Amy Lee'
    >>> named_by("Equity_finn_attempt_2026-11-21-09-00-00_essay.docx", ".")["said"]
    'Equity_finn'
    >>> named_by("leeamy_1012_text.html", ".")["user"], named_by("essay.docx", "archive")
    ('1012', None)
    """
    parts = (*folder.split("/"), name)
    return next((found for part in parts for kind in _KINDS if (found := kind.match(part))), None)


def account(name: str, folder: str) -> str | None:
    """Return the part that distinguishes one person's files from another's within a download.

    >>> account("leeamy_LATE_1012_9001_essay.docx", "."), account("anon_x7Qa2_33_essay.docx", ".")
    ('1012', 'x7Qa2')
    """
    return (kind_and_account(name, folder) or "").partition(" ")[2] or None


def kind_and_account(name: str, folder: str) -> str | None:
    """Return the same with its kind in front: a platform may give a person a number once and a name later.

    For Blackboard it is the column and the sign-in name together.

    >>> kind_and_account("leeamy_1012_9001_essay.docx", ".")
    'user 1012'
    """
    found = named_by(name, folder)
    said = {} if found is None else found.groupdict()
    if login := said.get("said"):
        return f"login {login}"
    return next((f"{k} {said[k]}" for k in ("number", "user", "nobody") if said.get(k)), None)


def is_typed(name: str) -> bool:
    """Return whether a platform itself wrote a file next to an upload: typed text, notes on an attempt.

    >>> is_typed("onlinetext.html"), is_typed("Equity_finn_attempt_2026-11-21-09-00-00.txt")
    (True, True)
    >>> is_typed("a.pdf")
    False
    """
    return _BESIDE.fullmatch(name) is not None


def is_platforms_own(name: str, folder: str) -> bool:
    """Return whether a file is the platform's own list or page in a download, and not an upload.

    >>> is_platforms_own("index.html", "."), is_platforms_own("leeamy_1_2_marks.csv", ".")
    (True, False)
    """
    if named_by(name, folder) is not None:
        return False
    return name.lower() in ("index.html", "index.htm") or PurePosixPath(name).suffix.lower() in _LISTS
