"""Run the command ``kit`` as if typed: `kit` runs it in this process, `kit_process` in a separate one.

Starting a Python process for each call would take minutes. ``tests/cli/test_smoke.py`` runs every command
once in a separate process. Other tests use `kit_process` only for what needs a process.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kit.cli import main

WIDE = {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}


def kit(*arguments, cwd=None, env=None) -> subprocess.CompletedProcess[str]:
    """Run a command in this process; ``env`` adds to the environment. An unhandled error is raised."""
    words = ["kit", *map(str, arguments)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    code = 0
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.chdir(cwd or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.setattr(sys, "argv", words)
        patch.setattr(sys, "stdin", io.StringIO())
        for name, value in {**WIDE, **(env or {})}.items():
            patch.setenv(name, value)
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    return subprocess.CompletedProcess(words, code, text(out), text(err))


def text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")


def kit_process(*arguments, cwd=None, env=None, missing=()) -> subprocess.CompletedProcess[str]:
    """Run a command in a separate process, in which the modules in ``missing`` can't be imported."""
    hidden = f"import sys; sys.modules.update(dict.fromkeys({list(missing)!r})); " if missing else ""
    return subprocess.run(
        [sys.executable, "-c", f"{hidden}from kit.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, **WIDE, **(env or {})},
    )
