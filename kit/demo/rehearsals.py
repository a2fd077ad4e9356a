"""Play the scenes for a made-up learner: a random path through each, and what is shared of it. No I/O."""

from collections.abc import Iterator
from random import Random

from kit.journal.voice import voice_for
from kit.model import CaseContent, Item, Value
from kit.model.scenes import Scene
from kit.scenes import ends_at, known_after, offered

_PLAYS, _TELLS, _SHOWS = 0.85, 0.7, 0.15
"""Share of learners who play a scene, and of those, the shares who say so and who share their path."""


class Rehearsals:
    """The scenes of one learner's year, in order. A later scene knows what an earlier one left."""

    def __init__(self, learner: str, seed: int) -> None:
        self.chance = Random(f"{seed}/{learner}/scenes")  # noqa: S311  # a sample class, no secret
        """A separate random source, so that a new scene doesn't change the learners' texts."""
        self._voice = voice_for(learner)
        self._left: set[str] = set()

    def of(self, case: CaseContent, played: Item) -> Iterator[tuple[Item, Value]]:
        """Yield what a learner shares of a scene. ``played`` is the item that says that it was played.

        Most learners keep their path private. Private answers of a made-up class are deleted when it is done.
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
