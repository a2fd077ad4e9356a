"""The server itself, a child of ``kit start``; its five arguments are what `main` reads.

JupyterLab with our settings and nobody else's; it listens on this computer only and asks no other host.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path


def arguments(workspace: Path, runtime: Path, port: int, *, first: str) -> list[str]:
    """JupyterLab's command line for one workspace.

    >>> "--ServerApp.port=8890" in arguments(Path("/w"), Path("/r"), 8890, first="a.ipynb")
    True
    """
    line = [
        f"--ServerApp.root_dir={workspace}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.open_browser=False",
        "--ServerApp.log_level=WARN",
        "--ServerApp.terminals_enabled=False",
        f"--LabApp.default_url=/doc/tree/{first}",
        f"--LabApp.app_settings_dir={runtime / 'settings'}",
        f"--LabApp.user_settings_dir={runtime / 'user-settings'}",
        f"--LabApp.workspaces_dir={runtime / 'lab-workspaces'}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--KernelManager.shutdown_wait_time=2",
        "--FileContentsManager.pre_save_hook=kit.launch.saving.strip_before_saving",
        "--FileContentsManager.delete_to_trash=False",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        line.append("--allow-root")
    return line


def end_with(parent: int) -> None:
    """End the server, kernels first, once the process that started it is gone, however it went."""
    import psutil

    def alive() -> bool:
        try:
            return bool(psutil.Process(parent).status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False

    def watch() -> None:
        while alive():
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """Run the server until it is told to stop."""
    workspace, runtime, port, first, parent = sys.argv[1:]
    end_with(int(parent))
    # JUPYTER_NO_CONFIG makes an empty configuration folder that nobody removes; the next start clears ours.
    tempfile.tempdir = str(Path(runtime) / "tmp")
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(argv=arguments(Path(workspace), Path(runtime), int(port), first=first))


if __name__ == "__main__":
    main()
