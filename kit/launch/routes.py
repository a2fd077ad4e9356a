"""The addresses at which the page asks the server and tells it: here of a learner's way, and of words."""

from pathlib import Path, PurePosixPath
from typing import Any

from jupyter_server.base.handlers import APIHandler
from pydantic import StrictBool
from tornado import web

from kit.content import compiled
from kit.content.her_words import told_to
from kit.handin.feedback import render_again
from kit.journal import draw_voice, read_workspace, update_workspace
from kit.launch.asked import Asked, Told
from kit.launch.class_routes import Alone, CameBack, Invited
from kit.launch.progress import Progress
from kit.launch.workspace import restore
from kit.model import COURSE_LANGUAGE, KitError

_PREFIX = PurePosixPath("partnership-kit")


class Words(Asked):
    """What the page says, in the learner's language."""

    @web.authenticated
    def get(self) -> None:
        """Say it."""
        self.answer(lambda: dict(self.words().for_page()))


class HerWords(Asked):
    """What she says in this learner's year."""

    @web.authenticated
    def get(self) -> None:
        """Say it: the learner's own voice, and of another the lines that stand for it."""

        def say() -> dict[str, Any]:
            content = compiled().said_to(read_workspace(self.workspace))
            return told_to(content, draw_voice(self.workspace))

        self.answer(say)


class Language(Asked):
    """The language of buttons and pages."""

    @web.authenticated
    def post(self) -> None:
        """Keep it."""

        def keep() -> dict[str, Any]:
            language = self.told(_Language).language
            if language not in (COURSE_LANGUAGE, *compiled().translations):
                words = self.words()
                raise KitError(words["language.unknown"])
            update_workspace(self.workspace, language=language)
            render_again(self.workspace)
            return {}

        self.answer(keep)


class _Language(Told):
    language: str


class _Place(Told):
    notebook: str
    step: str
    seen: StrictBool


class _Reminded(Told):
    plan: str
    looked_back: StrictBool


class _Restored(Told):
    notebook: str


class Standing(Asked):
    """Where the learner stands."""

    @web.authenticated
    def get(self) -> None:
        """Say it."""
        self.answer(self.standing.now)


class Place(Asked):
    """Which step is on the screen."""

    @web.authenticated
    def post(self) -> None:
        """Keep it."""

        def keep() -> dict[str, Any]:
            told = self.told(_Place)
            self.standing.go_to(told.notebook, told.step, seen=told.seen)
            return {}

        self.answer(keep)


class Reminded(Asked):
    """A plan that Home reminded of."""

    @web.authenticated
    def post(self) -> None:
        """Keep whether the learner looked back at it, or wants to be reminded later."""

        def keep() -> dict[str, Any]:
            told = self.told(_Reminded)
            self.standing.answer_reminder(told.plan, looked_back=told.looked_back)
            return {}

        self.answer(keep)


class Restored(Asked):
    """A notebook that was changed, and is to be the course's own again."""

    @web.authenticated
    def post(self) -> None:
        """Put the changed one aside, and say under which name."""
        self.answer(lambda: {"kept": restore(self.workspace, self.told(_Restored).notebook)})


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
