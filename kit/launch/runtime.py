"""The folder in which Jupyter finds our kernel, our extension, and our quiet settings.

It is rewritten at every start, so that an editable checkout, a wheel and ``uvx`` behave alike. It is outside
the workspace, because a learner may keep the workspace in a synced folder.
"""

import json
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

KERNEL = "partnership-kit"

RUNNING = "running.json"
"""The file that says where a workspace's server answers while it is running."""

_EXTENSION = Path(__file__).resolve().parent.parent / "labextension"

_NAME = "Partnership Kit"  # the name of a browser tab when JupyterLab writes its title

# These ask a learner something that has no place in a course, or other sites.
_SWITCHED_OFF = (
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension",
    "@jupyter/nbgrader",
    "jupyterlab-jupytext",
)

_SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    # A form that scrolls out of sight must stay in the page, along with any text typed in it.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


def _kernelspec() -> dict[str, Any]:
    # A file next to a notebook must never be imported in place of a package. -P keeps the folder off the
    # path while the kernel itself loads; ignore_cwd does so afterwards.
    spec: dict[str, Any] = json.loads(Path(__file__).with_name("kernel.json").read_text("utf-8"))
    # Import what forms need at startup, before anybody waits for it.
    argv = [sys.executable, *spec["argv"][1:], "--InteractiveShellApp.extensions=kit.course"]
    # With the server's JUPYTER_NO_CONFIG, each kernel would leave an empty folder behind.
    return {**spec, "argv": argv, "env": {"JUPYTER_NO_CONFIG": ""}}


def runtime_folder(workspace_id: str) -> Path:
    """Return the folder for the files of a workspace's servers, in the user's cache or below ``KIT_DATA``."""
    moved = os.environ.get("KIT_DATA")
    base = Path(moved) / "jupyter" if moved else user_cache_path("partnership-kit", appauthor=False)
    return base / workspace_id


def make_runtime(folder: Path) -> Path:
    """Make ``folder`` with an empty ``tmp`` in it, and return ``folder``."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.rmtree(folder / "tmp", ignore_errors=True)
    (folder / "tmp").mkdir()
    return folder


def write_runtime(folder: Path) -> Path:
    """Write the kernel, extension and settings of JupyterLab below ``folder``, and return ``folder``."""
    make_runtime(folder)
    _write(folder / "share" / "kernels" / KERNEL / "kernel.json", _kernelspec())
    extension = folder / "share" / "labextensions" / "partnership-kit"
    shutil.rmtree(extension, ignore_errors=True)
    shutil.copytree(_EXTENSION, extension)
    _write(folder / "settings" / "overrides.json", _SETTINGS)
    page = {"appName": _NAME, "disabledExtensions": dict.fromkeys(_SWITCHED_OFF, True)}
    _write(folder / "settings" / "page_config.json", page)
    for name in ("user-settings", "lab-workspaces"):
        (folder / name).mkdir(exist_ok=True)
    return folder


def forget_running(folder: Path, pid: int) -> None:
    """Delete the file that says a server is running, if it names the process ``pid``, which has ended."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        if json.loads((folder / RUNNING).read_text("utf-8"))["pid"] == pid:
            (folder / RUNNING).unlink()


def environment(folder: Path, token: str) -> dict[str, str]:
    """Return the server's environment: only our configuration, and the token.

    A token on the command line would show in the list of processes. Of ``PYTHONPATH``, only the absolute
    parts stay: for a kernel, the others would mean the learner's folder, which may be a synced one.
    """
    modules = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    paths = [str(folder / "share"), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    ours = {"JUPYTER_NO_CONFIG": "1", "JUPYTER_PATH": os.pathsep.join(paths), "JUPYTER_TOKEN": token}
    return {**os.environ, **ours, "PYTHONPATH": os.pathsep.join(filter(os.path.isabs, modules))}


def _write(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n", "utf-8")
