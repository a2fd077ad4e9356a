"""How a made-up learner plays the scenes: a way by chance through each, and what of it is shared. Pure."""

from collections.abc import Iterator
from random import Random

from kit.journal.voice import voice_for
from kit.model import CaseContent, Item, Value
from kit.model.scenes import Scene
from kit.scenes import ends_at, known_after, offered

_PLAYS, _TELLS, _SHOWS = 0.85, 0.7, 0.15
"""How many play a scene, and how many of those say that they did, and share their way as well."""


class Rehearsals:
    """The scenes of one learner's year in its order: what one leaves behind, a later one knows."""

    def __init__(self, learner: str, seed: int) -> None:
        self.chance = Random(f"{seed}/{learner}/scenes")  # noqa: S311  # a sample class, no secret
        """Of its own, so that a new scene changes no text that somebody writes."""
        self._voice = voice_for(learner)
        self._left: set[str] = set()

    def of(self, case: CaseContent, played: Item) -> Iterator[tuple[Item, Value]]:
        """What a learner shares of a scene, of which ``played`` says that it was played.

        The way itself mostly stays with them, and the private files of this class are gone once it is made.
        """
        plays, tells, shows = (self.chance.random() < often for often in (_PLAYS, _TELLS, _SHOWS))
        if not plays:
            return
        name = played.id.removesuffix(".played")
        value = self._way(case.scenes[name.removeprefix("scene.")])
        if shows:
            yield case.item(name), value
        if tells:
            yield played, {"played": True}

    def _way(self, scene: Scene) -> dict[str, object]:
        year = sorted(self._left)
        known, place = frozenset(year), scene.start
        path: list[dict[str, str]] = []
        while not ends_at(scene, place):
            turn = scene.turns[place]
            goals = turn.to
            if choices := offered(turn, self._voice, known):
                choice = self.chance.choice(choices)
                path.append({"turn": place, "choice": choice.id})
                known, goals = known_after(choice, known), choice.to
                self._left |= {f"{scene.id}.{one}" for one in choice.adds}
            if goals is None:
                raise ValueError(f"turn {place!r} of {scene.id!r} leads nowhere")
            place = goals[self._voice]
        return {"voice": self._voice, "path": path, "ending": place, **({"year": year} if year else {})}
