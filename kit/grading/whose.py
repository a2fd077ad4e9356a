"""Decide whose a hand-in is, and keep it in one table: learner, account, course folder, decision.

The account that a platform's prefix names decides. An account on the roster is that person's, so the id in
the hand-in must be theirs or nobody's. Otherwise one account is one learner's from the first accepted hand-in
on. Without an account (mail), the id in the hand-in counts. Another course folder than before is taken only
out of a download in which two others hand in from theirs, since anybody can make a zip of such names.
Whatever differs is held until the instructor decides with ``kit class learners``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from kit.classroom import Member
from kit.content import compiled, sentence_of
from kit.grading.checking import AGAIN
from kit.handin.downloads import Entry, Prefix
from kit.handin.received import Received
from kit.journal.places import WORKSPACE_ID
from kit.model import KitError, NotFound
from kit.spreadsheet import as_compared


class Upload(BaseModel):
    """One hand-in from one person: a row of the table."""

    learner: str
    account: str = ""
    """The platform's account, if it stays the same in every assignment."""
    folder: str = ""
    """The workspace id of the course folder."""
    decision: Literal["", "taken", "held", "accepted", "not theirs"] = ""
    """The first three are the rule's, the last two the instructor's."""
    why: str = ""
    """Why it is held."""
    assignment: str = ""
    file: str = ""
    """Its path inside the download."""
    by: str = ""
    """What tells its sender apart within the assignment."""
    sent_by: str = ""
    """Whose account on the roster sent it, if that isn't its learner's."""
    hand_in: str = ""
    """The code of what is in it, no matter who sent it."""
    code: str = ""
    at: datetime | None = None
    """When it was handed in."""
    came: int = 0
    """When it came, in nanoseconds."""
    no_invitation: bool = False
    """Whether it has no learner's id, or one on no list, so that the account alone says whose it is."""
    is_listed: bool = Field(default=False, exclude=True)
    """Whether the class list says that the account is its learner's."""
    vouched: bool = Field(default=False, exclude=True)
    """As in `Copy`."""

    @property
    def counts(self) -> bool:
        """Whether it is its learner's."""
        return self.decision in ("taken", "accepted")


# A file's name on a disk can have half an emoji or a byte that is no letter, but a record can't.
_Text = Annotated[str, AfterValidator(lambda text: text.encode("utf-8", "replace").decode())]


class LeftOut(BaseModel):
    """A file that came and can't be collected, with a sentence to send."""

    whose: _Text
    file: _Text
    why: _Text
    to_send: _Text
    assignment: str = ""
    came: int = 0
    """When the file came, in nanoseconds."""
    download: _Text = ""
    """The download that it was in, if no copy of it is kept."""


class Copy(BaseModel):
    """A hand-in's copy in ``downloaded/``."""

    path: str
    """Its path inside the download."""
    vouched: bool = False
    """Whether hand-ins of two others came with it, each from a course folder that is known to be theirs."""


class Table(BaseModel):
    """Everything that is known and decided about the hand-ins of one course."""

    version: Literal[2] = Field(alias="schema")
    uploads: list[Upload] = []
    left_out: list[LeftOut] = []
    copies: dict[str, Copy] = {}
    """What is in ``downloaded/``, by the course's own name."""

    def of(self, learner: str) -> list[Upload]:
        """Return the hand-ins that are a learner's."""
        return [one for one in self.uploads if one.learner == learner and one.counts]

    def waits(self, assignment: str = "") -> list[Upload]:
        """Return the hand-ins that the instructor has to decide about."""
        return [o for o in self.uploads if o.decision == "held" and assignment in ("", o.assignment)]

    def is_refused(self, hand_in: str) -> bool:
        """Return whether the instructor said that what is in a collected hand-in isn't its learner's."""
        same = [one for one in self.uploads if one.hand_in == hand_in]
        return any(one.decision == "not theirs" for one in same) and not any(one.counts for one in same)

    def sort(self, assignment: str, came: Sequence[Upload], roster: "Roster") -> None:
        """Decide about everything that came of an assignment, and put it into the table."""
        before = {one.code: one for one in self.uploads if one.assignment == assignment}
        codes = {(assignment, one.code) for one in came}
        self.uploads = [one for one in self.uploads if (one.assignment, one.code) not in codes]
        self.uploads += came
        for one in came:
            if earlier := before.get(one.code):
                # What is held stays held until the instructor decides.
                one.decision, one.why = earlier.decision, earlier.why
        undecided = [one for one in came if one.decision in ("", "taken")]
        for one in undecided:
            if len({o.by for o in undecided if o.by and o.hand_in == one.hand_in}) > 1:
                _hold(one, KitError("held.same_from_two", **_facts(one)))
        free = [one for one in undecided if not one.decision]
        for one in sorted(free, key=lambda one: not one.is_listed):
            if error := self._doubt(one, roster):
                _hold(one, error)
            elif one.is_listed:
                one.decision = "taken"
        # Of first hand-ins that contradict each other, nobody knows yet which is right.
        first = [one for one in free if not (one.decision or self.of(one.learner))]
        for one in [one for one in first if any(_contradicts(one, o) for o in first)]:
            _hold(one, KitError("held.two", **_facts(one)))
        for one in free:
            one.decision = one.decision or "taken"

    def _doubt(self, one: Upload, roster: "Roster") -> KitError | None:
        facts, mine = _facts(one), self.of(one.learner)
        accounts = {o.account for o in mine if o.account}
        if one.sent_by and one.account not in accounts:
            return KitError("held.sent_by", by=one.sent_by, **facts)
        source = (one.learner, one.folder, one.by, "not theirs")
        if any((o.learner, o.folder, o.by, o.decision) == source for o in self.uploads):
            return KitError("held.refused_before", **facts)
        accounts |= roster.accounts(one.learner)
        is_theirs = one.is_listed or one.account in accounts
        if not is_theirs:
            for other in self.uploads:
                if other.counts and other.learner != one.learner and _is_one_account(other, one):
                    return KitError("held.account_of", other=other.learner, **facts)
            if one.account and accounts:
                return KitError("held.other_account", **facts)
        if mine and one.folder not in {o.folder for o in mine} and not (is_theirs and one.vouched):
            return KitError("held.other_folder", **facts)
        return None

    def decide(self, code: str, *, accept: bool) -> Upload:
        """Accept a hand-in as its learner's, or say that it isn't. Raises `NotFound` for an unknown code."""
        one = next((one for one in reversed(self.uploads) if code and one.code == code), None)
        if one is None:
            raise NotFound(f"no hand-in has the code {code}; kit class learners lists the codes.")
        one.decision, one.why = ("accepted" if accept else "not theirs"), ""
        for same in self.uploads if accept else ():
            if same.hand_in == one.hand_in and same.code != code and same.decision == "held":
                same.decision, same.why = "not theirs", ""
        return one


def _is_one_account(one: Upload, other: Upload) -> bool:
    # Of two people with one name on Moodle, only the numbers in one assignment differ.
    return one.account == other.account != "" and (one.assignment != other.assignment or one.by == other.by)


def _contradicts(one: Upload, other: Upload) -> bool:
    if one.by and one.by == other.by:
        return one.learner != other.learner
    is_other = bool(one.by and other.by) or one.folder != other.folder
    return one is not other and one.learner == other.learner and is_other


def _facts(one: Upload) -> dict[str, str]:
    return {"file": Path(one.file).name, "learner": one.learner}


def _hold(one: Upload, error: KitError) -> None:
    one.decision, one.why = "held", sentence_of(error)


class Roster:
    """The class list as platforms' accounts see it."""

    def __init__(self, members: Iterable[Member], uploads: Iterable[Upload] = ()) -> None:
        self._members = list(members)
        self._numbers = {one.id: one.lms_id for one in self._members if one.lms_id.isdigit()}
        uploads = list(uploads)
        self._known = {one.id for one in self._members} | {one.learner for one in uploads if one.counts}
        accounts = {one.account.removeprefix("canvas ") for one in uploads if one.account[:7] == "canvas "}
        if len(accounts) > 2 and accounts.isdisjoint(self._numbers.values()):
            # Of so many, one would be listed. So the list has the school's own numbers, not Canvas'.
            self._numbers = {}
        self._names: dict[str, set[str]] = defaultdict(set)
        for one in self._members:
            words = one.name.split()
            # Canvas writes "Lee, Amy" as leeamy, and nothing says where a last name begins.
            for n in range(len(words)):
                self._names[_letters("".join([*words[n:], *words[:n]]))].add(one.id)

    def people(self, prefix: Prefix | None) -> list[str]:
        """Return whose account a platform's prefix may mean; several only if they have one name.

        >>> from kit.handin.downloads import prefix_of
        >>> roster = Roster([Member("amy", name="Amy Lee", lms_id="1012"), Member("a_ng", name="Al Ng")])
        >>> roster.people(prefix_of("leeamy_1012_9001_essay.docx"))
        ['amy']
        >>> roster.people(prefix_of("leeamy_1013_9001_essay.docx"))
        []
        >>> roster.people(prefix_of("Unit_1_a_ng_attempt_2026-11-21-09-00-00_essay.docx"))
        ['a_ng']
        """
        if prefix is None:
            return []
        if prefix.platform == "blackboard":
            # Both the column and the sign-in name can contain underscores.
            ends = f"_{as_compared(prefix.name)}"
            logins = [
                (len(login), one.id)
                for one in self._members
                for login in map(as_compared, {one.login, one.email, one.id})
                if login and ends.endswith(f"_{login}")
            ]
            return [who for length, who in logins if length == max(logins)[0]]
        number = prefix.account.removeprefix("canvas ")
        if found := [who for who, own in self._numbers.items() if own == number]:
            return found
        named = self._names.get(_letters(prefix.name), set()) if prefix.name else set()
        return sorted(who for who in named if prefix.platform == "moodle" or who not in self._numbers)

    def named(self, whose: str) -> list[str]:
        """Return whom an id, or a name as a platform writes it, may mean."""
        is_id = any(one.id == whose for one in self._members)
        return [whose] if is_id else sorted(self._names.get(_letters(whose), ())) or [whose]

    def place(self, one: Upload, prefix: Prefix | None) -> None:
        """Note what the roster says about the account that sent a hand-in."""
        people = self.people(prefix)
        if len(people) == 1 and one.learner not in self._known:
            one.learner, one.no_invitation = people[0], True
        elif people and one.learner not in people and not WORKSPACE_ID.fullmatch(one.learner):
            one.sent_by = people[0]
        one.is_listed = one.learner in people

    def left_out(self, entry: Entry, assignment: str, fault: Exception | None = None) -> LeftOut:
        """Return the row of a file that can't be collected; whose it seems to be decides nothing."""
        name, error = entry.name, fault or entry.found
        why = f"{name} cannot be read ({type(error).__name__})"
        why = sentence_of(error) if isinstance(error, KitError) else why
        to_send = sentence_of(KitError("ask.no_hand_in", file=name[:80])) if entry.is_other else AGAIN
        whose = entry.found.learner if isinstance(entry.found, Received) else None
        if entry.prefix:
            people = self.people(entry.prefix)
            whose = people[0] if len(people) == 1 else entry.prefix.name or whose
        else:
            ids = "|".join(one.id for one in compiled().assignments)
            for stem in (entry.source.stem, PurePath(name).stem):
                named = re.fullmatch(rf"(?:.*_)?(?:{ids})_(.+?)(-\d+| ?\(\d+\))?", stem)
                whose = named[1] if named else whose
        return LeftOut(
            whose=whose or "", file=name, why=why.rstrip("."), to_send=to_send, assignment=assignment
        )

    def accounts(self, learner: str) -> set[str]:
        """Return the account that the roster has for a learner."""
        return {f"canvas {self._numbers[learner]}"} if learner in self._numbers else set()


def _letters(text: str) -> str:
    return "".join(c for c in as_compared(text) if c.isalnum())


def upload_code(hand_in: str, by: str) -> str:
    """Return sixteen letters and digits for one hand-in from one sender: two people can send the same file.

    >>> upload_code("1f2e3d4c5b6a7988", "canvas 11") == upload_code("1f2e3d4c5b6a7988", "canvas 12")
    False
    """
    return sha256(b"".join(sha256(part.encode()).digest() for part in (hand_in, by))).hexdigest()[:16]
