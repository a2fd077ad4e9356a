"""What the page asks the server, and tells it: JSON, for whoever Jupyter lets in, at our own addresses.

A change needs Jupyter's own proof against other pages (xsrf), as everywhere in it. What is refused is refused
in a sentence, under ``message``.
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from jupyter_server.base.handlers import APIHandler
from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError
from tornado import web

from kit.content import compiled
from kit.content.her_words import told_to
from kit.handin.feedback import SomebodyElses, take_feedback
from kit.handin.invitation import MOST_BYTES, keep_invitation, read_invitation
from kit.journal import draw_voice, read_workspace, update_workspace
from kit.launch.progress import Progress
from kit.launch.workspace import restore
from kit.model import Interface
from kit.model.errors import KitError, in_words

_PREFIX = PurePosixPath("partnership-kit")
_LONGEST, _LONGEST_FILE = 2 * MOST_BYTES, 1_000_000
"""Bytes of what the page may tell: an invitation, with its quotes escaped, and a file of feedback."""


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=200)


class _Place(_Told):
    notebook: str
    step: str
    seen: StrictBool


class _Reminded(_Told):
    plan: str
    looked_back: StrictBool


class _Restored(_Told):
    notebook: str


class _Language(_Told):
    language: str


class _Alone(_Told):
    alone: StrictBool


class _Invited(_Told):
    model_config = ConfigDict(str_max_length=MOST_BYTES)

    text: str
    confirm: StrictBool = False


class _CameBack(_Told):
    model_config = ConfigDict(str_max_length=_LONGEST_FILE)

    name: str = Field(max_length=200)
    text: str
    mine: StrictBool = False


_Kind = TypeVar("_Kind", bound=_Told)


class _Asked(APIHandler):
    """One address, for one workspace."""

    def initialize(self, workspace: Path, progress: Progress) -> None:
        """Take the folder, and what knows where its learner stands."""
        self._workspace, self._progress = workspace, progress

    def _told(self, kind: type[_Kind], most: int = _LONGEST) -> _Kind:
        """What the page told; raises `KitError` where it is anything else."""
        words = self._words()
        if len(self.request.body) > most:
            raise KitError(words["shell.too_long"])
        try:
            return kind.model_validate_json(self.request.body)
        except ValidationError:
            raise KitError(words["shell.not_understood"]) from None

    def _words(self) -> Interface:
        return compiled().said_to(read_workspace(self._workspace)).words

    def _answer(self, say: Callable[[], dict[str, Any]]) -> None:
        try:
            said = say()
        except (KitError, OSError) as fault:
            self.set_status(400)
            said = {"message": in_words(fault)}
        self.finish(said)


class Standing(_Asked):
    """Where the learner stands."""

    @web.authenticated
    def get(self) -> None:
        """Say it."""
        self._answer(self._progress.now)


class Place(_Asked):
    """Which step is on the screen."""

    @web.authenticated
    def post(self) -> None:
        """Keep it."""

        def keep() -> dict[str, Any]:
            told = self._told(_Place)
            self._progress.go_to(told.notebook, told.step, seen=told.seen)
            return {}

        self._answer(keep)


class Alone(_Asked):
    """Whether the learner takes the course alone or with a class."""

    @web.authenticated
    def post(self) -> None:
        """Keep it."""

        def keep() -> dict[str, Any]:
            update_workspace(self._workspace, alone=self._told(_Alone).alone)
            return {}

        self._answer(keep)


class Reminded(_Asked):
    """A plan that Home reminded of."""

    @web.authenticated
    def post(self) -> None:
        """Keep whether the learner looked back at it, or wants to be reminded later."""

        def keep() -> dict[str, Any]:
            told = self._told(_Reminded)
            self._progress.answer_reminder(told.plan, looked_back=told.looked_back)
            return {}

        self._answer(keep)


class Restored(_Asked):
    """A notebook that was changed, and is to be the course's own again."""

    @web.authenticated
    def post(self) -> None:
        """Put the changed one aside, and say under which name."""
        self._answer(lambda: {"kept": restore(self._workspace, self._told(_Restored).notebook)})


class Invited(_Asked):
    """An invitation that was dropped on the page."""

    @web.authenticated
    def post(self) -> None:
        """Say what stands in it; keep it where the learner has said yes to that."""

        def take() -> dict[str, Any]:
            told = self._told(_Invited)
            invitation = read_invitation(told.text, self._words())
            if told.confirm:
                keep_invitation(self._workspace, invitation)
            return {**invitation.shown(), "kept": told.confirm}

        self._answer(take)


class CameBack(_Asked):
    """A file of feedback that was dropped on the page."""

    @web.authenticated
    def post(self) -> None:
        """Take it in, and say what it is and where it is shown; another learner's is named and left."""

        def take() -> dict[str, Any]:
            told = self._told(_CameBack, _LONGEST_FILE)
            words = self._words()
            data = told.text.encode("utf-8", "replace")
            try:
                record = take_feedback(self._workspace, data, told.name, mine=told.mine)
            except SomebodyElses as fault:
                return {"other": fault.on_page(words)}
            titles = {one.id: one.title for one in compiled().assignments}
            said = words.fill("feedback.is_of", assignment=titles[record.assignment])
            return {"said": said, "place": self._progress.feedback_on(record.assignment)}

        self._answer(take)


class Words(_Asked):
    """What the page says, in the learner's language."""

    @web.authenticated
    def get(self) -> None:
        """Say it."""
        self._answer(lambda: dict(self._words().for_page()))


class HerWords(_Asked):
    """What she says in this learner's year."""

    @web.authenticated
    def get(self) -> None:
        """Say it: the learner's own voice, and of another the lines that stand for it."""

        def say() -> dict[str, Any]:
            content = compiled().said_to(read_workspace(self._workspace))
            return told_to(content, draw_voice(self._workspace))

        self._answer(say)


class Language(_Asked):
    """The language of buttons and pages."""

    @web.authenticated
    def post(self) -> None:
        """Keep it."""

        def keep() -> dict[str, Any]:
            language = self._told(_Language).language
            if language not in ("en", *compiled().translations):
                words = self._words()
                raise KitError(words["language.unknown"])
            update_workspace(self._workspace, language=language)
            return {}

        self._answer(keep)


def routes(
    base: str, workspace: Path, progress: Progress
) -> list[tuple[str, type[APIHandler], dict[str, Any]]]:
    """The addresses, for `tornado.web.Application.add_handlers`."""
    given = {"workspace": workspace, "progress": progress}
    handlers = {
        "progress": Standing,
        "place": Place,
        "alone": Alone,
        "reminded": Reminded,
        "restore": Restored,
        "invitation": Invited,
        "feedback": CameBack,
        "words": Words,
        "her_words": HerWords,
        "language": Language,
    }
    return [(f"{base}{_PREFIX / name}", handler, given) for name, handler in handlers.items()]
