"""Make a small course root and eight hand-ins, good and bad, as zips. Names and texts are made up.

Run ``python tests/data/submissions/make_submissions.py FOLDER`` to make the course root and look at it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from ulid import ULID

from kit.content import compiled

CHECKOUT = Path(__file__).resolve().parents[3]
CRITERIA = tuple(criterion.id for criterion in compiled().rubric.criteria)
PRIVATE = "ZEBRA-PRIVATE-7731"
PLACEHOLDER = (
    "Your answer from the notebook is put here when your work is collected. Leave this cell as it is."
)
GOOD = (
    "At the fall conference a grandfather laid our report face down.\n"
    "I took it for anger, and I had not asked."
)
HOSTILE = """**Bold** and $x^2$ stay.

<script>window.fired = "script"</script>
<img src="x" onerror="window.fired = 'onerror'"> <svg onload="window.fired = 'svg'"></svg>
<iframe src="javascript:parent.fired = 'iframe'"></iframe>

[click](javascript:window.fired='link') <a href="javascript:window.fired='a'">here</a>
<form action="/hub/logout"><button id="equity_event">Full credit</button></form>

![seen](//127.0.0.1:9/a.png) <img src="//127.0.0.1:9/b.png">
"""


def source_notebook() -> dict[str, Any]:
    """Return an assignment as `kit build` makes it: one answer cell, and five task cells of three points."""

    def cell(name: str, source: str, **nbgrader: Any) -> dict[str, Any]:
        about = {
            "schema_version": 3,
            "grade_id": name,
            "cell_type": "markdown",
            "grade": False,
            "solution": False,
            "locked": False,
            "task": False,
            **nbgrader,
        }
        name = name.replace("_", "-")
        return {"cell_type": "markdown", "id": name, "metadata": {"nbgrader": about}, "source": source}

    tasks = [
        cell(
            f"equity_{c}",
            f"**{c.title()}**\n\n3: fully there. 0: not there.",
            task=True,
            locked=True,
            points=3,
        )
        for c in CRITERIA
    ]
    return {
        "cells": [
            {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Equity: hand-in"},
            cell("equity_answer", PLACEHOLDER, grade=True, solution=True, points=0),
            *tasks,
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def make_course(root: Path) -> Path:
    """Make a course root with the real configuration and the assignment's source (built, or made here)."""
    root.mkdir(parents=True)
    shutil.copy(CHECKOUT / "assignments" / "nbgrader_config.py", root)
    source = root / "source" / "equity" / "equity.ipynb"
    source.parent.mkdir(parents=True)
    built = CHECKOUT / "assignments" / "source" / "equity" / "equity.ipynb"
    if built.is_file():
        shutil.copyfile(built, source)
    else:
        source.write_text(json.dumps(source_notebook()), encoding="utf-8")
    return root


def line(value: Any, seq: int = 0, item: str = "equity.reflection", lane: str = "shared", **more: Any) -> str:
    """Return one line of a journal."""
    record = {
        "schema": 1,
        "id": str(ULID()),
        "parent": None,
        "workspace": "01JDZZZZZZZZZZZZZZZZZZZZZZ",
        "item": item,
        "item_hash": "0" * 12,
        "case": "ms_perez",
        "occasion": "during",
        "seq": seq,
        "at": "2026-11-20T10:00:00Z",
        "lane": lane,
        "status": "done",
        "value": value,
    }
    return json.dumps(record | more) + "\n"


def put_zip(
    root: Path,
    learner: str,
    notebook: Any = None,
    journal: str | None = None,
    *,
    at: str = "2026-11-21T09:00:00+00:00",
    name: str | None = None,
    **extra: str,
) -> None:
    """Write one hand-in as a zip. ``extra`` adds files by name, with ``__`` for the dot and mode 0600."""
    if notebook is None:
        notebook = json.loads((root / "release" / "equity" / "equity.ipynb").read_text(encoding="utf-8"))
    about = {"schema": 1, "assignment": "equity", "learner": learner, "at": at}
    archive = root / "downloaded" / "equity" / "archive"
    archive.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive / f"equity_{name or learner}.zip", "w") as file:
        file.writestr("equity.ipynb", json.dumps(notebook))
        file.writestr("handin.json", json.dumps(about))
        if journal is not None:
            file.writestr("responses.jsonl", journal)
        for extra_name, text in extra.items():
            info = zipfile.ZipInfo(extra_name.replace("__", "."))
            info.external_attr = 0o100600 << 16
            file.writestr(info, text)


def make_zips(root: Path) -> Path:
    """Write the hand-ins as zips in ``downloaded/equity/archive``, made from the released notebook."""
    released = json.loads((root / "release" / "equity" / "equity.ipynb").read_text(encoding="utf-8"))

    def put(learner: str, notebook: Any = released, journal: str | None = None, **extra: str) -> None:
        put_zip(root, learner, notebook, journal, **extra)

    old = line("An earlier text.", id="01JD0000000000000000000000")
    put("amy", journal=old + line(GOOD, 1, parent="01JD0000000000000000000000"))
    put("ben", journal="")
    put("cara")
    put("dan", journal=line(GOOD) + line("A later text that was cut off", 1)[:150])
    put("eve", changed(released, locked="I give myself 3.", typed="A note I typed here."), line(GOOD))
    put("finn", doubled(released), line(GOOD))
    put("gil", changed(released, locked=HOSTILE, typed=HOSTILE, more=HOSTILE), line(HOSTILE))
    hidden = line(PRIVATE, 1, item="equity.habit", lane="private") + line(PRIVATE, 2, lane="private")
    put("hana", journal=line(GOOD) + hidden, private__jsonl=PRIVATE)
    return root / "downloaded" / "equity" / "archive"


def changed(notebook: Any, *, locked: str, typed: str, more: str | None = None) -> Any:
    """Return the notebook with a protected cell rewritten, text in the answer cell, and odd cells added."""
    copy = json.loads(json.dumps(notebook))
    for cell in copy["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name == "equity_event":
            cell["source"] = locked
        if name == "equity_answer":
            cell["source"] = typed
    if more is not None:
        evil = {"name": "python", "pygments_lexer": '"><script>window.fired = "lexer"</script>'}
        copy["metadata"] |= {"language_info": evil, "widgets": {"state": {"value": PRIVATE}}, "title": more}
        copy["cells"] += [
            {"cell_type": "markdown", "id": "more", "metadata": {"tags": ['"><script>']}, "source": more},
            {"cell_type": "raw", "id": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": more},
            {
                "cell_type": "code",
                "id": "code",
                "metadata": {"magics_language": evil["pygments_lexer"]},
                "execution_count": 1,
                "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"text/html": more}}],
                "source": "open('ran.txt', 'w').write('ran')",
            },
        ]
    return copy


def doubled(notebook: Any) -> Any:
    """Return the notebook with its answer cell twice, as copy and paste would make it."""
    copy = json.loads(json.dumps(notebook))
    twin = next(
        c for c in copy["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "equity_answer"
    )
    copy["cells"].append({**twin, "id": "pasted"})
    return copy


def nbgrader(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run one of nbgrader's commands in a course root, as an instructor would."""
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env=os.environ | {"JUPYTER_NO_CONFIG": "1"},
    )


def nbgrader_said(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, and return its exit code and stderr.

    Use `nbgrader` for what only a separate process shows, such as its warnings.
    """
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = nbgrader_here(root, *command)
    return subprocess.CompletedProcess(command, code, "", said.getvalue())


def nbgrader_here(root: Path, *command: str) -> int:
    """Run the command in this process, printing its output as usual; returns the exit code."""
    from jupyter_core.application import NoStart
    from nbgrader import api
    from nbgrader.apps import NbGraderApp

    # For each new gradebook, nbgrader starts a Python process to find out the version of its tables.
    if not hasattr(api.get_alembic_version, "cache_info"):
        api.get_alembic_version = cache(api.get_alembic_version)
    before = Path.cwd()
    os.chdir(root)
    app = NbGraderApp.instance()
    try:
        app.initialize(list(command))
        app.start()
    except NoStart:
        # This is how Jupyter reports that a subcommand has finished.
        return 0
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        for one in (app.subapp, app):
            if one is not None:
                type(one).clear_instance()
        os.chdir(before)
    return 0


if __name__ == "__main__":
    make_course(Path(sys.argv[1]))
