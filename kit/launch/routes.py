"""The addresses at which the page asks the server, and tells it; here those about a learner's way."""

from pathlib import Path, PurePosixPath
from typing import Any

from jupyter_server.base.handlers import APIHandler
from pydantic import StrictBool
from tornado import web

from kit.launch.asked import Asked, Told
from kit.launch.class_routes import Alone, CameBack, Invited
from kit.launch.progress import Progress
from kit.launch.word_routes import HerWords, Language, Words
from kit.launch.workspace import restore

_PREFIX = PurePosixPath("partnership-kit")


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
