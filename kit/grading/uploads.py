"""List the uploads that aren't hand-ins, such as a Word file or a text typed into the platform."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kit.grading.left_out import LeftOut, is_clutter
from kit.grading.sender import Sender
from kit.grading.whose import Whose
from kit.handin.downloads import account, is_platforms_own, is_typed, named_by


class Upload(NamedTuple):
    """A file next to hand-ins, and the whole path to it."""

    name: str
    folder: str
    came: int = 0
    """The time when it came, in nanoseconds."""

    @property
    def way(self) -> tuple[str, str]:
        """Its name, and the path of its folder."""
        return self.name, self.folder


@dataclass
class Beside:
    """The files in one download that aren't hand-ins, and what the same people sent there."""

    uploads: list[Upload] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    """Accounts of the platform that sent a zip, collected or not."""
    hand_ins: list[tuple[str, Sender]] = field(default_factory=list)
    """The accounts whose zip is a hand-in, each with its `Sender`."""

    @property
    def taken(self) -> set[str]:
        """The accounts whose hand-in is collected; a held one isn't."""
        return {who for who, sender in self.hand_ins if not sender.held}

    def note_zip(self, name: str, folder: str, sender: Sender | None = None) -> None:
        """Record who sent a zip, if a platform's name says so."""
        if who := account(name, folder):
            self.sent.add(who)
            self.hand_ins += [(who, sender)] if sender else []


def not_taken(beside: Beside, assignment: str, whose: Whose) -> Iterator[LeftOut]:
    """Yield a row for each upload that isn't a zip.

    Files that a platform adds itself are skipped. A text typed into the platform counts only if its learner
    sent nothing else. These rows never say that a zip has come if it isn't collected; the zip's own row says
    why it isn't.
    """
    kept = [one for one in beside.uploads if not _is_nobodys(one)]
    others = {account(*one.way) for one in kept if not is_typed(one.name)} - {None}
    for one in kept:
        who = account(*one.way)
        typed = is_typed(one.name)
        if typed and who in others | beside.sent:
            continue
        why = f"{one.name} was typed into the platform, without a zip" if typed else "not a zip"
        whom, to_send = whose.in_words(*one.way, assignment), _sentence(one.name, typed, who, beside)
        yield LeftOut(one.name, whom, why, to_send, one.came)


def _is_nobodys(one: Upload) -> bool:
    # Without a platform's prefix, nothing says whose a typed text is.
    lone = is_typed(one.name) and named_by(*one.way) is None
    return lone or is_clutter(Path(one.name)) or is_platforms_own(*one.way)


def _sentence(name: str, typed: bool, who: str | None, beside: Beside) -> str:
    if who in beside.taken:
        return (
            f"Your zip has arrived. {name[:80]}, sent along with it, isn't part of the hand-in and wasn't "
            f"read. You don't need to send {name[:80]} again."
        )
    if who in beside.sent:
        return (
            f"{name[:80]}, sent along with your zip, isn't part of the hand-in and wasn't read. You don't "
            f"need to send {name[:80]} again. If something is wrong with the zip, I'll write to you "
            "separately."
        )
    what = "What you typed into the platform" if typed else name[:80]
    return (
        f"{what} is not the zip that Hand in makes, so it could not be collected. Hand in again: open the "
        "notebook, choose Hand in, and upload the zip."
    )
