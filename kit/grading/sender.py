"""What one hand-in shows of where it comes from, and what is pinned of a learner."""

from typing import Self

from pydantic import BaseModel, model_validator

from kit.handin.downloads import kind_and_account


class Sender(BaseModel):
    """What a hand-in shows of where it comes from."""

    code: str
    """Stands for this one upload of it."""
    hand_in: str = ""
    """Stands for what is in it, whoever uploaded it. In older files the code did."""
    learner: str
    assignment: str
    file: str
    workspaces: list[str] = []
    """Where it says it comes from, and where its answers were written."""
    key: str | None = None
    fits: bool = True
    """No signature, or one that fits."""
    uploader: str | None = None
    account: str | None = None
    """The platform's own word for the uploader, after what kind it is: within one assignment it stays."""
    sent_as: str | None = None
    """The name that a learning platform gave to the file, or to the learner's folder, in its download."""
    sent_by: str | None = None
    """Who in the class sent it, as its name and the way to it say, where that is another than its learner."""
    held: str | None = None
    """Why it is not collected until the instructor has decided."""

    @model_validator(mode="after")
    def _as_before(self) -> Self:
        self.hand_in = self.hand_in or self.code
        return self

    @property
    def by(self) -> str | None:
        """Who uploaded it, in words."""
        if self.uploader:
            return repr(self.uploader)
        return f"account {self.account.partition(' ')[2]}" if self.account else None

    @property
    def named(self) -> str:
        """The file, and who uploaded it where its name doesn't say so."""
        return self.file if self.by is None or self.sent_as == self.file else f"{self.file} (by {self.by})"

    def upload_alone(self) -> "Sender":
        """This upload without what another upload of the very same hand-in shows, too."""
        return self.model_copy(update={"hand_in": self.code, "key": None, "workspaces": []})

    def is_twin_of(self, other: "Sender") -> bool:
        """Whether both are one learner's very same hand-in, uploaded by two people."""
        mine, its = (self.learner, self.hand_in), (other.learner, other.hand_in)
        return mine == its and not self.has_uploader_of(other)

    def has_uploader_of(self, other: "Sender") -> bool:
        """Whether one person uploaded both; in another assignment a platform may say another number."""
        elsewhere = self.assignment != other.assignment
        return self.uploader == other.uploader and (elsewhere or self.account == other.account)


class Known(BaseModel):
    """What is pinned for one learner."""

    workspaces: list[str] = []
    keys: list[str] = []
    uploaders: list[str] = []
    accounts: dict[str, list[str]] = {}
    """By assignment, of which accounts of the platform hand-ins were taken."""
    accepted: list[str] = []
    """What is in the hand-ins that were taken: `Sender.hand_in`."""
    decided: list[str] = []
    """Codes of the uploads that the instructor accepted, and that did not just come first."""
    sent_as: dict[str, str] = {}
    """By `Sender.hand_in`, the platform's name for it: its feedback goes back under that name."""

    def takes(self, one: Sender) -> bool:
        """Whether what is in a hand-in was taken, and from whoever uploaded this one."""
        if one.code in self.decided:
            return True
        fits = one.uploader in (None, *self.uploaders) and not self.other_accounts(one)
        return one.hand_in in self.accepted and fits

    def other_accounts(self, one: Sender) -> list[str]:
        """The accounts that hand-ins of this assignment came from, where this one came from another.

        An assignment may be anonymous at one time and not at another: only like is compared with like.
        """
        kind = (one.account or "").partition(" ")[0]
        mine = [each for each in self.accounts.get(one.assignment, ()) if each.partition(" ")[0] == kind]
        return [] if one.account in (None, *mine) else mine

    def pin(self, one: Sender, *, decided: bool = False) -> None:
        """Take a hand-in for this learner's own; whoever else in the class sent it stays that other."""
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
        """Take it back: what a signed hand-in says of folders counts by its key alone."""
        self.keys = [k for k in self.keys if k != one.key]
        self.workspaces = [w for w in self.workspaces if w not in one.workspaces]
        self.sent_as.pop(one.hand_in, None)
        self._unpin_uploader(one)
        self._drop(one.hand_in)

    def unpin_alone(self, one: Sender) -> None:
        """Take one hand-in back, and nothing that others show as well."""
        self.sent_as.pop(one.hand_in, None)
        self.decided = [c for c in self.decided if c != one.code]
        self._drop(one.hand_in)

    def unpin_upload(self, one: Sender, twins: list[Sender]) -> None:
        """Take one upload back, and not what its twins show as well."""
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
            # Nothing of theirs was taken, so that nothing is known.
            self.workspaces, self.keys, self.uploaders, self.accounts = [], [], [], {}


def _is_sent_again(name: str, before: str) -> bool:
    # A later upload of one person's has a higher number.
    return _account(name) == _account(before) and _numbers(name) >= _numbers(before)


def _account(name: str) -> str | None:
    return kind_and_account(name, ".")


def _numbers(name: str) -> list[int]:
    return [int(part) for part in name.split("_") if part.isascii() and part.isdigit()]
