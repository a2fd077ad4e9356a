"""The server's addresses for the page: here those for a learner's progress and for the interface text."""

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
    """The page's text, in the learner's language."""

    @web.authenticated
    def get(self) -> None:
        """Answer with the text by key."""
        self.answer(lambda: dict(self.words().for_page()))


class HerWords(Asked):
    """What Ms. Perez and people around her say in this learner's year."""

    @web.authenticated
    def get(self) -> None:
        """Answer with the words of the learner's voice, and the lines of other voices shown next to them."""

        def say() -> dict[str, Any]:
            content = compiled().said_to(read_workspace(self.workspace))
            return told_to(content, draw_voice(self.workspace))

        self.answer(say)


class Language(Asked):
    """The language of buttons and pages."""

    @web.authenticated
    def post(self) -> None:
        """Save the language, and write the feedback pages again in it."""

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
    """The learner's progress."""

    @web.authenticated
    def get(self) -> None:
        """Answer with `Progress.now`."""
        self.answer(self.standing.now)


class Place(Asked):
    """The step that is on the screen."""

    @web.authenticated
    def post(self) -> None:
        """Save the step, and whether it was seen."""

        def keep() -> dict[str, Any]:
            told = self.told(_Place)
            self.standing.go_to(told.notebook, told.step, seen=told.seen)
            return {}

        self.answer(keep)


class Reminded(Asked):
    """A plan that Home reminded the learner about."""

    @web.authenticated
    def post(self) -> None:
        """Save whether the learner looked back at the plan or wants to be reminded later."""

        def keep() -> dict[str, Any]:
            told = self.told(_Reminded)
            self.standing.answer_reminder(told.plan, looked_back=told.looked_back)
            return {}

        self.answer(keep)


class Restored(Asked):
    """A changed notebook that the learner wants to reset."""

    @web.authenticated
    def post(self) -> None:
        """Replace the changed notebook, and answer with the name under which it was kept."""
        self.answer(lambda: {"kept": restore(self.workspace, self.told(_Restored).notebook)})


def routes(
    base: str, workspace: Path, progress: Progress
) -> list[tuple[str, type[APIHandler], dict[str, Any]]]:
    """Return the addresses, for `tornado.web.Application.add_handlers`."""
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
