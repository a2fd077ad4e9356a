"""Put the scenes of a case, from ``scenes/*.yaml``, in order, and make the two items that each adds.

``scene.first_call`` holds the path that a learner took; it is private unless the learner shares it.
``scene.first_call.played`` says only that they played the scene; it travels with the hand-in of the scene's
dimension.
"""

from collections.abc import Iterable, Mapping

from kit.model import Interface, Item, Items, KitError
from kit.model.scenes import Scene

FOLDER = "scenes"
"""The subfolder of a case that holds its scenes, if it has any."""


def items_with(scenes: Iterable[Scene], items: Items, words: Interface) -> Items:
    """Insert both items of each scene before the item that its ``before`` names, or at the end."""
    all_of_them = list(items.items)
    for scene in scenes:
        known = [one.id for one in all_of_them]
        at = known.index(scene.before) if scene.before in known else len(known)
        all_of_them[at:at] = _items_of(scene, items, words)
    return items.model_copy(update={"items": tuple(all_of_them)})


def _items_of(scene: Scene, items: Items, words: Interface) -> tuple[Item, Item]:
    """Return both items of a scene. Their notebook is that of the scene's hand-in."""
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
        return scene.title  # interface_checks reports what is wrong with the words.


def in_order(scenes: Mapping[str, Scene], items: Items) -> dict[str, Scene]:
    """Return scenes by id in the order of the year: by their hand-in, then by id."""
    year = [one.id for one in items.assignments]

    def when(scene: Scene) -> tuple[int, str]:
        return (year.index(scene.dimension) if scene.dimension in year else len(year), scene.id)

    return {one.id: one for one in sorted(scenes.values(), key=when)}
