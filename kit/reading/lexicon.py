"""The cue lists in ``cue_lists/``: data that people who do not program can read, correct and dispute."""

from __future__ import annotations

from functools import cache
from importlib import resources

_FOLDER = resources.files("kit.reading") / "cue_lists"


@cache
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


def word_list(name: str, file: str = "named") -> frozenset[str]:
    """The plain words of a list.

    >>> "mother" in word_list("kin")
    True
    """
    return frozenset(" ".join(listed(file)[name]).split())


@cache
def strategies() -> tuple[str, ...]:
    """Ids of the fifteen strategies, in the framework's order."""
    return tuple(listed("strategies"))


@cache
def signs() -> dict[str, list[str]]:
    """The phrases of every sign: ``event.seen`` is ``[seen]`` of ``signs/event.txt``, a strategy its id."""
    files = sorted(file.name.removesuffix(".txt") for file in (_FOLDER / "signs").iterdir())
    found = {f"{file}.{sign}": lines for file in files for sign, lines in listed(f"signs/{file}").items()}
    return found | listed("strategies")


@cache
def hyphenated() -> frozenset[str]:
    """Words with a hyphen that a cue list knows as one; other hyphens part words ("night-shift")."""
    lines = [*signs().values(), *listed("named").values()]
    elements = " ".join(line for some in lines for line in some).split()
    words = {option.rstrip("?+*") for element in elements for option in element.split("|")}
    return frozenset(word for word in words if "-" in word.strip("-"))
