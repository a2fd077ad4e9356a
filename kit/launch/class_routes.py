"""What the page asks and tells about a class: whether there is one, its invitation, its feedback."""

from typing import Any

from pydantic import ConfigDict, Field, StrictBool
from tornado import web

from kit.content import compiled
from kit.handin.alone import take_alone
from kit.handin.feedback import SomebodyElses, take_feedback
from kit.handin.invitation import MOST_BYTES, keep_invitation, read_invitation
from kit.launch.asked import Asked, Told

_LONGEST_FILE = 1_000_000
"""Bytes of a file of feedback."""


class _Alone(Told):
    alone: StrictBool
    was: StrictBool | None


class _Invited(Told):
    model_config = ConfigDict(str_max_length=MOST_BYTES)

    text: str
    confirm: StrictBool = False


class _CameBack(Told):
    model_config = ConfigDict(str_max_length=_LONGEST_FILE)

    name: str = Field(max_length=200)
    text: str
    mine: StrictBool = False


class Alone(Asked):
    """Whether the learner takes the course alone or with a class."""

    @web.authenticated
    def post(self) -> None:
        """Keep it."""

        def keep() -> dict[str, Any]:
            told = self.told(_Alone)
            return {"alone": take_alone(self.workspace, told.alone, told.was, self.words())}

        self.answer(keep)


class Invited(Asked):
    """An invitation that was dropped on the page."""

    @web.authenticated
    def post(self) -> None:
        """Say what stands in it; keep it where the learner has said yes to that."""

        def take() -> dict[str, Any]:
            told = self.told(_Invited)
            invitation = read_invitation(told.text, self.words())
            if told.confirm:
                keep_invitation(self.workspace, invitation)
            return {**invitation.shown(), "kept": told.confirm}

        self.answer(take)


class CameBack(Asked):
    """A file of feedback that was dropped on the page."""

    @web.authenticated
    def post(self) -> None:
        """Take it in, and say what it is and where it is shown; another learner's is named and left."""

        def take() -> dict[str, Any]:
            told = self.told(_CameBack, _LONGEST_FILE)
            words = self.words()
            data = told.text.encode("utf-8", "replace")
            try:
                record = take_feedback(self.workspace, data, told.name, mine=told.mine)
            except SomebodyElses as fault:
                return {"other": fault.on_page(words)}
            titles = {one.id: one.title for one in compiled().assignments}
            said = words.fill("feedback.is_of", assignment=titles[record.assignment])
            return {"said": said, "place": self.standing.feedback_on(record.assignment)}

        self.answer(take)
