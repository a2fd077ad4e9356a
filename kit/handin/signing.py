"""A hand-in's signature: made by the workspace's key, looked at where hand-ins are collected.

It stands in ``handin.json`` as ``signature``, beside ``key``, the public half. What is signed is every other
entry of ``handin.json`` (learner, assignment, workspace, case, time, items, the journal's last number), with
two hashes among them: ``responses_sha256`` of ``responses.jsonl``, byte for byte, and ``answers_sha256`` of
what stands in the notebook's answer cells (`answers_hash`). It shows that the files come from one course
folder and are as it made them. It does not show who sat at the computer.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from kit.handin.records import ABOUT, JOURNAL
from kit.journal.keys import SigningKey, is_public_key, verify

_BEGIN = b"partnership-kit hand-in\n"


def answers_hash(notebook: bytes) -> str:
    """SHA-256 of a notebook's answer cells: ``[[id, text], …]`` of each cell that nbgrader calls a solution.

    Outputs, metadata and every other cell may change on the way.

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
    """What stands in ``handin.json``: the entries, both hashes and, where there is a key, the signature."""
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
    """The key that signed a hand-in, and whether its signature fits; ``(None, True)`` where it has none.

    ``answers`` is its notebook's `answers_hash`. Raises `KitError` where `cryptography` is not installed.
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
    """Sixteen letters and digits that stand for a learner's one hand-in, by what it says and was answered.

    ``answers`` is its notebook's `answers_hash`. Of fewer, somebody could make two that have the same.
    """
    parts = learner.encode(), files.get(ABOUT, b""), files.get(JOURNAL, b""), answers.encode()
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:16]


def upload_code(hand_in: str, *told: str | None) -> str:
    """As many that stand for one upload of it: ``told`` is what the platform says of who uploaded it.

    Two people can upload the very same file.

    >>> upload_code("1f2e3d4c5b6a7988", "okaforben") == upload_code("1f2e3d4c5b6a7988", "foxeve")
    False
    """
    parts = (hand_in, *(said or "" for said in told))
    return sha256(b"".join(sha256(part.encode()).digest() for part in parts)).hexdigest()[:16]


def _message(said: Mapping[str, Any]) -> bytes:
    return _BEGIN + json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
