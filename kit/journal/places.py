"""Find where a workspace's private files are kept, and what kind of place a folder is."""

import os
import re
from pathlib import Path

from kit.files import network_drive, synced_by
from kit.model import Place

WORKSPACE_ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def user_data() -> Path:
    """Return the folder that holds every workspace's private folder; ``KIT_DATA`` overrides the default."""
    if chosen := os.environ.get("KIT_DATA"):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("partnership-kit", appauthor=False)


def private_folder(workspace_id: str) -> Path:
    """Return the folder for a workspace's private answers and drafts, outside anything that is handed in."""
    return user_data() / workspace_id


def place_of(folder: Path) -> Place:
    """Return what kind of place a folder is; environment variables tell whether this is a JupyterHub.

    >>> place_of(Path("/home/rosa/Dropbox/notes")).service
    'Dropbox'
    """
    if any(os.environ.get(f"JUPYTERHUB_{name}") for name in ("USER", "API_TOKEN", "SERVICE_PREFIX")):
        return Place(kind="hub")
    if service := synced_by(folder):
        return Place(kind="synced_folder", service=service)
    return Place(kind="network_folder" if network_drive(folder) else "this_computer")
