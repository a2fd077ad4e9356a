"""Check tables: something to write in, names that exist, and no words lost where one starts from another."""

from collections.abc import Iterator, Mapping
from typing import Any

from kit.content.yaml_files import Loc, YamlFile
from kit.model import CaseContent, Fault, Item

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
            yield file.fault(loc, "content.table_columns", item=item.id)
        return
    columns = {column.id for column in item.columns}
    for at, row in enumerate(item.rows if "rows" in written else ()):
        for unknown in sorted(row.cells.keys() - columns):
            facts = {"item": item.id, "row": row.id, "column": unknown, "known": tuple(sorted(columns))}
            yield file.fault((*loc, "rows", at, "cells", unknown), "content.table_cell", **facts)
        if columns <= row.cells.keys():
            yield file.fault((*loc, "rows", at), "content.table_full", item=item.id, row=row.id)
    if (room := len(item.rows) + item.add) < item.least:
        yield file.fault(loc, "content.table_rows", item=item.id, least=item.least, room=room)


def _like(
    file: YamlFile, loc: Loc, written: Mapping[str, Any], tables: Mapping[str, Item]
) -> Iterator[Fault]:
    if (name := written.get("like")) is None:
        return
    here = (*loc, "like")
    for part in _FORM:
        if part in written:
            facts = {"item": written["id"], "like": name, "part": part}
            yield file.fault((*loc, part), "content.table_own_form", **facts)
    written_there = {one["id"]: one for _, one in file.each("items.*")}
    if name not in tables or name == written["id"]:
        yield file.fault(here, "content.table_like", like=name)
    elif "columns" not in written_there[name]:
        yield file.fault(here, "content.table_like_like", like=name)


def _starts_from(
    file: YamlFile, loc: Loc, item: Item, tables: Mapping[str, Item], before: set[str]
) -> Iterator[Fault]:
    if item.starts_from is None:
        return
    here = (*loc, "starts_from")
    first = tables.get(item.starts_from)
    if first is None or first.id not in before:
        yield file.fault(here, "content.table_earlier", first=item.starts_from)
        return
    for part in ("columns", "rows"):
        known = {one.id for one in getattr(item, part)}
        for lost in [one.id for one in getattr(first, part) if one.id not in known]:
            facts = {"item": item.id, "first": first.id, "lost": lost, "part": part}
            yield file.fault(here, "content.table_lost", **facts)
    if item.add < first.add:
        yield file.fault(here, "content.table_add", item=item.id, first=first.id, add=first.add)
    if first.lane == "private" and item.lane == "shared" and not item.lane_open:
        yield file.fault(here, "content.table_private", item=item.id, first=first.id)
