"""What the page asks about words: the interface's, hers, and the language that both are in."""

from typing import Any

from tornado import web

from kit.content import compiled
from kit.content.her_words import told_to
from kit.handin.feedback import render_again
from kit.journal import draw_voice, read_workspace, update_workspace
from kit.launch.asked import Asked, Told
from kit.model import COURSE_LANGUAGE, KitError


class _Language(Told):
    language: str


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
