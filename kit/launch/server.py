"""The server of notebooks, a child process of ``kit start --lab``. `main` reads its four arguments.

It is JupyterLab with only our settings. It listens on this computer only and contacts no other host. Its
token comes from the environment, which no other account can read.
"""

import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from kit.launch.encryption import missing_part
from kit.launch.runtime import KERNEL, forget_running
from kit.pages.notebook_copies import FIRST

# Importing jsonschema would also build grammars for IRIs and durations, which takes a second; Jupyter's
# schemas use neither.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
sys.modules.setdefault("isoduration", None)  # type: ignore[arg-type]

_FORM = "application/vnd.jupyter.widget-view+json"
"""The type of an output that shows a widget."""

REFUSED = 3
"""The exit code of a server that refuses to start; its last printed line says why."""


def _arguments(workspace: str, runtime: Path, port: str) -> list[str]:
    return [
        *shared_settings(workspace, port),
        f"--LabApp.default_url=/lab/tree/{FIRST}",
        f"--LabApp.app_settings_dir={runtime / 'settings'}",
        f"--LabApp.user_settings_dir={runtime / 'user-settings'}",
        f"--LabApp.workspaces_dir={runtime / 'lab-workspaces'}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--KernelManager.shutdown_wait_time=2",
        # Every account on the computer can connect to a kernel's ports.
        "--KernelManager.transport_encryption=required",
        "--ServerApp.identity_provider_class=kit.launch.inside.OwnCookies",
        "--ServerApp.kernel_spec_manager_class=kit.launch.inside.CourseKernels",
        f"--KernelSpecManager.allowed_kernelspecs={KERNEL}",
        "--KernelSpecManager.ensure_native_kernel=False",
        f"--MultiKernelManager.default_kernel_name={KERNEL}",
        "--FileContentsManager.pre_save_hook=kit.launch.server.strip_before_saving",
        "--FileContentsManager.delete_to_trash=False",
    ]


def shared_settings(workspace: str, port: str) -> list[str]:
    """Return the settings that the server of pages has, too: it listens on this computer alone."""
    line = [
        f"--ServerApp.root_dir={workspace}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.open_browser=False",
        "--ServerApp.log_level=WARN",
        "--ServerApp.terminals_enabled=False",
    ]
    # Jupyter's server refuses to run as root without this.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*line, "--allow-root"] if as_root else line


def end_with(parent: int) -> None:
    """Stop the server, kernels first, when the process that started it is gone for any reason."""
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


def strip_before_saving(model: dict[str, Any], **_context: Any) -> None:
    """Leave out outputs that show a form, and widgets' states next to them: Jupyter's pre-save hook.

    They are drawn anew when the notebook opens. Any other output is somebody's own and stays.

    >>> form = {_FORM: {"model_id": "1"}, "text/plain": "<kit.forms.widget.FormWidget object at 0x1>"}
    >>> cell = {"cell_type": "code", "outputs": [{"data": form}, {"text": "own"}], "execution_count": 3}
    >>> strip_before_saving({"type": "notebook", "content": {"metadata": {}, "cells": [cell]}})
    >>> cell["outputs"], cell["execution_count"]
    ([{'text': 'own'}], None)
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    for cell in content.get("cells", []):
        shown = cell.get("outputs", [])
        kept = [output for output in shown if not _shows_form(output.get("data", {}))]
        if len(kept) < len(shown):
            cell.update(outputs=kept, execution_count=None)
            cell.get("metadata", {}).pop("execution", None)
            content.get("metadata", {}).pop("widgets", None)


def _shows_form(data: dict[str, Any]) -> bool:
    return _FORM in data and "FormWidget" in "".join(data.get("text/plain", ""))


def main() -> None:
    """Run the server until it is stopped."""
    workspace, folder, port, parent = sys.argv[1:]
    end_with(int(parent))
    runtime = Path(folder)
    # With JUPYTER_NO_CONFIG, Jupyter makes an empty temporary folder and never removes it. In our own folder,
    # the next start clears it.
    tempfile.tempdir = str(runtime / "tmp")
    if lacking := missing_part():
        print(  # noqa: T201  # the log is where `kit start` looks
            f"other accounts on this computer could read what you write, because {lacking}"
        )
        raise SystemExit(REFUSED)
    from jupyterlab.labapp import LabApp

    from kit.launch.inside import add_addresses
    from kit.pages.extension import add_course
    from kit.pages.place import address
    from kit.pages.redirect import notebook_address

    server = LabApp.initialize_server(argv=_arguments(workspace, runtime, port))
    # The token leaves the environment, or kernels would inherit it.
    token = os.environ.pop("JUPYTER_TOKEN")
    add_addresses(server, Path(workspace))
    add_course(server, Path(workspace), lambda notebook: notebook_address(server.port, token, notebook))
    # The first notebook's kernel starts while the browser loads JupyterLab, which takes the session over.
    first, _ = address(Path(workspace))
    server.io_loop.add_callback(
        server.session_manager.create_session, path=first, name=first, type="notebook", kernel_name=KERNEL
    )
    try:
        server.start()
    finally:
        # `kit start` does this too, unless it was killed.
        forget_running(runtime, os.getpid())


if __name__ == "__main__":
    main()
