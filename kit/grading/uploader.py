"""Read from a file's name and path whose hand-in it is, and who uploaded it."""

import re
from pathlib import Path

from kit.grading.columns import Columns
from kit.handin.downloads import CANVAS, MOODLE, kind_and_account

COPY = re.compile(r"(-\d+| ?\(\d+\))$")
"""What a platform or a browser adds to the name of a second file with the same name."""


def named_in(name: str, assignment: str) -> str | None:
    """Return the learner in a file's name; a platform may have put words before it or a number after it."""
    match = re.fullmatch(rf"(?:.*_)?{re.escape(assignment)}_(.+)", Path(name).stem)
    return match[1] if match else None


def account_of(name: str, folder: str, columns: Columns) -> str | None:
    """Return the platform's id for a file's uploader, after its kind, or ``None``."""
    account = kind_and_account(name, folder)
    kind, _, who = (account or "").partition(" ")
    return f"login {columns.login(who)}" if kind == "login" else account


def uploader_of(name: str, folder: str, assignment: str, columns: Columns | None = None) -> str | None:
    """Return the name that a learning platform wrote before a file's own, or into its folder's name.

    ``folder`` is the whole path to the file, including zips. The outermost match counts, since a platform
    wrote it. The learner may have chosen any name for what is inside.

    >>> uploader_of("Mallory Doe_9999_equity_amy.zip", "archive", "equity")
    'Mallory Doe'
    >>> uploader_of("equity_amy.zip", "Amy Lee_123_assignsubmission_file_", "equity")
    'Amy Lee'
    >>> uploader_of("leeamy_1_2_equity_amy.zip", "doemallory_99_33_mine.zip", "equity")
    'doemallory'
    >>> uploader_of("equity_amy.zip", "archive", "equity")

    If an assignment is anonymous, a platform writes a code instead of a name, a different one each time.

    >>> uploader_of("anon_x7Qa2_33_equity_amy.zip", "submissions.zip", "equity")
    """
    for part in (*folder.split("/"), name):
        if _NOBODY.match(part):
            return None
        for wrote in _PLATFORMS:
            if found := wrote.match(part):
                is_both = wrote is _BLACKBOARD
                return ((columns or Columns()).login(found[1]) if is_both else found[1])[:80]
    before = re.fullmatch(rf"(.+)_{re.escape(assignment)}_.+", Path(name).stem)
    return before[1].partition("_")[0][:80] or None if before else None


def sent_as(name: str, folder: str) -> str | None:
    """Return the name of the file, or of the learner's folder, in the download of a learning platform.

    As in `uploader_of`, the outermost match counts, and ``folder`` is the whole path.

    >>> sent_as("leeamy_1_2_equity_amy.zip", "archive/submissions.zip/.")
    'leeamy_1_2_equity_amy.zip'
    >>> sent_as("equity_amy.zip", "archive/Amy Lee_123_assignsubmission_file_")
    'Amy Lee_123_assignsubmission_file_'
    >>> sent_as("anon_x7Qa2_33_equity_amy.zip", "archive/submissions.zip")
    'anon_x7Qa2_33_equity_amy.zip'
    >>> sent_as("equity_amy.zip", "archive")
    """
    parts = (*folder.split("/"), name)
    return next((part for part in parts if MOODLE.match(part) or CANVAS.match(part)), None)


_BLACKBOARD = re.compile(r"(.+?)_attempt_")
_PLATFORMS = (
    re.compile(r"([^_]+)_[0-9]+_assignsubmission_"),  # Moodle
    re.compile(r"([^_]+)_(?:LATE_)?[0-9]+_[0-9]+_"),  # Canvas
    _BLACKBOARD,
)
_NOBODY = re.compile(r"(LATE_)?anon_[A-Za-z0-9]+_[0-9]+_|Participant[ _][0-9]+_(.*_)?assignsubmission_")
