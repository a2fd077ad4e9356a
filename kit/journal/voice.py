"""Whose year a learner lives: one of a case's three voices, drawn once and kept in ``workspace.json``."""

import hashlib
from pathlib import Path

from kit.journal.workspace import learner_of, read_workspace, update_workspace
from kit.model import VOICES, VoiceId


def voice_for(learner: str) -> VoiceId:
    """The voice that a stable hash of a learner's id draws; a third of the learners meets each.

    It does not go with the form of the vignette that the learner meets first.

    >>> voice_for("amy"), voice_for("eve"), voice_for("cy")
    ('a', 'b', 'c')
    """
    return VOICES[int.from_bytes(hashlib.sha256(f"voice {learner}".encode()).digest()[:8], "big") % 3]


def known_voice(said: object) -> VoiceId | None:
    """What a file says of a voice, if it is one."""
    return next((voice for voice in VOICES if voice == said), None)


def kept_voice(folder: Path) -> VoiceId | None:
    """The voice that was drawn in a workspace; ``None`` where `kit start` never opened it."""
    return known_voice(read_workspace(folder).get("voice"))


def draw_voice(folder: Path) -> VoiceId:
    """The workspace's voice: drawn the first time and kept, so that a later learner id changes nothing."""
    kept = kept_voice(folder)
    if kept is None:
        kept = voice_for(learner_of(folder))
        update_workspace(folder, voice=kept)
    return kept
