"""The addresses for several markers: who has a text open, where they differ, calibration, names."""

from __future__ import annotations

from typing import Any

from kit.desk.asked import Asked, Told
from kit.desk.calibration import compared, offered
from kit.desk.left_as_is import in_codes
from kit.desk.moderation import differing, settle, unsettle


class _Open(Told):
    code: str
    again: bool = False
    """A sign that the marker is still there."""


class _Settled(Told):
    code: str
    criterion: str
    rating: str
    reason: str


class _Compared(Told):
    id: str
    levels: dict[str, int]


class Open(Asked):
    """A text that is on the marker's screen now."""

    async def post(self) -> None:
        """Note it, and say who else has it open."""
        sent, desk = self.told(_Open), self.desk

        def note() -> dict[str, Any]:
            others = desk.note_open(sent.code)
            if not others or sent.again:
                return {"said": None}
            words, rater = desk.content.words, desk.sitting.rater
            if rater in others:
                return {"said": words.fill("desk.open_under_one_name", rater=rater)}
            if desk.sitting.blind:
                return {"said": words["desk.open_elsewhere_blind"]}
            return {"said": words.fill("desk.open_elsewhere", raters=", ".join(others))}

        await self.answer(note)


class Differences(Asked):
    """Where markers differ."""

    async def get(self, at_least: str) -> None:
        """Say it."""
        await self.answer(lambda: {"differences": differing(self.desk, int(at_least))})


class Settled(Asked):
    """A level that shall count of several."""

    async def post(self) -> None:
        """Let it count."""
        sent = self.told(_Settled)

        def keep() -> dict[str, Any]:
            settle(self.desk, sent.code, sent.criterion, sent.rating, sent.reason)
            return in_codes(self.desk)

        await self.answer(keep)


class Unsettled(Asked):
    """The last decision, taken back."""

    async def post(self) -> None:
        """Take it back; ``undone`` is empty where there was none."""

        def undo() -> dict[str, Any]:
            undone = unsettle(self.desk)
            return {"undone": undone, "gradebook": in_codes(self.desk)}

        await self.answer(undo)


class Agreement(Asked):
    """How far markers agree."""

    async def get(self) -> None:
        """Say it; marking goes on while it is counted."""

        def count() -> dict[str, Any]:
            # Statistics take a moment to load, and most sittings never ask.
            from kit.desk.agreement import agreement

            return agreement(self.desk)

        await self.answer(count, aside=True)


class Calibration(Asked):
    """The course's marked texts."""

    async def get(self) -> None:
        """Say the texts, without their levels."""
        await self.answer(lambda: offered(self.desk))

    async def post(self) -> None:
        """Keep the marker's levels of one, and say the course's."""
        sent = self.told(_Compared)
        await self.answer(lambda: compared(self.desk, sent.id, sent.levels))


class Names(Asked):
    """Whose text is whose, once none waits."""

    async def get(self) -> None:
        """Say it."""
        await self.answer(lambda: {"names": self.desk.names()})


MARKER_ROUTES: list[tuple[str, type[Asked]]] = [
    (r"/api/open", Open),
    (r"/api/differences/([1-3])", Differences),
    (r"/api/settle", Settled),
    (r"/api/unsettle", Unsettled),
    (r"/api/agreement", Agreement),
    (r"/api/calibration", Calibration),
    (r"/api/names", Names),
]
