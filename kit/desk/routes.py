"""The addresses that the page calls. Each is a small class, and `ROUTES` lists them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from tornado import web

from kit.desk.alike import side_by_side
from kit.desk.asked import Asked, Told
from kit.desk.calibration import is_new
from kit.desk.opinion import opinion
from kit.desk.shown import told, told_briefly


class _Level(Told):
    code: str
    criterion: str
    level: int
    revision: str | None


class _Reason(Told):
    code: str
    criterion: str
    revision: str | None
    reason: Annotated[str, Field(min_length=1, max_length=2_000)]


class Opened(Asked):
    """What the page needs before anything else: its words, the criteria and the list of texts."""

    opens = True

    async def get(self) -> None:
        """Send it."""
        desk = self.desk
        await self.answer(
            lambda: {
                "words": desk.content.words.group("desk"),
                "language": desk.content.words.language,
                "title": desk.title,
                "rater": desk.sitting.rater,
                "blind": desk.sitting.blind,
                "second_opinion": desk.sitting.second_opinion,
                "criteria": [one.model_dump(mode="json") for one in desk.criteria],
                "rules": desk.rules,
                "asked": desk.asked,
                "texts": [told_briefly(one) for one in desk.all_shown()],
                "differing": {
                    "at_least": desk.sitting.differing.at_least,
                    "first": desk.sitting.differing.first,
                },
                "is_new": is_new(desk),
            }
        )


class Here(Asked):
    """Whether the desk answers, and this is still the window that marks."""

    def get(self) -> None:
        """Say so."""
        self.finish({})


class Read(Asked):
    """One text."""

    async def get(self, code: str) -> None:
        """Send the text and the state of its criteria."""
        await self.answer(lambda: told(self.desk.shown(code)))


class Level(Asked):
    """A level that the marker gave."""

    async def post(self) -> None:
        """Save it, then send the text's new state."""
        sent = self.told(_Level)
        if sent.level not in range(4):
            raise web.HTTPError(400)

        def keep() -> dict[str, Any]:
            return told(self.desk.give(sent.code, sent.criterion, sent.level, sent.revision))

        await self.answer(keep)


class Reason(Asked):
    """The marker's reason for a level."""

    async def post(self) -> None:
        """Save it, then send the text's new state."""
        sent, desk = self.told(_Reason), self.desk
        await self.answer(lambda: told(desk.say_why(sent.code, sent.criterion, sent.revision, sent.reason)))


class Order(Asked):
    """The order of the texts when one criterion is marked across all of them."""

    async def get(self, criterion: str) -> None:
        """Send it. It differs by criterion, and is always the same for the same seed."""
        desk = self.desk
        await self.answer(lambda: {"order": [desk.code_of[one] for one in desk.order(criterion)]})


class Opinion(Asked):
    """A machine's second opinion on a text."""

    async def get(self, code: str) -> None:
        """Send it, unless it is too early."""
        await self.answer(lambda: opinion(self.desk, self.desk.shown(code)))


class Beside(Asked):
    """Another text that is nearly the same."""

    async def get(self, code: str, other: str) -> None:
        """Send it in pieces, marked by whether both texts have them."""
        desk = self.desk
        await self.answer(lambda: {"pieces": side_by_side(desk.text_of(code), desk.text_of(other))})


class Undone(Asked):
    """The last step, to be undone."""

    async def post(self) -> None:
        """Undo it, then send the text's new state; the answer is empty if there was no step."""

        def undo() -> dict[str, Any]:
            found = self.desk.undo()
            if found is None:
                return {}
            return {"text": told(found[0]), "criterion": found[1]}

        await self.answer(undo)


ROUTES: list[tuple[str, type[Asked]]] = [
    (r"/api/desk", Opened),
    (r"/api/here", Here),
    (r"/api/text/(\w+)", Read),
    (r"/api/level", Level),
    (r"/api/order/(\w+)", Order),
    (r"/api/opinion/(\w+)", Opinion),
    (r"/api/beside/(\w+)/(\w+)", Beside),
    (r"/api/reason", Reason),
    (r"/api/undo", Undone),
]
"""The routes for `tornado.web.Application`. `kit.desk.server` adds the lists of other parts of the desk."""
