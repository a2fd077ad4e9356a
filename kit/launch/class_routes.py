"""The page's requests about a class: whether there is one, its invitation, and its feedback."""

from typing import Any

from pydantic import ConfigDict, Field, StrictBool
from tornado import web

from kit.content import compiled
from kit.handin.alone import take_alone
from kit.handin.feedback import SomebodyElses, take_feedback
from kit.handin.invitation import MOST_BYTES, keep_invitation, read_invitation
from kit.launch.asked import Asked, Told

_LONGEST_FILE = 1_000_000
"""The most bytes in a request that carries a feedback file."""


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
    """The choice between taking the course alone and with a class."""

    @web.authenticated
    def post(self) -> None:
        """Save the choice, and answer with the one that now holds."""

        def keep() -> dict[str, Any]:
            told = self.told(_Alone)
            return {"alone": take_alone(self.workspace, told.alone, told.was, self.words())}

        self.answer(keep)


class Invited(Asked):
    """An invitation that a learner dropped on the page."""

    @web.authenticated
    def post(self) -> None:
        """Answer with what the invitation says, and save it if the learner has confirmed."""

        def take() -> dict[str, Any]:
            told = self.told(_Invited)
            invitation = read_invitation(told.text, self.words())
            if told.confirm:
                keep_invitation(self.workspace, invitation)
            return {**invitation.shown(), "kept": told.confirm}

        self.answer(take)


class CameBack(Asked):
    """A feedback file that a learner dropped on the page."""

    @web.authenticated
    def post(self) -> None:
        """Save the feedback, and answer with what it is about and which step shows it.

        Feedback for another learner isn't saved; the answer says whose it is.
        """

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
