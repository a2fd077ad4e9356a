"""One YAML file read with its line numbers, its faults told by line. What it means is not known here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kit.content.wording import in_words
from kit.model import MissingExtra

Loc = Sequence[int | str]
R = TypeVar("R", bound=BaseModel)


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
    """A parsed file: plain data, and the parser's tree that knows the lines."""

    name: str
    """As faults name it: relative to the folder that is checked."""
    data: Any
    tree: Any

    def line(self, *loc: int | str) -> int:
        """Line of the entry at ``loc``, or of the nearest entry above it that stands in the file."""
        node: Any = self.tree
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
        """A fault at ``loc``."""
        return Fault(self.name, self.line(*loc), wrong, right)

    def texts(self) -> Iterator[tuple[tuple[int | str, ...], str]]:
        """Every text in the file with its place."""
        yield from _texts(self.data, ())


def parse(path: Path, name: str) -> YamlFile | Fault:
    """Read one YAML file, or say where it stops being YAML."""
    try:
        return parse_text(path.read_text("utf-8"), name)
    except UnicodeDecodeError:
        return Fault(name, 1, "this file is not UTF-8", "save it as UTF-8 text")


@lru_cache(maxsize=64)
def parse_text(text: str, name: str) -> YamlFile | Fault:
    """Read a text as YAML, or say where it stops being YAML; the same text is read once."""
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
            name, line, wrong, "indent by spaces, write each key once, quote a text that holds a colon"
        )
    return YamlFile(name, _plain(tree), tree)


def validate(file: YamlFile, record: type[R]) -> R | list[Fault]:
    """The record that a file holds, or its faults by line."""
    try:
        return record.model_validate(file.data)
    except ValidationError as error:
        return [file.fault(one["loc"], *in_words(one, record)) for one in error.errors(include_url=False)]


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key) if isinstance(key, str) else key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, str):
        return str(node)
    if isinstance(node, int):
        return int(node)
    return node


def _texts(node: Any, loc: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if isinstance(node, str):
        yield loc, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, (*loc, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts(value, (*loc, index))
