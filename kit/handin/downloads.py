"""Read what a learning platform wrote before a learner's file in its download: whose, and which upload."""

import re
from pathlib import Path, PurePath
from typing import NamedTuple

from kit.handin.received import Received
from kit.model import KitError

_MOODLE = re.compile(r"(?P<name>[^_]+)_(?P<of>[0-9]+)_assignsubmission_[a-z]+_?")
_CANVAS_WHO = (
    r"(?!gradebook_)(?:(?P<name>[^_]+)_(?:LATE_)?(?P<user>[0-9]+)|anon_(?:LATE_)?(?P<nobody>[A-Za-z0-9]+))"
)
_CANVAS = re.compile(rf"{_CANVAS_WHO}_(?P<number>[0-9]+)_")
_CANVAS_TYPED = re.compile(rf"{_CANVAS_WHO}_(?:text|link)\.html", re.IGNORECASE)
_BLACKBOARD = re.compile(r"(?P<said>.+?)_attempt_(?P<time>[0-9]{4}-[0-9-]*)")
_TYPED = re.compile(r"(.+_attempt_[0-9-]+\.txt|onlinetext\.html|.+_(text|link)\.html)", re.IGNORECASE)
_LISTS = re.compile(r"(.*/)?(index\.html?|[^/]*\.(csv|xml|css|js))", re.IGNORECASE)


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
    is_late: bool = False
    """Whether the platform says that it is late; only Canvas does."""

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
        is_late = "_LATE_" in found[0]
        return Prefix("canvas", by if user else "", found["name"] or "", number, by, name, is_late)
    if found := _BLACKBOARD.match(name):
        said = found["said"]
        return Prefix("blackboard", "", said, found["time"], f"blackboard {said}", name)
    return None


class Entry(NamedTuple):
    """A file in a download."""

    path: str
    """Its path inside the download, which a platform wrote."""
    prefix: Prefix | None
    """What the platform wrote before it."""
    found: Received | KitError
    """The hand-in, or why there is none."""
    assignment: str
    """The assignment of the hand-in."""
    source: Path
    """The file on disk."""
    within: Path
    """The zip or the folder in which the platform named it."""
    vouched: bool = False
    """As in `kit.grading.whose.Copy`."""

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePath(self.path).name

    @property
    def came(self) -> int:
        """When it came, in nanoseconds."""
        try:
            return self.source.lstat().st_mtime_ns
        except OSError:
            return 0

    @property
    def is_other(self) -> bool:
        """Whether it is another kind of file, which was never meant to be unpacked."""
        return isinstance(self.found, KitError) and self.found.code == "handin.no_zip"


def is_typed(name: str) -> bool:
    """Return whether a platform itself wrote a file next to an upload: typed text, notes on an attempt.

    >>> is_typed("onlinetext.html"), is_typed("Equity_finn_attempt_2026-11-21.txt"), is_typed("a.pdf")
    (True, True, False)
    """
    return _TYPED.fullmatch(name) is not None


def is_list(name: str) -> bool:
    """Return whether a file without a prefix is the platform's own list or page in a download.

    >>> is_list("index.html"), is_list("Grades/All of them.csv"), is_list("a.pdf")
    (True, True, False)
    """
    return _LISTS.fullmatch(name) is not None
