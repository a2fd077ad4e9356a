"""Sign a hand-in with the workspace's key, and check its signature when hand-ins are collected.

The signature is in ``handin.json`` as ``signature``, next to ``key``, the public half. It covers every other
entry of ``handin.json`` (learner, assignment, workspace, case, time, items, the journal's last number). Two
hashes are among them: ``responses_sha256`` of ``responses.jsonl``, byte for byte, and ``answers_sha256`` of
the notebook's answer cells (`answers_hash`). The signature shows that the files come from one course folder
and are unchanged. It does not show who sat at the computer.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from kit.handin.records import ABOUT, JOURNAL
from kit.journal.keys import SigningKey, is_public_key, verify

_BEGIN = b"partnership-kit hand-in\n"


def answers_hash(notebook: bytes) -> str:
    """Return the SHA-256 of a notebook's answer cells: ``[[id, text], …]`` of each nbgrader solution cell.

    Outputs, metadata and all other cells may change without affecting it.

    >>> answers_hash(b'{"cells": []}') == answers_hash(b'{"cells": [{"metadata": {}, "source": "x"}]}')
    True
    """
    found = []
    try:
        for cell in json.loads(notebook)["cells"]:
            about = cell["metadata"].get("nbgrader", {})
            if about.get("solution"):
                found.append([str(about.get("grade_id")), "".join(cell["source"])])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found = []
    return sha256(json.dumps(found).encode()).hexdigest()


def signed(
    about: Mapping[str, Any], journal: bytes, notebook: bytes, key: SigningKey | None
) -> dict[str, Any]:
    """Return the content of ``handin.json``: the entries, both hashes and, with a key, the signature."""
    said = {
        **about,
        "responses_sha256": sha256(journal).hexdigest(),
        "answers_sha256": answers_hash(notebook),
    }
    if key is None:
        return said
    said["key"] = key.public
    return {**said, "signature": key.sign(_message(said))}


def signer(files: Mapping[str, bytes], answers: str) -> tuple[str | None, bool]:
    """Return a hand-in's signing key and whether its signature is valid; ``(None, True)`` if it has none.

    ``answers`` is the notebook's `answers_hash`. An invalid signature gives ``(None, False)``. Raises
    `KitError` if `cryptography` is not installed.
    """
    try:
        said = json.loads(files.get(ABOUT, b"{}"))
        key, signature = said.get("key"), said.pop("signature", None)
    except (ValueError, AttributeError, RecursionError):
        return None, True
    if key is None and signature is None:
        return None, True
    fits = (
        is_public_key(key)
        and said.get("responses_sha256") == sha256(files.get(JOURNAL, b"")).hexdigest()
        and said.get("answers_sha256") == answers
        and verify(signature, key, _message(said))
    )
    return (key, True) if fits else (None, False)


def code_of(files: Mapping[str, bytes], answers: str, learner: str) -> str:
    """Return sixteen letters and digits that identify one learner's hand-in by its content.

    ``answers`` is the notebook's `answers_hash`. With fewer characters, somebody could make two hand-ins with
    one code.
    """
    parts = learner.encode(), files.get(ABOUT, b""), files.get(JOURNAL, b""), answers.encode()
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:16]


def upload_code(hand_in: str, *told: str | None) -> str:
    """Return a code of the same length for one upload of a hand-in.

    ``told`` is what the platform says about the uploader: two people can upload exactly the same file.

    >>> upload_code("1f2e3d4c5b6a7988", "okaforben") == upload_code("1f2e3d4c5b6a7988", "foxeve")
    False
    """
    parts = (hand_in, *(said or "" for said in told))
    return sha256(b"".join(sha256(part.encode()).digest() for part in parts)).hexdigest()[:16]


def _message(said: Mapping[str, Any]) -> bytes:
    return _BEGIN + json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
