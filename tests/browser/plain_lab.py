"""A plain JupyterLab on a folder, and notebooks of calls to open in it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import kit

COURSE = Path(kit.__file__).parents[1]
SMALL = Path(__file__).parents[1] / "forms" / "small_course.json"

LAB = """import sys
sys.modules["rfc3987_syntax"] = None
from jupyterlab.labapp import main
main()"""
"""Start JupyterLab without the IRI grammars, which take a second to build and which Jupyter never needs."""


def write_notebook(path: Path, cells: list[str]) -> None:
    """Write a notebook of code cells without outputs."""
    lines = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for n, source in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": lines}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def opening(small: Path = SMALL) -> str:
    """Return the source of the first cell, which opens the small course instead of the kit's own course."""
    return (
        "import json\nfrom pathlib import Path\nfrom kit import open_course\n"
        "from kit.content import compiled\nfrom kit.model import Content\n"
        f"small = json.loads(Path({str(small)!r}).read_text(encoding='utf-8'))\n"
        "content = Content.model_validate({**small, 'words': compiled().words})\n"
        "course = open_course('ms_perez', content=content)"
    )


def kits_own(share: Path) -> str:
    """Copy the kit's current extension and kernel; returns the ``JUPYTER_PATH`` that finds them."""
    shutil.copytree(COURSE / "kit" / "labextension", share / "labextensions" / "partnership-kit")
    (share / "kernels" / "partnership-kit").mkdir(parents=True)
    shutil.copy(COURSE / "kit" / "launch" / "kernel.json", share / "kernels" / "partnership-kit")
    return str(share)


@contextmanager
def serving(
    home: Path, workspace: Path, *options: str, token: str = "", **more: str
) -> Iterator[SimpleNamespace]:
    """Run a plain JupyterLab on a folder. Its own files are in ``home``; ``more`` adds to its environment.

    ``data`` of the result is the folder of private answers.
    """
    data = home / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "KIT_DATA": str(data),
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "IPYTHONDIR": str(home / "ipython"),
        **more,
    }
    environment.pop("KIT_FORMS", None)
    settings = home / "app-settings"
    settings.mkdir()
    quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    (settings / "overrides.json").write_text(json.dumps(quiet), encoding="utf-8")
    log = (home / "log.txt").open("wb")
    server = subprocess.Popen(
        [
            sys.executable, "-c", LAB, "--no-browser", "--allow-root",
            f"--ServerApp.root_dir={workspace}", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
            "--ServerApp.ip=127.0.0.1", f"--IdentityProvider.token={token}",
            "--ServerApp.disable_check_xsrf=True",
            "--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            f"--LabApp.app_settings_dir={settings}", f"--LabApp.user_settings_dir={home / 'settings'}",
            f"--LabApp.workspaces_dir={home / 'lab'}", *options,
        ],
        env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=workspace,
    )  # fmt: skip

    def call(path, method="GET"):
        headers = {"Authorization": f"token {token}"} if token else {}
        request = urllib.request.Request(  # noqa: S310  # http, and ours
            f"{url}/api/{path}", method=method, headers=headers
        )
        with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
            return json.loads(reply.read() or "null")

    try:
        for _ in range(480):
            try:
                call("status")
                break
            except OSError:
                if server.poll() is not None:
                    break
                time.sleep(0.25)
        else:
            raise RuntimeError((home / "log.txt").read_text())
        yield SimpleNamespace(
            url=url, workspace=workspace, data=data, call=call, pid=server.pid, run_all=run_all
        )
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:  # how JupyterLab shuts down isn't tested here
            server.kill()
        log.close()


def run_all(page, *, dark=False):
    """Run every cell of the open notebook, once its kernel is ready."""
    page.wait_for_function("window.jupyterapp && window.jupyterapp.shell.currentWidget", timeout=60_000)
    page.evaluate(
        """async (dark) => {
          const app = window.jupyterapp;
          await app.restored;
          if (dark) await app.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'});
          const panel = app.shell.currentWidget;
          await panel.revealed; await panel.sessionContext.ready;
          await app.commands.execute('notebook:run-all-cells');
        }""",
        dark,
    )
