"""The answers of one file, line by line: what is private is dropped, what is broken is named by its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from kit.cohort.consent import ITEM
from kit.cohort.owners import owner_of
from kit.journal.lines import LONGEST_LINE
from kit.model import Response

_MOST_NAMED = 5
"""Broken lines of one file that are named; of more, the number is said."""


@dataclass
class Lines:
    """Answers of a file, and what is to be said about it."""

    responses: list[Response] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    offsets: set[int] = field(default_factory=set)
    consent_lost: bool = False
    """A line that may hold the answer about consent could not be read."""


def read_lines(data: bytes, name: str, only: str | None = None) -> Lines:
    """Answers in a journal's bytes; with ``only``, those of that workspace.

    >>> read_lines(b'{"schema": 2}', "lee/responses.jsonl").problems[0]
    'lee/responses.jsonl comes from another version of the kit and is left out; update the kit to read it.'
    >>> read_lines(b'no answer\\n', "lee/responses.jsonl").problems
    ['lee/responses.jsonl:1: this line is not an answer; it is skipped.']
    """
    read = Lines()
    private = 0
    broken: list[int] = []
    for number, line in _numbered(data, only):
        try:
            found: Any = _loads(line)
            if isinstance(found, dict) and found.get("schema", 1) != 1:
                return Lines(
                    problems=[
                        f"{name} comes from another version of the kit and is left out; "
                        "update the kit to read it."
                    ],
                    consent_lost=ITEM.encode() in data,
                )
            if isinstance(found, dict) and found.get("lane") == "private":
                private += 1
                continue
            response = _in_utc(Response.model_validate(found), read.offsets)
            # Half an emoji may stand in an answer, but in no column of a table.
            response.case.encode("utf-8")
        except (ValueError, OverflowError):
            broken.append(number)
            read.consent_lost = read.consent_lost or ITEM.encode() in line
            continue
        if only in (None, response.workspace):
            read.responses.append(response)
    read.problems += _about_broken(name, broken)
    if private:
        read.problems.append(f"{name}: lines marked private stand in it ({private}); they are not used.")
    return read


def _numbered(data: bytes, only: str | None) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(data.split(b"\n"), 1):
        # A broken line that names nobody may be anybody's.
        if line.strip() and (only is None or owner_of(line) in (only, None)):
            yield number, line


def _loads(line: bytes) -> Any:
    if len(line) > LONGEST_LINE:
        raise ValueError("too long")
    try:
        return json.loads(line.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deep") from None


def _in_utc(response: Response, offsets: set[int]) -> Response:
    offset = response.at.utcoffset()
    at = response.at.astimezone(UTC)
    offsets.add(int(offset.total_seconds() // 60) if offset else 0)
    return response.model_copy(update={"at": at}) if offset else response


def _about_broken(name: str, broken: list[int]) -> list[str]:
    said = [f"{name}:{n}: this line is not an answer; it is skipped." for n in broken[:_MOST_NAMED]]
    if len(broken) > _MOST_NAMED:
        said.append(f"{name}: {len(broken) - _MOST_NAMED} more lines are not answers; they are skipped.")
    return said
