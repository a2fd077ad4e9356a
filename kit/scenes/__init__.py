"""Scenes that a learner plays: their paths, what must hold of them, a path told as prose.

Data in, data out. The room stands below `kit.content`, because the minutes of a notebook count the longest
path of its scene.
"""

from kit.scenes.playing import Known, ends_at, known_after, offered, shown
from kit.scenes.walking import Walk, walk, years

__all__ = ["Known", "Walk", "ends_at", "known_after", "offered", "shown", "walk", "years"]
