"""Read a YAML file with its line numbers, and report its faults by line in words for authors."""

import typing
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kit.model import MissingExtra

Loc = tuple[int | str, ...]
R = TypeVar("R", bound=BaseModel)

_NO_PROSE = {
    *("id", "strategy", "scale", "notebook", "assignment", "graded", "bin", "law", "kind", "lane"),
    *("wins", "practices", "carries", "look", "input", "starts_from", "like", "live"),
    *("line", "days", "from"),
    *("provenance", "citation", "credit", "checked_on", "compared", "paragraph"),
    # Spanish has no reading grade here, and the list of English words finds nothing in it.
    *("es", "starts", "about"),
}

_NAMES = {
    *("who", "acts", "needs", "unless", "learns", "promises", "marks", "voices", "to", "ending", "start"),
    *("kept", "broken", "look_at", "dimension"),
}
"""Keys of a scene whose own text is a name. Text deeper under one of them is prose again."""


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a file: where, what, and what right looks like."""

    file: str
    line: int
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.wrong}; {self.right}"


@dataclass(frozen=True)
class YamlFile:
    """A parsed file."""

    name: str
    """The name that faults give: the path from the checkout, or from the folder that was given."""
    data: Any
    """The parser's tree; its dicts and lists know their lines."""

    def line(self, *loc: int | str) -> int:
        """Return the line of the entry at ``loc``, or of the nearest entry above it that exists."""
        node: Any = self.data
        line = 1
        for part in loc:
            try:
                lines = node.lc
                where = lines.key(part) if isinstance(node, dict) else lines.item(part)
                node, line = node[part], where[0] + 1
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line

    def fault(self, loc: Loc, wrong: str, right: str) -> Fault:
        """Make a fault at ``loc``."""
        return Fault(self.name, self.line(*loc), wrong, right)

    def at(self, *loc: int | str) -> Any:
        """Return the data at ``loc``."""
        return reduce(getitem, loc, self.data)

    def each(self, path: str) -> Iterator[tuple[Loc, Any]]:
        """Yield every entry at a path such as ``rows.*.id`` or ``rows.0.id``, with its place.

        Keys and rows that aren't there are skipped.
        """
        found: list[tuple[Loc, Any]] = [((), self.data)]
        for part in path.split("."):
            found = [((*loc, key), entry) for loc, node in found for key, entry in _inside(node, part)]
        yield from found

    def repeated(self, path: str) -> Iterator[Fault]:
        """Yield a fault for each name at a path that an earlier entry has, too."""
        seen = set()
        for loc, name in self.each(path):
            if name in seen:
                yield self.fault(loc, f"{name!r} is used twice", "give each entry its own id")
            seen.add(name)

    def unknown(self, path: str, known: Collection[str], wrong: str, right: str) -> Iterator[Fault]:
        """Yield a fault for each name at a path that isn't in ``known``; it fills the ``{}`` of ``wrong``."""
        for loc, name in self.each(path):
            if name not in known:
                yield self.fault(loc, wrong.format(repr(name)), right)

    def prose(self) -> Iterator[tuple[Loc, str]]:
        """Yield every text, with its place, except names, dates and where something comes from."""
        for loc, text in self.texts():
            key = next((part for part in reversed(loc) if isinstance(part, str)), "")
            # In a voice's line, ``does`` lists terms; in a scene's choice it is prose.
            listed = key == "does" and isinstance(loc[-1], int)
            if _NO_PROSE.isdisjoint(loc) and key not in _NAMES and not listed:
                yield loc, text

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Yield every text in the file with its place."""
        yield from _texts(self.data, ())


def _inside(node: Any, part: str) -> Iterable[tuple[int | str, Any]]:
    if isinstance(node, list):
        return [(at, one) for at, one in enumerate(node) if part in ("*", str(at))]
    if part == "*" or not isinstance(node, dict) or node.get(part) is None:
        return ()
    return [(part, node[part])]


@lru_cache(maxsize=64)
def parse_text(text: str, name: str) -> YamlFile | Fault:
    """Read a text as YAML, or return a fault where it stops being YAML; results are cached."""
    try:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError
    except ImportError:
        raise MissingExtra("reading case_studies needs ruamel.yaml", "author") from None
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        wrong = " ".join(str(fault.problem or "this is not YAML").split())
        return Fault(
            name,
            line,
            wrong,
            "indent with spaces, write each key once, and put quotes around a text that has a colon",
        )
    return YamlFile(name, tree)


def validate(file: YamlFile, record: type[R]) -> R | list[Fault]:
    """Return the record that a file holds, or its faults by line."""
    try:
        return record.model_validate(file.data)
    except ValidationError as error:
        return [file.fault(one["loc"], *in_words(one, record)) for one in error.errors(include_url=False)]


def read_as(
    path: Path, root: Path, record: type[R], *, needed: str
) -> tuple[YamlFile | None, R | None, list[Fault]]:
    """Return a file and its record, ``None`` where they can't be read, and every fault.

    Faults name the file by its path from ``root``. ``needed`` says what to do if the file is missing.
    """
    name = path.relative_to(root).as_posix()
    if not path.is_file():
        return None, None, [Fault(name, 1, "the file is missing", needed)]
    try:
        file = parse_text(path.read_text("utf-8"), name)
    except UnicodeDecodeError:
        file = Fault(name, 1, "this file is not UTF-8", "save it as plain text (UTF-8)")
    if isinstance(file, Fault):
        return None, None, [file]
    found = validate(file, record)
    return (file, None, found) if isinstance(found, list) else (file, found, [])


def _texts(node: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(node, str):
        yield loc, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, (*loc, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, (*loc, index))


_EXAMPLES = {
    "int": "a whole number, such as 2",
    "bool": "true or false",
    "date": "a day such as 2026-11-25, or null",
    "greater": "a number within the range",
    "less": "a number within the range",
    "string_type": "a text; put quotes around it if it looks like a number or a date",
    "string_too_short": "at least one word",
    "tuple_type": "a list: one entry on each line, after a dash",
    "model_type": "keys with values, one on each line",
    "dict_type": "keys with values, one on each line",
    "string_pattern_mismatch": "lower-case letters, digits, underscores; dots between: equity.first_thought",
    "string_too_long": "a shorter one",
    "too_short": "more entries",
    "too_long": "fewer entries",
}
"""What right looks like, by the type of pydantic's error or by the first word of that type."""


def in_words(error: Mapping[str, Any], record: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong and what is right, for one of pydantic's errors.

    >>> from kit.model import Law
    >>> in_words({"type": "missing", "loc": ("notice",), "msg": "", "input": {}}, Law)
    ("'notice' is missing", 'add `notice: …`')
    >>> in_words({"type": "extra_forbidden", "loc": ("row",), "msg": "", "input": 1}, Law)
    ("unknown key 'row'", 'use one of schema_version, notice, rows')
    """
    loc: Loc = error["loc"]
    last = next((str(part) for part in reversed(loc) if isinstance(part, str)), "this file")
    kind = error["type"]
    if kind == "missing":
        if loc and isinstance(loc[-1], int):
            return f"{last!r} has too few entries", "add the missing ones"
        return f"{last!r} is missing", f"add `{last}: …`"
    if kind == "extra_forbidden":
        return f"unknown key {last!r}", f"use one of {', '.join(_keys_at(record, loc[:-1]))}"
    if kind == "value_error":
        wrong, _, right = str(error["ctx"]["error"]).partition("; ")
        return wrong, right or "see the description of this file"
    shown = repr(error.get("input"))
    shown = shown if len(shown) < 60 else shown[:57] + "…"
    if kind == "literal_error":
        return f"{last!r} is {shown}", f"use one of {error['ctx']['expected']}"
    right = _EXAMPLES.get(kind) or _EXAMPLES.get(kind.partition("_")[0]) or error["msg"].lower()
    return f"{last!r} is {shown}", f"write {right}"


def _keys_at(record: type[BaseModel], loc: Loc) -> list[str]:
    for part in loc:
        if isinstance(part, str) and part in record.model_fields:
            inner = _record_in(record.model_fields[part].annotation)
            if inner is None:
                return []
            record = inner
    return list(record.model_fields)


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_record_in, typing.get_args(annotation))), None)
