"""The cue lists, read from ``cue_lists/``: a phrase on each line, a file in ``signs/`` for each criterion.

They are data, so that people who do not program can read, correct and dispute them. What the signs in
a phrase mean stands in `phrases`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from kit.reading.phrases import Phrases

_FOLDER = resources.files("kit.reading") / "cue_lists"


def listed(name: str) -> dict[str, list[str]]:
    """Sections of a cue list and the lines in each."""
    found: dict[str, list[str]] = {}
    here: list[str] = []
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            here = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            here.append(line)
    return found


@cache
def named() -> dict[str, str]:
    """Named lists that the phrases of every criterion share: who, which office, which verbs, which times."""
    return {name: " ".join(lines) for name, lines in listed("named").items()}


@cache
def strategies() -> tuple[str, ...]:
    """Ids of the fifteen strategies, in the framework's order."""
    return tuple(listed("strategies"))


@cache
def phrases() -> Phrases:
    """Every sign, ready to be found: ``event.seen`` is ``[seen]`` of ``event.txt``."""
    signs = {
        f"{file}.{sign}": lines for file in _sign_files() for sign, lines in listed(f"signs/{file}").items()
    }
    return Phrases(signs | listed("strategies"), named())


@cache
def _sign_files() -> tuple[str, ...]:
    """The files of ``cue_lists/signs``: one for each criterion, and ``stance`` for what is denied."""
    return tuple(sorted(file.name.removesuffix(".txt") for file in (_FOLDER / "signs").iterdir()))


@cache
def hyphenated() -> frozenset[str]:
    """Words with a hyphen that a cue list knows as one; other hyphens part words ("night-shift")."""
    files = (*(f"signs/{file}" for file in _sign_files()), "strategies", "named")
    lists = [lines for name in files for lines in listed(name).values()]
    found = {
        option.rstrip("?+*")
        for lines in lists
        for line in lines
        for element in line.split()
        for option in element.split("|")
    }
    return frozenset(option for option in found if "-" in option.strip("-"))


@cache
def word_list(name: str, file: str = "named") -> frozenset[str]:
    """The plain words of a list.

    >>> "mother" in word_list("kin")
    True
    """
    return frozenset(" ".join(listed(file)[name]).split())
