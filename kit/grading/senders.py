"""Whose hand-in it is: by the name that was uploaded, the key that signed it, the course folder it came from.

The first hand-in of a learner that is collected pins these. Whatever later differs is held and named, never
refused: the instructor decides once, by ``kit class learners``. All of it stands in ``learners.json`` in the
course root, which is for the instructor alone. The account of nbgrader's exchange is not looked behind.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from kit.files import replace
from kit.handin.received import people
from kit.model import KitError, NotFound

FILE = "learners.json"


class Sender(BaseModel):
    """What a hand-in shows of where it comes from."""

    code: str
    """Stands for this one hand-in."""
    learner: str
    assignment: str
    file: str
    workspaces: list[str] = []
    """Where it says it comes from, and where its answers were written."""
    key: str | None = None
    fits: bool = True
    """No signature, or one that fits."""
    uploader: str | None = None
    sent_as: str | None = None
    """The name that a learning platform gave to the file, or to the learner's folder, in its download."""
    held: str | None = None
    """Why it is not collected until the instructor has decided."""


class Known(BaseModel):
    """What is pinned for one learner."""

    workspaces: list[str] = []
    keys: list[str] = []
    uploaders: list[str] = []
    accepted: list[str] = []
    """Codes of hand-ins that were taken."""
    sent_as: dict[str, str] = {}
    """By code, the platform's name for it: its feedback goes back under that name."""

    def pin(self, one: Sender) -> None:
        """Take a hand-in for this learner's own."""
        for mine, its in (
            (self.workspaces, one.workspaces),
            (self.keys, [one.key]),
            (self.uploaders, [one.uploader]),
            (self.accepted, [one.code]),
        ):
            mine += [i for i in its if i and i not in mine]
        if one.sent_as and _numbers(one.sent_as) >= _numbers(self.sent_as.get(one.code, "")):
            # The same file uploaded again gets a higher number.
            self.sent_as[one.code] = one.sent_as

    def unpin(self, one: Sender) -> None:
        """Take it back: what a signed hand-in says of folders counts by its key alone."""
        self.keys = [k for k in self.keys if k != one.key]
        self.uploaders = [u for u in self.uploaders if u != one.uploader]
        self.accepted = [c for c in self.accepted if c != one.code]
        self.sent_as.pop(one.code, None)
        self.workspaces = [w for w in self.workspaces if w not in one.workspaces]


def _numbers(name: str) -> list[int]:
    return [int(part) for part in name.split("_") if part.isascii() and part.isdigit()]


class Senders(BaseModel):
    """Everything that is known and decided in one course."""

    version: Literal[1] = Field(default=1, alias="schema")
    learners: dict[str, Known] = {}
    seen: list[Sender] = []
    refused: list[Sender] = []
    """Hand-ins of which the instructor said that they are somebody else's."""

    def sort(self, assignment: str, everybody: Mapping[str, list[Sender]]) -> None:
        """Set ``held`` of each hand-in of an assignment, by learner, and pin what is taken."""
        claims: dict[str | None, set[str]] = defaultdict(set)
        for one in (s for theirs in everybody.values() for s in theirs if not self.is_refused(s)):
            claims[one.uploader].add(one.learner)
        for learner, theirs in everybody.items():
            known = self.learners.setdefault(learner, Known())
            for one in theirs:
                one.held = self._why(one, known, claims[one.uploader] - {learner})
            free = [one for one in theirs if one.held is None]
            if not known.accepted and (why := _contradiction(learner, free, known)):
                for one in free:
                    one.held = why
            for one in free:
                if one.held is None:
                    known.pin(one)
        self.seen = [s for s in self.seen if s.assignment != assignment]
        self.seen += [one for theirs in everybody.values() for one in theirs]

    def is_refused(self, one: Sender) -> bool:
        """Whether the instructor said that this hand-in, or its key or folder, is not this learner's."""
        known = self.learners.get(one.learner, Known())
        return any(
            said.learner == one.learner
            and (
                said.code == one.code
                or (said.key is not None and said.key == one.key and one.key not in known.keys)
                or (said.key is None and one.key is None and _apart(said, one, known))
            )
            for said in self.refused
        )

    def is_settled(self, one: Sender) -> bool:
        """Whether the instructor said so of this very hand-in: nobody has to decide anything about it."""
        return any((said.learner, said.code) == (one.learner, one.code) for said in self.refused)

    def _why(self, one: Sender, known: Known, others: set[str]) -> str | None:
        who = one.learner
        if self.is_refused(one):
            return f"{one.file}: you said that it is not {who}'s"
        if one.code in known.accepted and one.uploader in (None, *known.uploaders):
            return None
        pinned = {name for name, k in self.learners.items() if name != who and one.uploader in k.uploaders}
        if one.uploader and one.uploader not in known.uploaders:
            if elsewhere := sorted(pinned | others):
                return f"{one.file} says {who} and was uploaded by {one.uploader!r}, as {elsewhere[0]}'s was"
            if known.uploaders:
                before = known.uploaders[0]
                return f"{one.file} was uploaded by {one.uploader!r}, and {who}'s before by {before!r}"
        for name, k in self.learners.items():
            if name != who and one.key and one.key in k.keys:
                return f"{one.file} says {who} and is signed by {name}'s course folder"
        if not one.fits:
            return f"{one.file} says {who}; its signature does not fit: it was changed after Hand in made it"
        if known.keys and one.key not in known.keys:
            what = "is signed by another key than" if one.key else "has no signature, unlike"
            return f"{one.file} {what} {who}'s hand-ins before"
        folders = set(known.workspaces), set(one.workspaces)
        if not known.keys and all(folders) and not set.intersection(*folders):
            return f"{who}: {_TWO}"
        return None

    def decide(self, code: str, theirs: bool) -> Sender:
        """Accept a hand-in for its learner, with its key, folder and uploader; or say it is not theirs.

        Raises `NotFound` for a code that nothing has, `KitError` where two people uploaded the same file.
        """
        one = next((s for s in reversed([*self.refused, *self.seen]) if s.code == code), None)
        if one is None:
            raise NotFound(f"no hand-in has the code {code}; kit class learners lists those there are.")
        same = {s.uploader: s.file for s in self.seen if (s.learner, s.code) == (one.learner, code)}
        if len(same) > 1:
            # A decision about one of them would be about the learner's own, too.
            files = " and ".join(sorted(same.values()))
            raise KitError(
                f"{files} are the very same hand-in, so one code names both; take the one that {one.learner} "
                f"didn't upload out of downloaded/{one.assignment}/archive, or out of the zip there, and "
                "collect again."
            )
        known = self.learners.setdefault(one.learner, Known())
        self.refused = [s for s in self.refused if not (s.learner == one.learner and s.code == code)]
        if theirs:
            if one.key:
                self.refused = [s for s in self.refused if (s.learner, s.key) != (one.learner, one.key)]
            known.pin(one)
        else:
            if code in known.accepted:
                known.unpin(one)
            self.refused.append(one)
        return one


_TWO = (
    "two course folders hand in under this id and have no answer in common, so both are kept and neither is "
    "marked; ask whether they are one person"
)


def _apart(said: Sender, one: Sender, known: Known) -> bool:
    mine = set(known.workspaces)
    return bool(set(said.workspaces) & set(one.workspaces) - mine) and not set(one.workspaces) & mine


def _contradiction(learner: str, theirs: Iterable[Sender], known: Known) -> str | None:
    # Before anything is pinned nobody knows which of them is right.
    these = list(theirs)
    folders = [set(one.workspaces) for one in these if one.workspaces]
    if known.workspaces:
        folders.append(set(known.workspaces))
    if len(people(folders)) > 1:
        return f"{learner}: {_TWO}"
    if len({one.key for one in these if one.key}) > 1:
        return f"{learner}: hand-ins under this id are signed by two keys, so none is marked; ask which it is"
    if len({one.uploader for one in these if one.uploader}) > 1:
        return f"{learner}: two people uploaded hand-ins under this id, so none is marked; ask which it is"
    return None


def read_senders(course_root: Path) -> Senders:
    """What is known in a course; of a new one, nothing. Raises `KitError` where the file is damaged."""
    file = course_root / FILE
    try:
        return Senders.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return Senders(schema=1)
    except (ValidationError, OSError):
        raise KitError(
            f"{file} cannot be read, so it is not clear whose hand-ins were accepted; put back a copy of it, "
            "or move it away: then the next hand-ins are accepted as if they were the first."
        ) from None


def write_senders(course_root: Path, senders: Senders) -> None:
    """Keep it, for the instructor's account alone."""
    text = senders.model_dump_json(indent=1, by_alias=True, exclude_defaults=False)
    replace(course_root / FILE, text.encode("utf-8", "replace") + b"\n", 0o600)


def fingerprint(key: str) -> str:
    """The first digits of a key, to be compared by eye.

    >>> fingerprint("0123456789abcdef" * 4)
    '0123-4567-89ab'
    """
    return "-".join(key[i : i + 4] for i in (0, 4, 8))
