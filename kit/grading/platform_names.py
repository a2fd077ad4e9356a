"""Look up a learning platform's names for learners' uploads, by which its bulk return finds the learners.

Learners chose a part of each name, so every name is checked.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from kit.classroom import Member
from kit.grading.handed import collected
from kit.grading.learners_file import read_table
from kit.grading.whose import Roster
from kit.handin.downloads import Prefix, prefix_of

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


def names_for(
    root: Path,
    assignment: str,
    platform: Literal["canvas", "moodle"],
    learners: Iterable[str],
    members: Mapping[str, Member],
) -> tuple[dict[str, str], dict[str, str]]:
    """Return, by learner, the platform's name for what is collected, or, separately, why none can be used."""
    table = read_table(root)
    roster = Roster(members.values(), table.uploads)
    found: dict[str, Prefix] = {}
    left: dict[str, str] = {}
    where = platform.title()
    for learner in learners:
        one = collected(root / "submitted" / learner / assignment, assignment, learner)
        same = [o for o in table.uploads if one and o.hand_in == one.upload.hand_in]
        ways = [(o, prefix) for o in same if o.counts and (prefix := prefix_of(o.file))]
        sent, prefix = next((way for way in ways if way[1].platform == platform), (None, None))
        if any(o.decision == "held" for o in same):
            left[learner] = "two people uploaded this hand-in; use kit class learners to say whose it is"
        elif sent is None or prefix is None:
            left[learner] = f"this hand-in didn't come in a download from {where}"
        elif _UNSAFE.search(prefix.part) or len(prefix.part.encode()) > 250:
            left[learner] = "the uploaded file's name can't be used in a zip"
        elif sent.sent_by or learner not in (people := roster.people(prefix) or [learner]):
            left[learner] = f"the uploaded file is from {sent.sent_by or people[0]}'s {where} account"
        elif platform == "canvas" and roster.accounts(learner) - {prefix.account, ""} and prefix.account:
            left[learner] = f"the uploaded file is from {prefix.account}, but the roster says otherwise"
        else:
            found[learner] = prefix
    accounts = Counter(prefix.by for prefix in found.values())
    for learner in [who for who, prefix in found.items() if accounts[prefix.by] > 1]:
        left[learner] = f"this hand-in and another learner's came from the same {where} account"
        del found[learner]
    return {who: prefix.part for who, prefix in found.items()}, left


def in_moodle(name: str, page: str) -> str:
    """Return a page's path in a zip for Moodle: in the folder of Moodle's download, or with its prefix.

    >>> in_moodle("Amy Lee_123_assignsubmission_file_", "equity_feedback.html")
    'Amy Lee_123_assignsubmission_file_/equity_feedback.html'
    >>> in_moodle("Amy Lee_123_assignsubmission_file_equity_amy.zip", "equity_feedback.html")
    'Amy Lee_123_assignsubmission_file_equity_feedback.html'
    """
    found = re.match(r"[^_]+_[0-9]+_assignsubmission_[a-z]+_?", name)
    before = found[0] if found else ""
    # The zip of such a folder has the folder's name, too.
    is_folder = name.removesuffix(".zip") == before
    return f"{before}/{page}" if is_folder else f"{before}{page}"
