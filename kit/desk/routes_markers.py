"""The addresses for several markers: where markers differ, calibration, and names."""

from __future__ import annotations

from typing import Any

from kit.desk.asked import Asked, Told
from kit.desk.calibration import compared, offered
from kit.desk.moderation import differing, settle, unsettle


class _Settled(Told):
    code: str
    criterion: str
    rating: str
    reason: str


class _Compared(Told):
    id: str
    levels: dict[str, int]


class Differences(Asked):
    """The differences between markers."""

    async def get(self, at_least: str) -> None:
        """Send them."""
        await self.answer(lambda: {"differences": differing(self.desk, int(at_least))})


class Settled(Asked):
    """A decision on which of several levels counts."""

    async def post(self) -> None:
        """Make that level count, then answer."""
        sent = self.told(_Settled)

        def keep() -> dict[str, Any]:
            settle(self.desk, sent.code, sent.criterion, sent.rating, sent.reason)
            return {}

        await self.answer(keep)


class Unsettled(Asked):
    """The last decision, to be taken back."""

    async def post(self) -> None:
        """Take it back; ``undone`` is null in the answer if there was none."""

        def undo() -> dict[str, Any]:
            return {"undone": unsettle(self.desk)}

        await self.answer(undo)


class Agreement(Asked):
    """How far markers agree."""

    async def get(self) -> None:
        """Compute and send it; marking goes on meanwhile."""

        def count() -> dict[str, Any]:
            # Imported here because the statistics load slowly and most sittings never need them.
            from kit.desk.agreement import agreement

            return agreement(self.desk)

        await self.answer(count, aside=True)


class Calibration(Asked):
    """The course's marked sample texts."""

    async def get(self) -> None:
        """Send the texts without the course's levels."""
        await self.answer(lambda: offered(self.desk))

    async def post(self) -> None:
        """Save the marker's levels for one text, then send the course's."""
        sent = self.told(_Compared)
        await self.answer(lambda: compared(self.desk, sent.id, sent.levels))


class Names(Asked):
    """The learners' names by code, once no text is waiting for a mark."""

    async def get(self) -> None:
        """Send them."""
        await self.answer(lambda: {"names": self.desk.names()})


MARKER_ROUTES: list[tuple[str, type[Asked]]] = [
    (r"/api/differences/([1-3])", Differences),
    (r"/api/settle", Settled),
    (r"/api/unsettle", Unsettled),
    (r"/api/agreement", Agreement),
    (r"/api/calibration", Calibration),
    (r"/api/names", Names),
]
