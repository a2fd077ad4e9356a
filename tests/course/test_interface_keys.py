"""``interface.yaml`` has the words that kit's source asks for, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from courses import ROOT

from kit.content import compiled
from kit.model import Interface

_ASKED = re.compile(r"""words(?:\[|\.fill\(|\.group\()\s*f?["'`]([\w.{}$]+)["'`]""")
"""A lookup by a literal key, such as ``words["rated.pre"]``; ``words.group(…)`` asks for a whole group."""

_HANDED_ON = re.compile(
    r"""["'`]((?:page|lab|shell|home|bar|workbook|glossary|search|side)\.(?!(?:css|js|json|yaml|html|typ|docx|pdf|ics)\b)[\w${}]+)["'`]"""
)
"""Keys that are chosen in one place and looked up in another. Each is still written out once."""


@cache
def asked() -> Mapping[str, str]:
    """Return the keys that kit's source asks for, each with a file that does; ``*`` matches any name."""
    found: dict[str, str] = {}
    for path in sorted([*ROOT.glob("kit/**/*.py"), *ROOT.glob("kit/**/*.js")]):
        text = path.read_text("utf-8")
        for key in [*_ASKED.findall(text), *_HANDED_ON.findall(text)]:
            whole = re.sub(r"\$?\{[\w.]+\}", "*", key)
            found.setdefault(whole if "." in whole else f"{whole}.*", path.relative_to(ROOT).as_posix())
    return found


def missing(have: Iterable[str]) -> Iterator[str]:
    every = "\n".join(have)
    for key, file in asked().items():
        if not re.search(rf"(?m)^{_pattern(key)}$", every):
            yield f"{key} of {file}"


def unused(have: Iterable[str]) -> list[str]:
    # One combined pattern: matching each key against each other one takes seconds.
    known = re.compile("|".join(map(_pattern, asked())))
    return [key for key in have if not known.fullmatch(key)]


def _pattern(key: str) -> str:
    return re.escape(key).replace(r"\*", r"\w+")


def keys(words: Interface) -> list[str]:
    return [f"{group}.{name}" for group, texts in words.texts.items() for name in texts]


CODES = tuple(compiled().words.errors)
"""Codes of errors look like keys; ``tests/test_errors.py`` has their sentences."""


def test_every_key_is_there_and_used():
    have = keys(compiled().words)
    assert list(missing([*have, *CODES])) == []
    assert unused(have) == []


def test_a_missing_and_an_unused_key_are_found():
    assert asked()["rated.*"] == "kit/forms/handing_in.py"
    have = [key for key in keys(compiled().words) if key != "law.not_checked"]
    assert list(missing([*have, *CODES])) == ["law.not_checked of kit/content/directive_parts.py"]
    assert unused([*have, "law.unchecked"]) == ["law.unchecked"]
