"""Where the private lane lies, and what to tell the learner about that place."""

from __future__ import annotations

import os
from pathlib import Path

from kit.files import network_drive, synced_by
from kit.journal.workspace import read_workspace
from kit.model import Place


def user_data() -> Path:
    """The folder that holds every workspace's private folder; ``KIT_DATA`` names another one."""
    if chosen := os.environ.get("KIT_DATA"):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("partnership-kit", appauthor=False)


def private_folder(workspace_id: str) -> Path:
    """Where a workspace's private answers and drafts lie; outside anything that is handed in."""
    return user_data() / workspace_id


def private_place(workspace: Path) -> Place:
    """What kind of place the private answers of a workspace lie in, with words for a form's label.

    A hub is known by its environment, a synced folder by its name in the path, a network drive by
    the file system it is mounted as. What the machine does not tell, the label does not claim.
    """
    return place_of(private_folder(read_workspace(workspace)["id"]))


def place_of(folder: Path) -> Place:
    """What kind of place a folder is.

    >>> place_of(Path("/home/rosa/Dropbox/notes")).label
    'never submitted; it lies in a synced folder (Dropbox), so a copy is kept online'
    """
    if any(
        os.environ.get(name)
        for name in ("JUPYTERHUB_USER", "JUPYTERHUB_API_TOKEN", "JUPYTERHUB_SERVICE_PREFIX")
    ):
        return Place(kind="hub", label="never submitted; administrators may be able to read it")
    if service := synced_by(folder):
        return Place(
            kind="synced_folder",
            label=f"never submitted; it lies in a synced folder ({service}), so a copy is kept online",
        )
    if network_drive(folder):
        return Place(
            kind="network_folder",
            label="never submitted; it lies on a network drive, and those who run it may be able to read it",
        )
    return Place(kind="this_computer", label="only on this computer")
