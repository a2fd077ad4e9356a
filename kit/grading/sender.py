"""The evidence of where a hand-in comes from, and what of it is pinned for a learner."""

from typing import Self

from pydantic import BaseModel, model_validator

from kit.handin.downloads import kind_and_account


class Sender(BaseModel):
    """The evidence of where one hand-in comes from."""

    code: str
    """The code of this upload."""
    hand_in: str = ""
    """The code of its contents, no matter who uploaded it. In older files, this was ``code``."""
    learner: str
    assignment: str
    file: str
    workspaces: list[str] = []
    """The workspace that it says it comes from, and those in which its answers were written."""
    key: str | None = None
    fits: bool = True
    """Whether it has no signature, or one that fits."""
    uploader: str | None = None
    account: str | None = None
    """The platform's id for the uploader, after its kind; it stays the same within one assignment."""
    sent_as: str | None = None
    """The name that a learning platform gave to the file, or to the learner's folder, in its download."""
    sent_by: str | None = None
    """Who in the class sent it according to its name and path, if that isn't its learner."""
    held: str | None = None
    """Why it isn't collected until the instructor decides."""

    @model_validator(mode="after")
    def _as_before(self) -> Self:
        self.hand_in = self.hand_in or self.code
        return self

    @property
    def by(self) -> str | None:
        """The uploader, in words."""
        if self.uploader:
            return repr(self.uploader)
        return f"account {self.account.partition(' ')[2]}" if self.account else None

    @property
    def named(self) -> str:
        """The file, and who uploaded it if the name doesn't show that."""
        return self.file if self.by is None or self.sent_as == self.file else f"{self.file} (by {self.by})"

    def upload_alone(self) -> "Sender":
        """Return this upload without the evidence that other uploads of the same hand-in share."""
        return self.model_copy(update={"hand_in": self.code, "key": None, "workspaces": []})

    def is_twin_of(self, other: "Sender") -> bool:
        """Return whether both are the same hand-in of one learner, uploaded by two people."""
        mine, its = (self.learner, self.hand_in), (other.learner, other.hand_in)
        return mine == its and not self.has_uploader_of(other)

    def has_uploader_of(self, other: "Sender") -> bool:
        """Return whether one person uploaded both. A platform's number may differ between assignments."""
        elsewhere = self.assignment != other.assignment
        return self.uploader == other.uploader and (elsewhere or self.account == other.account)


class Known(BaseModel):
    """The evidence pinned for one learner."""

    workspaces: list[str] = []
    keys: list[str] = []
    uploaders: list[str] = []
    accounts: dict[str, list[str]] = {}
    """By assignment, the platform's accounts from which hand-ins were accepted."""
    accepted: list[str] = []
    """The contents of the hand-ins that were accepted: `Sender.hand_in`."""
    decided: list[str] = []
    """Codes of the uploads that the instructor accepted, not of those that just came first."""
    sent_as: dict[str, str] = {}
    """By `Sender.hand_in`, the platform's name for it; its feedback is returned under that name."""

    def takes(self, one: Sender) -> bool:
        """Return whether a hand-in is already accepted.

        Either the instructor accepted this upload, or its contents were accepted and its uploader fits.
        """
        if one.code in self.decided:
            return True
        fits = one.uploader in (None, *self.uploaders) and not self.other_accounts(one)
        return one.hand_in in self.accepted and fits

    def other_accounts(self, one: Sender) -> list[str]:
        """Return the assignment's accepted accounts if this hand-in came from another one, otherwise none.

        An assignment may be anonymous only some of the time, so only accounts of one kind are compared.
        """
        kind = (one.account or "").partition(" ")[0]
        mine = [each for each in self.accounts.get(one.assignment, ()) if each.partition(" ")[0] == kind]
        return [] if one.account in (None, *mine) else mine

    def pin(self, one: Sender, *, decided: bool = False) -> None:
        """Accept a hand-in as this learner's own. If somebody else sent it, its uploader isn't pinned."""
        for mine, its in (
            (self.workspaces, one.workspaces),
            (self.keys, [one.key]),
            (self.uploaders, [] if one.sent_by else [one.uploader]),
            (self.accepted, [one.hand_in]),
            (self.decided, [one.code] if decided else []),
        ):
            mine += [i for i in its if i and i not in mine]
        if one.sent_by:
            return
        if one.account and one.account not in self.accounts.get(one.assignment, ()):
            self.accounts.setdefault(one.assignment, []).append(one.account)
        before = self.sent_as.get(one.hand_in)
        if one.sent_as and (before is None or decided or _is_sent_again(one.sent_as, before)):
            self.sent_as[one.hand_in] = one.sent_as

    def unpin(self, one: Sender) -> None:
        """Undo `pin`: forget the hand-in, its key, its workspaces, and its uploader.

        If it is signed, later ones are refused by its key, not by its workspaces.
        """
        self.keys = [k for k in self.keys if k != one.key]
        self.workspaces = [w for w in self.workspaces if w not in one.workspaces]
        self.sent_as.pop(one.hand_in, None)
        self._unpin_uploader(one)
        self._drop(one.hand_in)

    def unpin_alone(self, one: Sender) -> None:
        """Forget one hand-in, but keep evidence that others share."""
        self.sent_as.pop(one.hand_in, None)
        self.decided = [c for c in self.decided if c != one.code]
        self._drop(one.hand_in)

    def unpin_upload(self, one: Sender, twins: list[Sender]) -> None:
        """Forget one upload, but keep evidence that its twins share."""
        self._unpin_uploader(one)
        name = self.sent_as.get(one.hand_in)
        if name and (name == one.sent_as or _account(name) == one.account):
            del self.sent_as[one.hand_in]
        if not any(self.takes(twin) for twin in twins):
            self._drop(one.hand_in)

    def _unpin_uploader(self, one: Sender) -> None:
        self.uploaders = [u for u in self.uploaders if u != one.uploader]
        self.decided = [c for c in self.decided if c != one.code]
        if left := [a for a in self.accounts.pop(one.assignment, ()) if a != one.account]:
            self.accounts[one.assignment] = left

    def _drop(self, hand_in: str) -> None:
        self.accepted = [c for c in self.accepted if c != hand_in]
        if not self.accepted:
            # None of their hand-ins is accepted anymore, so nothing is known.
            self.workspaces, self.keys, self.uploaders, self.accounts = [], [], [], {}


def _is_sent_again(name: str, before: str) -> bool:
    # A later upload by the same person has a higher number.
    return _account(name) == _account(before) and _numbers(name) >= _numbers(before)


def _account(name: str) -> str | None:
    return kind_and_account(name, ".")


def _numbers(name: str) -> list[int]:
    return [int(part) for part in name.split("_") if part.isascii() and part.isdigit()]
