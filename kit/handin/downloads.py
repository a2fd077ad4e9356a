"""Read what a learning platform wrote before a learner's file in its download: whose, and which upload."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple

_MOODLE = re.compile(r"(?P<name>[^_]+)_(?P<of>[0-9]+)_assignsubmission_[a-z]+_?")
_CANVAS_WHO = (
    r"(?!gradebook_)(?:(?P<name>[^_]+)_(?:LATE_)?(?P<user>[0-9]+)|anon_(?:LATE_)?(?P<nobody>[A-Za-z0-9]+))"
)
_CANVAS = re.compile(rf"{_CANVAS_WHO}_(?P<number>[0-9]+)_")
_CANVAS_TYPED = re.compile(rf"{_CANVAS_WHO}_(?:text|link)\.html", re.IGNORECASE)
_BLACKBOARD = re.compile(r"(?P<said>.+?)_attempt_(?P<time>[0-9]{4}-[0-9-]*)")
_TYPED = re.compile(r"(.+_attempt_[0-9-]+\.txt|onlinetext\.html|.+_(text|link)\.html)", re.IGNORECASE)
_LISTS = (".csv", ".xml", ".css", ".js")


class Prefix(NamedTuple):
    """What a platform wrote before a learner's file, or as the name of a learner's folder."""

    platform: str
    account: str
    """What stays the same in every assignment; empty if nothing does."""
    name: str
    """The learner's name as the platform writes it. Blackboard has the column and the sign-in name here."""
    upload: str
    """The number or time of the upload, or empty."""
    by: str
    """What tells two people apart in one assignment."""
    part: str
    """The whole name that the platform gave to the file or folder."""

    @property
    def order(self) -> int:
        """The upload's number or time as a number; 0 if the platform gives none."""
        return int(re.sub(r"\D", "", self.upload) or 0)


def prefix_of(entry: str) -> Prefix | None:
    """Return what a platform wrote into the path of a file inside its download; the outermost counts.

    Only Moodle makes folders, so any other folder's name says nothing.

    >>> prefix_of("leeamy_1012_9001_equity.zip")[:4]
    ('canvas', 'canvas 1012', 'leeamy', '9001')
    >>> prefix_of("Amy Lee_77_assignsubmission_file_/amy.zip")[:3]
    ('moodle', 'moodle Amy Lee', 'Amy Lee')
    >>> prefix_of("Equity_finn_attempt_2026-11-21-09-00-00_a.zip").order
    20261121090000
    >>> prefix_of("class_2026_11_wk3/equity_amy.zip"), prefix_of("gradebook_2026_101_Equity_2026-11-30.zip")
    (None, None)
    """
    *folders, name = entry.split("/")
    for part in (*folders, name):
        if found := _MOODLE.match(part):
            who = found["name"]
            is_nobody = who.casefold().startswith("participant")
            account = "" if is_nobody else f"moodle {who}"
            return Prefix("moodle", account, who, "", f"moodle {who} {found['of']}", part)
    if found := _CANVAS.match(name) or _CANVAS_TYPED.match(name):
        user = found["user"]
        by = f"canvas {user or found['nobody']}"
        number = found.groupdict().get("number", "")
        return Prefix("canvas", by if user else "", found["name"] or "", number, by, name)
    if found := _BLACKBOARD.match(name):
        said = found["said"]
        return Prefix("blackboard", "", said, found["time"], f"blackboard {said}", name)
    return None


def is_typed(name: str) -> bool:
    """Return whether a platform itself wrote a file next to an upload: typed text, notes on an attempt.

    >>> is_typed("onlinetext.html"), is_typed("Equity_finn_attempt_2026-11-21.txt"), is_typed("a.pdf")
    (True, True, False)
    """
    return _TYPED.fullmatch(name) is not None


def is_platforms_own(entry: str) -> bool:
    """Return whether a file is the platform's own list or page in a download, and not an upload.

    >>> is_platforms_own("index.html"), is_platforms_own("leeamy_1_2_marks.csv")
    (True, False)
    """
    path = PurePosixPath(entry)
    own = path.name.lower() in ("index.html", "index.htm") or path.suffix.lower() in _LISTS
    return own and prefix_of(entry) is None
