"""Record what each import wrote, so that the last can be undone, and keep a copy of the journal before it."""

import json
from pathlib import Path
from typing import Any

from kit.files import replace
from kit.handin.records import JOURNAL
from kit.journal import open_journal, read_workspace, update_workspace
from kit.journal.disk import make_private
from kit.journal.places import private_folder
from kit.model import KitError

_IMPORTS = "imports.json"
COPY = "before_import.jsonl"
"""The shared journal as it was before the last import; the copy is kept with the private lane."""


def undo_import(workspace: Path) -> str:
    """Undo the last import; return a sentence. Answers given since then are kept.

    Raises `KitError` if there is none to undo.
    """
    journal = open_journal(workspace)
    record = private_folder(journal.workspace) / _IMPORTS
    imports = _imports(record)
    if not imports:
        raise KitError("import.nothing_to_undo")
    last = imports.pop()
    taken = journal.take_back(set(last["ids"]))
    if read_workspace(workspace)["learner"] != last["learner"]:
        update_workspace(workspace, learner=last["learner"])
    replace(record, json.dumps(imports, indent=1).encode("utf-8"), mode=0o600)
    return (
        f"The import of {last['file']} was undone ({taken} lines removed); answers you gave since then are "
        "still here."
    )


def _imports(record: Path) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = json.loads(record.read_bytes())
    except (OSError, ValueError):
        return []
    return found


def keep_copy(workspace: Path, private: Path) -> None:
    """Copy the shared journal before an import."""
    make_private(private)
    journal = workspace / JOURNAL
    data = journal.read_bytes() if journal.is_file() else b""
    replace(private / COPY, data, mode=0o600)


def remember(private: Path, file: Path, ids: list[str], learner: str | None, *, same: bool = False) -> None:
    """Record what an import wrote; with ``same``, add it to the last record if that is for this file."""
    if ids:
        imports = _imports(private / _IMPORTS)
        if same and imports and imports[-1]["file"] == file.name:
            imports[-1]["ids"] += ids
        else:
            imports.append({"file": file.name, "ids": ids, "learner": learner})
        replace(private / _IMPORTS, json.dumps(imports, indent=1).encode("utf-8"), mode=0o600)
