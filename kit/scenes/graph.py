"""Draw a scene as a Mermaid diagram: turns, endings, and which choice leads where."""

from collections.abc import Iterator

from kit.model.scenes import Scene, SceneChoice
from kit.model.voices import VOICES


def mermaid(scene: Scene) -> str:
    """Return the text of a scene's diagram. Choices for only some voices, or with conditions, say so.

    >>> from kit.content import compiled
    >>> print(next((mermaid(s).partition(chr(10))[0] for c in compiled().cases.values()
    ...             for s in c.scenes.values()), "flowchart TD"))
    flowchart TD
    """
    return "\n".join(["flowchart TD", *(f"  {line}" for line in _lines(scene))])


def _lines(scene: Scene) -> Iterator[str]:
    for id in scene.turns:
        yield f'{_node(id)}["{id}"]'
    for id, ending in scene.endings.items():
        yield f'{_node(id)}(["{id}: {_plain(ending.title)}"])'
    for id, turn in scene.turns.items():
        for choice in turn.choices:
            for goal in dict.fromkeys(choice.to[voice] for voice in choice.voices):
                yield f'{_node(id)} -->|"{_label(choice, goal)}"| {_node(goal)}'
        for goal in dict.fromkeys((turn.to or {}).values()):
            only = [voice for voice in VOICES if turn.to and turn.to[voice] == goal]
            label = "" if len(only) == len(VOICES) else f'|"{" ".join(only)}"|'
            yield f"{_node(id)} -.->{label} {_node(goal)}"


def _label(choice: SceneChoice, goal: str) -> str:
    only = [voice for voice in choice.voices if choice.to[voice] == goal]
    parts = [choice.id]
    parts += [f"voices {' '.join(only)}"] if len(only) < len(VOICES) else []
    parts += [f"needs {' '.join(choice.needs)}"] if choice.needs else []
    parts += [f"unless {' '.join(choice.unless)}"] if choice.unless else []
    return " · ".join(parts)


def _node(id: str) -> str:
    # Mermaid doesn't accept its own words, such as end, as a node's name.
    return f"at_{id}"


def _plain(text: str) -> str:
    return text.replace('"', "#quot;")
