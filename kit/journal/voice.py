"""The voice whose year a learner follows: one of three, drawn once and kept in ``workspace.json``."""

import hashlib
from pathlib import Path

from kit.journal.workspace import learner_of, read_workspace, update_workspace
from kit.model import VOICES, VoiceId


def voice_for(learner: str) -> VoiceId:
    """Return the voice that a stable hash of a learner's id draws; a third of the learners get each.

    It is independent of which form of the vignette the learner gets first.

    >>> voice_for("amy"), voice_for("eve"), voice_for("cy")
    ('a', 'b', 'c')
    """
    return VOICES[int.from_bytes(hashlib.sha256(f"voice {learner}".encode()).digest()[:8], "big") % 3]


def known_voice(said: object) -> VoiceId | None:
    """Return a value from a file if it is a voice, otherwise ``None``."""
    return next((voice for voice in VOICES if voice == said), None)


def kept_voice(folder: Path) -> VoiceId | None:
    """Return the voice that was drawn in a workspace; ``None`` if `kit start` never opened it."""
    return known_voice(read_workspace(folder).get("voice"))


def draw_voice(folder: Path) -> VoiceId:
    """Return the workspace's voice; it is drawn once and kept, so a later learner id changes nothing."""
    kept = kept_voice(folder)
    if kept is None:
        kept = voice_for(learner_of(folder))
        update_workspace(folder, voice=kept)
    return kept
