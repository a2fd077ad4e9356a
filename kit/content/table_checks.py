"""Check tables: something to write in, names that exist, and no words lost where one starts from another."""

from collections.abc import Iterator, Mapping
from typing import Any

from kit.content.yaml_files import Fault, Loc, YamlFile
from kit.model import CaseContent, Item

_FORM = ("look", "columns", "rows", "add")


def faults(case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    """Find faults in all tables of a case."""
    tables = {item.id: item for item in case.items.items if item.kind == "table"}
    before: set[str] = set()
    for loc, written in file.each("items.*"):
        item = tables.get(written["id"])
        if item is not None:
            yield from _parts(file, loc, written, item)
            yield from _like(file, loc, written, tables)
            yield from _starts_from(file, loc, item, tables, before)
        before.add(written["id"])


def _parts(file: YamlFile, loc: Loc, written: Mapping[str, Any], item: Item) -> Iterator[Fault]:
    here = ".".join(map(str, loc))
    for path in ("columns.*.id", "rows.*.id"):
        yield from file.repeated(f"{here}.{path}")
    for at, _ in enumerate(written.get("columns", ())):
        yield from file.repeated(f"{here}.columns.{at}.options.*.id")
    if not item.columns:
        if item.like is None:
            right = "add columns:, or add like: with the id of a table that has columns"
            yield file.fault(loc, f"the table {item.id!r} has no columns", right)
        return
    columns = {column.id for column in item.columns}
    for at, row in enumerate(item.rows if "rows" in written else ()):
        for unknown in sorted(row.cells.keys() - columns):
            wrong = f"row {row.id!r} of {item.id!r} has text for {unknown!r}, which isn't a column"
            right = f"use one of {', '.join(sorted(columns))}"
            yield file.fault((*loc, "rows", at, "cells", unknown), wrong, right)
        if columns <= row.cells.keys():
            wrong = f"row {row.id!r} of {item.id!r} has text in every column"
            yield file.fault(
                (*loc, "rows", at), wrong, "leave at least one column empty for learners to write in"
            )
    if (room := len(item.rows) + item.add) < item.least:
        wrong = (
            f"{item.id!r} asks for {item.least} row{'' if item.least == 1 else 's'} but has room for {room}"
        )
        yield file.fault(loc, wrong, "add rows, raise add:, or lower least:")


def _like(
    file: YamlFile, loc: Loc, written: Mapping[str, Any], tables: Mapping[str, Item]
) -> Iterator[Fault]:
    if (name := written.get("like")) is None:
        return
    here = (*loc, "like")
    for part in _FORM:
        if part in written:
            wrong = f"{written['id']!r} says like: {name!r}, but also has its own {part}"
            yield file.fault((*loc, part), wrong, "remove one of the two")
    written_there = {one["id"]: one for _, one in file.each("items.*")}
    if name not in tables or name == written["id"]:
        yield file.fault(
            here, f"{name!r} isn't another table", "name the table that this one takes its columns from"
        )
    elif "columns" not in written_there[name]:
        wrong = f"{name!r} itself takes its columns from another table"
        yield file.fault(here, wrong, "name the table that has the columns")


def _starts_from(
    file: YamlFile, loc: Loc, item: Item, tables: Mapping[str, Item], before: set[str]
) -> Iterator[Fault]:
    if item.starts_from is None:
        return
    here = (*loc, "starts_from")
    first = tables.get(item.starts_from)
    if first is None or first.id not in before:
        right = "name a table that comes before this one"
        yield file.fault(here, f"{item.starts_from!r} isn't an earlier table", right)
        return
    for part in ("columns", "rows"):
        known = {one.id for one in getattr(item, part)}
        for lost in [one.id for one in getattr(first, part) if one.id not in known]:
            wrong = f"{item.id!r} starts from {first.id!r} but has no {lost!r} under {part}:"
            yield file.fault(here, wrong, "add it, so that no text is lost")
    if item.add < first.add:
        wrong = f"{item.id!r} starts from {first.id!r} but lets learners add fewer rows"
        yield file.fault(here, wrong, f"write add: {first.add}, so that no text is lost")
    if first.lane == "private" and item.lane == "shared" and not item.lane_open:
        wrong = f"answers to {first.id!r} are private, but answers to {item.id!r} can't be"
        yield file.fault(here, wrong, "write lane: private, or remove lane_open")
