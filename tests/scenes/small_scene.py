"""A scene with three voices that follows every rule, for tests that break it in one place."""

from __future__ import annotations

import copy
from typing import Any

from kit.model.scenes import Scene


def hers(en: str, **more: Any) -> dict[str, Any]:
    """Return a line of Ms. Novak's; its Spanish doesn't matter here."""
    return {"who": "ms_novak", "es": f"({en})", "en": en, **more}


def _by_voice(**said: dict[str, Any]) -> dict[str, Any]:
    return {"voices": {voice: [line] for voice, line in said.items()}}


_DATA: dict[str, Any] = {
    "schema_version": 1,
    "id": "call",
    "dimension": "respect",
    "title": "The call",
    "practices": ["respect.strengths"],
    "setting": "You call her.",
    "notes": {"hours": "Which hours suit her"},
    "promises": {"ring": {"text": "You said you would ring.", "kept": ["named"], "broken": []}},
    "start": "hello",
    "turns": {
        "hello": {
            "lines": [
                {"room": "It rings."},
                _by_voice(
                    a=hers("Who is this, and why now?", acts="asks"),
                    b=hers("Yes? I am just on my way to the barn.", acts="decides"),
                    c=hers("No, this is not a good time for a call.", acts="refuses"),
                ),
            ],
            "choices": [
                {
                    "id": "ask",
                    "says": "When may I call?",
                    "genuine": True,
                    "learns": ["hours"],
                    "to": "hours",
                },
                {"id": "hurry", "says": "One thing only.", "marks": ["hurried"], "to": "cut"},
                {"id": "wait", "does": "You wait.", "silence": True, "voices": ["a"], "to": "cut"},
            ],
        },
        "hours": {
            "lines": [
                _by_voice(
                    a=hers("Call me after three, never before."),
                    b=hers("After six, once the animals have eaten."),
                    c=hers("On Sundays I have half an hour for you."),
                )
            ],
            "choices": [
                {"id": "promise", "says": "I will ring then.", "promises": ["ring"], "to": "named"},
                {"id": "leave", "says": "Goodbye.", "to": {"a": "open", "b": "open", "c": "cut"}},
            ],
        },
    },
    "endings": {
        "named": {
            "title": "She names an hour",
            "lines": [hers("Good. I will have the coffee on the stove.")],
            "later": [{"room": "You rang at six."}],
        },
        "open": {"title": "The hour stays open", "lines": [hers("Good evening to you, then.")]},
        "cut": {
            "title": "She hangs up",
            "lines": [
                {
                    "needs": ["hurried"],
                    "lines": [hers("Then say it in a letter, please.")],
                    "otherwise": [hers("I have to go now, my bus is here.")],
                }
            ],
        },
    },
    "debrief": {
        "look_at": ["hello"],
        "readings": {voice: ["She may have been busy.", "She may have been tired."] for voice in "abc"},
    },
}


def data() -> dict[str, Any]:
    """Return a new copy of the scene's data, as a file would hold it."""
    return copy.deepcopy(_DATA)


def scene(changed: dict[str, Any] | None = None) -> Scene:
    """Return the scene, or one made from changed data."""
    return Scene.model_validate(changed or data())
