"""Run JupyterLab without the course, on one notebook with one widget, to compare with."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.model import PlainError

_PATIENCE = 60
_CELL = "import ipywidgets\nipywidgets.Text(description='Your name')"
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
_QUIET = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}
_OTHERS = ("partnership-kit", "@jupyter/nbgrader", "@jupyter-notebook/lab-extension", "jupyterlab-jupytext")

SHOWN = ".jp-OutputArea-output input"
"""A selector for the widget on the page."""

RUN = """async () => {
  const app = window.jupyterapp;
  const panel = app.shell.currentWidget;
  await panel.revealed;
  await panel.sessionContext.ready;
  void app.commands.execute("notebook:run-all-cells");
}"""
"""Plain JupyterLab doesn't run cells on its own. This script runs them as soon as that is possible."""

READY = "() => window.jupyterapp && window.jupyterapp.shell.currentWidget"


@contextmanager
def bare_lab(folder: Path) -> Iterator[str]:
    """Run JupyterLab on a new folder, and yield the address of its one notebook."""
    course, home, token = folder / "notebooks", folder / "settings", secrets.token_urlsafe(16)
    course.mkdir(parents=True)
    home.mkdir()
    (course / "one.ipynb").write_text(json.dumps(_notebook()), "utf-8")
    (home / "overrides.json").write_text(json.dumps(_QUIET), "utf-8")
    (home / "page_config.json").write_text(json.dumps({"disabledExtensions": dict.fromkeys(_OTHERS, True)}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/doc/tree/one.ipynb?token={token}"
    line = [
        f"--ServerApp.root_dir={course}",
        f"--ServerApp.port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--LabApp.app_settings_dir={home}",
        f"--LabApp.user_settings_dir={folder / 'user-settings'}",
        f"--LabApp.workspaces_dir={folder / 'lab-workspaces'}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        line.append("--allow-root")
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", *line],
        cwd=course,
        env={**os.environ, "JUPYTER_NO_CONFIG": "1", "JUPYTER_TOKEN": token},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  # http, and ours
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise PlainError("plain JupyterLab did not start, so there is nothing to compare with; run this again.")


def _notebook() -> dict[str, object]:
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "source": _CELL}
    cells = [{**cell, "execution_count": None, "outputs": []}]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": _KERNEL}, "cells": cells}
