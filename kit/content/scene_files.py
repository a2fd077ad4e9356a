"""The scenes of a case, read from ``scenes/*.yaml``, and the two items that each makes.

``scene.first_call`` holds the path that a learner took, private unless they share it.
``scene.first_call.played`` says that they played it, no more; it travels with the hand-in of its dimension.
"""

from collections.abc import Iterable, Mapping

from kit.model import Interface, Item, Items, KitError
from kit.model.scenes import Scene

FOLDER = "scenes"
"""In the folder of a case that has some."""


def items_with(scenes: Iterable[Scene], items: Items, words: Interface) -> Items:
    """The items of a case with both of each scene's, which stand where the scene is played."""
    all_of_them = list(items.items)
    for scene in scenes:
        known = [one.id for one in all_of_them]
        at = known.index(scene.before) if scene.before in known else len(known)
        all_of_them[at:at] = _items_of(scene, items, words)
    return items.model_copy(update={"items": tuple(all_of_them)})


def _items_of(scene: Scene, items: Items, words: Interface) -> tuple[Item, Item]:
    """Both items of a scene; they stand in the notebook of the hand-in that the scene belongs to."""
    notebooks = {one.id: one.notebook for one in items.assignments}
    hand_in = scene.dimension if scene.dimension in notebooks else None
    return (
        Item(
            id=f"scene.{scene.id}",
            kind="scene",
            title=scene.title,
            lane="private",
            notebook=notebooks.get(scene.dimension),
            assignment=hand_in,
            stretch=scene.stretch,
        ),
        Item(
            id=f"scene.{scene.id}.played",
            kind="played",
            title=_played(scene, words),
            lane_open=False,
            stretch=True,
            notebook=notebooks.get(scene.dimension),
            assignment=hand_in,
        ),
    )


def _played(scene: Scene, words: Interface) -> str:
    try:
        return words.fill("rehearsed.played", title=scene.title)
    except KitError:
        return scene.title  # What is wrong with the words is said by their own check.


def in_order(scenes: Mapping[str, Scene], items: Items) -> dict[str, Scene]:
    """Scenes by id in the order of the year: as the hand-ins stand that they belong to, then by id."""
    year = [one.id for one in items.assignments]

    def when(scene: Scene) -> tuple[int, str]:
        return (year.index(scene.dimension) if scene.dimension in year else len(year), scene.id)

    return {one.id: one for one in sorted(scenes.values(), key=when)}
