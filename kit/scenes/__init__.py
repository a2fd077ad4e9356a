"""Scenes that a learner plays: their paths, the rules that they must follow, and transcripts of paths.

No I/O. `kit.content` imports this package, because the minutes of a notebook include the slowest path of its
scene.
"""

from kit.scenes.playing import Known, ends_at, known_after, offered, shown
from kit.scenes.walking import Walk, walk, years

__all__ = ["Known", "Walk", "ends_at", "known_after", "offered", "shown", "walk", "years"]
