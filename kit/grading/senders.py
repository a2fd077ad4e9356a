"""Decide whose a hand-in is, by its uploader's name, the key that signed it, and its course folder.

A learner's first collected hand-in pins these. A later hand-in that differs is held and reported, never
refused: the instructor decides once, with ``kit class learners``. Everything is stored in ``learners.json``
in the course root, which only the instructor can read. Accounts of nbgrader's exchange are trusted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from kit.files import replace
from kit.grading.sender import Known, Sender
from kit.handin.received import people
from kit.model import NotFound, PlainError

FILE = "learners.json"


class Senders(BaseModel):
    """Everything that is known and decided about senders in one course."""

    version: Literal[1] = Field(default=1, alias="schema")
    learners: dict[str, Known] = {}
    seen: list[Sender] = []
    refused: list[Sender] = []
    """Hand-ins that the instructor said are somebody else's."""

    def sort(self, assignment: str, everybody: Mapping[str, list[Sender]]) -> None:
        """Set ``held`` for each hand-in of an assignment, and pin those that are accepted.

        ``everybody`` has the hand-ins by learner.
        """
        claims: dict[str | None, set[str]] = defaultdict(set)
        for one in (s for theirs in everybody.values() for s in theirs if not self.is_refused(s)):
            if one.sent_by is None:
                claims[one.uploader].add(one.learner)
        for learner, theirs in everybody.items():
            known = self.learners.setdefault(learner, Known())
            for one in theirs:
                one.held = self._why(one, known, claims[one.uploader] - {learner})
            free = [one for one in theirs if one.held is None]
            # If somebody else in the class sent it, the instructor has accepted it, so it isn't in doubt.
            unsure = [one for one in free if not one.sent_by]
            if why := _contradiction(learner, unsure, known):
                for one in (s for s in unsure if s.by or not known.accepted):
                    one.held = _twins_held(one, unsure) or why
            taken = [one for one in free if one.held is None]
            for one in taken:
                known.pin(one)
            for one in theirs:
                if one.held and not self.is_settled(one):
                    one.held = _twin_held(one, taken) or one.held
        self.seen = [s for s in self.seen if s.assignment != assignment]
        self.seen += [one for theirs in everybody.values() for one in theirs]

    def is_refused(self, one: Sender) -> bool:
        """Return whether the instructor said that this hand-in, or its key or folder, isn't the learner's."""
        return self._refusal(one) is not None

    def _refusal(self, one: Sender) -> str | None:
        """Return a sentence on how the instructor's decisions rule out this hand-in, or ``None``."""
        who = one.learner
        if self.is_settled(one):
            return f"{one.file}: you said that it is not {who}'s"
        known = self.learners.get(who, Known())
        came_again = one.by is not None or one.hand_in in known.accepted
        for said in (said for said in self.refused if said.learner == who):
            if said.hand_in == one.hand_in and not (said.sent_by and came_again):
                how = "is the very same hand-in"
            elif said.sent_by:
                # Who in the class sent it says nothing about the learner's own key and folder.
                continue
            elif said.key is not None and said.key == one.key and one.key not in known.keys:
                how = "is signed with the same key"
            elif said.key is None and one.key is None and _apart(said, one, known):
                how = "comes from the same course folder"
            else:
                continue
            return f"{one.file} {how} as {said.named}, which you said is not {who}'s"
        return None

    def is_settled(self, one: Sender) -> bool:
        """Return whether the instructor said that this very upload isn't the learner's."""
        # In older files, the code is that of the contents, so it was about every uploader.
        return any(
            said.learner == one.learner and said.code in (one.code, one.hand_in) for said in self.refused
        )

    def waits(self, one: Sender) -> bool:
        """Return whether the instructor still has to decide about this upload."""
        decided = self.learners.get(one.learner, Known()).decided
        return bool(one.held) and one.code not in decided and not self.is_settled(one)

    def has_twin(self, one: Sender) -> bool:
        """Return whether two people uploaded it, so the question is which of them is its learner."""
        return one.by is not None and any(s.by and s.is_twin_of(one) for s in self.seen)

    def is_in_from_another(self, one: Sender) -> bool:
        """Return whether the same hand-in is accepted from somebody else's upload."""
        known = self.learners.get(one.learner, Known())
        return any(s.held is None and s.is_twin_of(one) and known.takes(s) for s in self.seen)

    def is_of_two(self, collected: Sender) -> bool:
        """Return whether two people uploaded ``collected`` and the instructor hasn't decided between them."""
        uploads = [
            s for s in self.seen if (s.learner, s.hand_in) == (collected.learner, collected.hand_in) and s.by
        ]
        known = self.learners.get(collected.learner, Known())
        return any(s.held and not self.is_settled(s) for s in uploads) and not any(
            s.code in known.decided for s in uploads
        )

    def _why(self, one: Sender, known: Known, others: set[str]) -> str | None:
        who = one.learner
        if refusal := self._refusal(one):
            return refusal
        if known.takes(one):
            return None
        if one.sent_by:
            return f"{one.file} was sent by {one.sent_by} but contains {who}'s hand-in; ask {one.sent_by}"
        pinned = {name for name, k in self.learners.items() if name != who and one.uploader in k.uploaders}
        if one.uploader and one.uploader not in known.uploaders:
            if elsewhere := sorted(pinned | others):
                return (
                    f"{one.file} has the id {who}, but it was uploaded by {one.uploader!r}, who also "
                    f"uploaded a hand-in under the id {elsewhere[0]}"
                )
            if known.uploaders:
                before = known.uploaders[0]
                return (
                    f"{one.file} was uploaded by {one.uploader!r}, but {who}'s earlier hand-ins were "
                    f"uploaded by {before!r}"
                )
        if accounts := known.other_accounts(one):
            before = accounts[0].partition(" ")[2]
            return (
                f"{who}'s earlier hand-ins came from account {before}, but {one.file} came from another one"
            )
        for name, k in self.learners.items():
            if name != who and one.key and one.key in k.keys:
                return f"{one.file} has the id {who}, but is signed with the key of {name}'s course folder"
        if not one.fits:
            return (
                f"{one.file} has the id {who}, but its signature doesn't match, so it was changed after Hand "
                "in made it"
            )
        if known.keys and one.key not in known.keys:
            what = "is signed with a different key than" if one.key else "has no signature, unlike"
            return f"{one.file} {what} {who}'s earlier hand-ins"
        folders = set(known.workspaces), set(one.workspaces)
        if not known.keys and all(folders) and not set.intersection(*folders):
            return f"{who}: {_TWO}"
        return None

    def decide(self, code: str, theirs: bool) -> Sender:
        """Accept an upload as its learner's, with key, folder and uploader, or record that it isn't theirs.

        If two people uploaded the same hand-in, the decision is only about this upload.

        Raises `NotFound` for an unknown code, and `KitError` for an older one that matches two uploads.
        """
        one = self._named_by(code)
        known = self.learners.setdefault(one.learner, Known())
        twins = [s for s in self.seen if s.is_twin_of(one)]
        if theirs:
            self._accept(one, known, twins)
        else:
            self._refuse(one, known, twins)
        return one

    def also_signed(self, one: Sender) -> list[Sender]:
        """Return the other uploads that the same key signed, no matter whose they say they are."""
        return [s for s in self.seen if one.key is not None and s.key == one.key and s.code != one.code]

    def _named_by(self, code: str) -> Sender:
        here = [s for s in reversed([*self.refused, *self.seen]) if s.code == code]
        here = here or [s for s in reversed(self.seen) if s.hand_in == code]
        if not here:
            raise NotFound(f"no hand-in has the code {code}; kit class learners lists the codes.")
        one = here[0]
        same = {s.file for s in here if s.is_twin_of(one)}
        if same:
            files = " and ".join(sorted({one.file, *same}))
            raise PlainError(
                f"{files} are the very same hand-in, and {code} is an older code that stands for both. "
                f"Collect {one.assignment} again; kit class learners then lists a code for each."
            )
        return one

    def _accept(self, one: Sender, known: Known, twins: list[Sender]) -> None:
        self.refused = [said for s in self.refused if (said := _after_accepting(one, s)) is not None]
        for twin in twins:
            # Even if somebody else in the class sent it too, the learner's own upload is still theirs.
            if not one.sent_by and twin.by and known.takes(twin) and twin.code not in known.decided:
                # It was accepted only because it came first.
                known.unpin_upload(twin, [])
        known.pin(one, decided=True)
        if self.is_in_from_another(one):
            for same in (s for s in self.seen if s.code == one.code):
                same.held = None

    def _refuse(self, one: Sender, known: Known, twins: list[Sender]) -> None:
        others = [s for s in twins if not self.is_settled(s)]
        taken = known.takes(one)
        # The decision says nothing about other accepted hand-ins that this key signed.
        signed = one.key is not None and any(
            s.key == one.key and s.learner == one.learner and s.hand_in != one.hand_in and known.takes(s)
            for s in self.seen
        )
        self.refused = [s for s in self.refused if (s.learner, s.code) != (one.learner, one.code)]
        if others or (not taken and (one.sent_by or one.hand_in in known.accepted)):
            # Its contents may be the learner's own, uploaded by somebody else as well or instead.
            self.refused.append(one.upload_alone())
            if taken:
                known.unpin_upload(one, others)
            return
        if signed:
            self.refused.append(one.model_copy(update={"key": None, "workspaces": []}))
            if taken:
                known.unpin_alone(one)
            return
        if taken:
            known.unpin(one)
        self.refused.append(one)


_TWO = (
    "hand-ins under this id come from two course folders that share no answers, so both are kept and neither "
    "is marked; find out whether they are one person's"
)


def _apart(said: Sender, one: Sender, known: Known) -> bool:
    mine = set(known.workspaces)
    return bool(set(said.workspaces) & set(one.workspaces) - mine) and not set(one.workspaces) & mine


def _after_accepting(one: Sender, said: Sender) -> Sender | None:
    """Return what is left of the refusal ``said`` once a hand-in is accepted, or ``None``."""
    same_key = one.key is not None and said.key == one.key
    if said.learner != one.learner or not (
        same_key or said.code in (one.code, one.hand_in) or said.hand_in == one.hand_in
    ):
        return said
    if said.code in (one.code, one.hand_in) or said.has_uploader_of(one):
        return None
    return said.upload_alone()


def _twins_held(one: Sender, free: list[Sender]) -> str | None:
    """Return why a hand-in that two people uploaded is held until one of them is known as its learner."""
    if not (one.by and (others := sorted({s.by for s in free if s.by and s.is_twin_of(one)}))):
        return None
    return (
        f"{one.file} was uploaded by {one.by}, and the very same file was uploaded by "
        f"{' and '.join(others)}, so none of them is collected; accept the upload that is {one.learner}'s own"
    )


def _twin_held(one: Sender, taken: list[Sender]) -> str | None:
    """Return why an upload is held if the same hand-in is accepted from somebody else."""
    own = next((s for s in taken if s.by and s.is_twin_of(one)), None)
    if own is None or one.by is None:
        return None
    return (
        f"{one.file} was uploaded by {one.by}, but it is the very same file that {own.by} uploaded, and that "
        f"one is collected as {one.learner}'s"
    )


def _contradiction(learner: str, theirs: Iterable[Sender], known: Known) -> str | None:
    these = list(theirs)
    if not known.accepted:
        # Before anything is pinned, nobody knows which of them is right.
        folders = [set(one.workspaces) for one in these if one.workspaces]
        if known.workspaces:
            folders.append(set(known.workspaces))
        if len(people(folders)) > 1:
            return f"{learner}: {_TWO}"
        if len({one.key for one in these if one.key}) > 1:
            return (
                f"{learner}: hand-ins under this id were signed with different keys, so none is marked; ask "
                "the learner which one is theirs"
            )
    uploaders = set() if known.uploaders else {one.uploader for one in these if one.uploader}
    if len(uploaders) > 1 or any(len(mine) > 1 for mine in _new_accounts(these, known).values()):
        return (
            f"{learner}: two people uploaded hand-ins under this id, so none is marked; ask the learner "
            "which one is theirs"
        )
    return None


def _new_accounts(theirs: Iterable[Sender], known: Known) -> dict[str, set[str]]:
    """Return, by kind, the accounts from which no hand-in of the same assignment was accepted before."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in theirs:
        if one.account and one.account not in known.accounts.get(one.assignment, ()):
            found[one.account.partition(" ")[0]].add(one.account)
    return found


def read_senders(course_root: Path) -> Senders:
    """Read what is known in a course; nothing for a new one. Raises `KitError` if the file can't be read."""
    file = course_root / FILE
    try:
        return Senders.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return Senders(schema=1)
    except (ValidationError, OSError):
        raise PlainError(
            f"{file} cannot be read, so it is not known whose hand-ins were accepted. Restore a copy of it, "
            "or move it away. Without it, the next hand-ins are accepted as if they were the first."
        ) from None


def write_senders(course_root: Path, senders: Senders) -> None:
    """Write ``learners.json``, readable only by the instructor's account."""
    text = senders.model_dump_json(indent=1, by_alias=True, exclude_defaults=False)
    replace(course_root / FILE, text.encode("utf-8", "replace") + b"\n", 0o600)


def fingerprint(key: str) -> str:
    """Return the first digits of a key, to compare by eye.

    >>> fingerprint("0123456789abcdef" * 4)
    '0123-4567-89ab'
    """
    return "-".join(key[i : i + 4] for i in (0, 4, 8))
