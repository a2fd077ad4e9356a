"""Look up a learning platform's names for learners' uploads, by which its bulk return finds the learners.

The names are stored when hand-ins are collected (`kit.grading.senders`). Learners chose a part of each, so
every name is checked.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from kit.classroom import Member
from kit.grading.handed import sender_of
from kit.grading.sender import Known, Sender
from kit.grading.senders import Senders, read_senders
from kit.handin.downloads import CANVAS, MOODLE

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


def names_for(
    root: Path,
    assignment: str,
    platform: Literal["canvas", "moodle"],
    learners: Iterable[str],
    members: Mapping[str, Member],
) -> tuple[dict[str, str], dict[str, str]]:
    """Return, by learner, the platform's name for what is collected, or, separately, why none can be used."""
    senders = read_senders(root)
    kind, title = (CANVAS, "Canvas") if platform == "canvas" else (MOODLE, "Moodle")
    names: dict[str, str] = {}
    left: dict[str, str] = {}
    for learner in learners:
        one = sender_of(root / "submitted" / learner / assignment, assignment, learner)
        name = senders.learners.get(learner, Known()).sent_as.get(one.hand_in) if one else None
        found = kind.match(name) if name else None
        if name is None or found is None:
            left[learner] = _not_of(one, senders, kind, title)
        elif one and senders.is_of_two(one):
            left[learner] = "two people uploaded this hand-in; use kit class learners to say whose it is"
        elif _UNSAFE.search(name) or len(name.encode()) > 250:
            left[learner] = "the uploaded file's name can't be used in a zip"
        elif other := _of_another(learner, found.groupdict(), members):
            left[learner] = other
        else:
            names[learner] = name
    accounts = {learner: _who(kind, name) for learner, name in names.items()}
    for learner, who in accounts.items():
        others = [one for one in accounts if one != learner and accounts[one] == who]
        if others:
            left[learner] = f"this hand-in and {others[0]}'s came from the same {title} account"
            names.pop(learner)
    return names, left


def _not_of(one: Sender | None, senders: Senders, kind: re.Pattern[str], title: str) -> str:
    """Return why the platform has no name for what is collected, and who in the class sent it, if known."""
    same = [s for s in senders.seen if one and (s.learner, s.hand_in) == (one.learner, one.hand_in)]
    others = [s for s in same if s.sent_by and not s.held]
    # If it came in several ways, the platform's own counts, since there that person would get the page.
    if by := next((s.sent_by for s in others if kind.match(s.sent_as or "")), None):
        return f"this hand-in was sent by {by}, who would get the page"
    if others and all(s.sent_by for s in same if not s.held):
        return f"this hand-in was sent by {others[0].sent_by}, and not in a download from {title}"
    return f"this hand-in didn't come in a download from {title}"


def _who(kind: re.Pattern[str], name: str) -> str:
    found = kind.match(name)
    said = {} if found is None else found.groupdict()
    return next((said[key] for key in ("number", "user", "nobody") if said.get(key)), "")


def _of_another(learner: str, said: Mapping[str, str | None], members: Mapping[str, Member]) -> str | None:
    """Return why the platform's name isn't this learner's, or ``None``. Moodle has only a person's name."""
    if "user" in said:
        return _other_user(learner, said["user"], members)
    return _other_name(learner, said["name"] or "", members)


def _other_user(learner: str, user: str | None, members: Mapping[str, Member]) -> str | None:
    """Return why a Canvas account isn't this learner's, as far as the roster has accounts."""
    mine = members[learner].lms_id if learner in members else ""
    if user and mine.isdigit() and user != mine:
        return f"the uploaded file is from Canvas account {user}, but the roster says {mine}"
    owner = next((id for id, one in members.items() if user and one.lms_id == user and id != learner), None)
    return f"the uploaded file is from {owner}'s Canvas account" if owner else None


def _other_name(learner: str, name: str, members: Mapping[str, Member]) -> str | None:
    """Return why a name in Moodle isn't this learner's: somebody else in the class has it."""
    said = _compared(name)
    if learner in members and _compared(members[learner].name) == said:
        return None
    owner = next((id for id, one in members.items() if id != learner and _compared(one.name) == said), None)
    return f"Moodle has the uploaded file under {owner}'s name" if owner else None


def _compared(name: str) -> str:
    # Stricter than `as_compared`: two people's names may differ only by an accent.
    # Macs write accents into a zip as separate characters.
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def in_moodle(name: str, page: str) -> str:
    """Return a page's path in a zip for Moodle: in the folder of Moodle's download, or with its prefix.

    >>> in_moodle("Amy Lee_123_assignsubmission_file_", "equity_feedback.html")
    'Amy Lee_123_assignsubmission_file_/equity_feedback.html'
    >>> in_moodle("Amy Lee_123_assignsubmission_file_equity_amy.zip", "equity_feedback.html")
    'Amy Lee_123_assignsubmission_file_equity_feedback.html'
    """
    found = MOODLE.match(name)
    before = found[0] if found else ""
    # The zip of such a folder has the folder's name, too.
    is_folder = name.removesuffix(".zip") == before
    return f"{before}/{page}" if is_folder else f"{before}{page}"
