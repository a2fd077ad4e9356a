"""Read a YAML file with its line numbers, and report its faults by line in words for authors."""

import typing
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kit.model import Fault, MissingExtra

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

    def fault(self, loc: Loc, code: str, /, **facts: object) -> Fault:
        """Make a fault at ``loc``."""
        return Fault(self.name, self.line(*loc), code, **facts)

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
                yield self.fault(loc, "content.repeated", name=name)
            seen.add(name)

    def unknown(self, path: str, among: Collection[str], code: str, /, **facts: object) -> Iterator[Fault]:
        """Yield a fault for each name at a path that isn't ``among`` these; the name is a fact, too."""
        for loc, name in self.each(path):
            if name not in among:
                yield self.fault(loc, code, name=name, **facts)

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
        from ruamel.yaml.reader import ReaderError
    except ImportError:
        raise MissingExtra("reading case_studies needs ruamel.yaml", "author") from None
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        return Fault(name, line, "content.not_yaml", says=" ".join(str(fault.problem or fault).split()))
    except ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        return Fault(
            name, line, "content.not_yaml", says=f"the character {fault.character:#04x} can't be in a text"
        )
    return YamlFile(name, tree)


def validate(file: YamlFile, record: type[R]) -> R | list[Fault]:
    """Return the record that a file holds, or its faults by line."""
    try:
        return record.model_validate(file.data)
    except ValidationError as error:
        return [_fault(file, one, record) for one in error.errors(include_url=False)]


def read_as(
    path: Path, root: Path, record: type[R], *, missing: str
) -> tuple[YamlFile | None, R | None, list[Fault]]:
    """Return a file and its record, ``None`` where they can't be read, and every fault.

    Faults name the file by its path from ``root``. ``missing`` is the code if there is no such file.
    """
    name = path.relative_to(root).as_posix()
    if not path.is_file():
        return None, None, [Fault(name, 1, missing)]
    try:
        file = parse_text(path.read_text("utf-8"), name)
    except UnicodeDecodeError:
        file = Fault(name, 1, "content.not_utf8")
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


CODES = {
    "int": "content.no_whole_number",
    "bool": "content.no_true_or_false",
    "date": "content.no_day",
    "greater": "content.out_of_range",
    "less": "content.out_of_range",
    "string_type": "content.no_text",
    "string_too_short": "content.no_word",
    "tuple_type": "content.no_list",
    "model_type": "content.no_keys",
    "dict_type": "content.no_keys",
    "string_pattern_mismatch": "content.no_id",
    "string_too_long": "content.text_too_long",
    "too_short": "content.list_too_short",
    "too_long": "content.list_too_long",
}
"""The codes for a wrong value, by the type of pydantic's error or by the first word of that type."""


def _fault(file: YamlFile, error: Mapping[str, Any], record: type[BaseModel]) -> Fault:
    """Return the fault for one of pydantic's errors."""
    loc: Loc = error["loc"]
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "this file")
    kind = error["type"]
    if kind == "missing":
        few = bool(loc) and isinstance(loc[-1], int)
        return file.fault(loc, "content.too_few" if few else "content.missing_key", key=key)
    if kind == "extra_forbidden":
        return file.fault(loc, "content.unknown_key", key=key, known=tuple(_keys_at(record, loc[:-1])))
    if kind == "value_error":
        return file.fault(loc, "content.rule", says=str(error["ctx"]["error"]))
    shown = repr(error.get("input"))
    value = shown if len(shown) < 60 else shown[:57] + "…"
    if kind == "literal_error":
        return file.fault(loc, "content.none_of", key=key, value=value, known=error["ctx"]["expected"])
    if code := CODES.get(kind) or CODES.get(kind.partition("_")[0]):
        return file.fault(loc, code, key=key, value=value)
    return file.fault(loc, "content.other_value", key=key, value=value, says=error["msg"].lower())


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
