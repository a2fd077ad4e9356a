"""What a state adds to the law ledger: checked against the federal rows, and set beside them on request.

A notebook shows federal law alone; whoever teaches in a state asks for that state's ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kit.model import Content, Law, LawRow, NotFound, Overlay

if TYPE_CHECKING:
    from kit.content.yaml_files import Fault, YamlFile


def law_for(content: Content, state: str) -> Law:
    """The ledger with a state's rows: each after the federal row that it adds to, the others at the end.

    Every federal row stays, word for word. A state's row bears the state's name in its topic.

    Raises
    ------
    NotFound
        There is no overlay for that state.

    Examples
    --------
    >>> from kit.content import compiled
    >>> rows = law_for(compiled(), "example_state").rows
    >>> [row.topic for row in rows][:2]
    ['Time and place of the meeting', 'Example State (made up): Days of notice']
    """
    if state not in content.overlays:
        known = ", ".join(sorted(content.overlays)) or "none yet"
        raise NotFound(
            f"there is no law overlay for {state!r} ({known}); write case_studies/overlays/{state}.yaml."
        )
    overlay = content.overlays[state]
    federal = {row.id for row in content.law.rows}
    rows: list[LawRow] = []
    for row in content.law.rows:
        rows.append(row)
        rows.extend(_shown(one, overlay) for one in overlay.rows if one.adds_to == row.id)
    rows.extend(_shown(one, overlay) for one in overlay.rows if one.adds_to not in federal)
    notice = f"{content.law.notice}\n\n{overlay.label}: {overlay.notice}"
    return Law(schema_version=1, notice=notice, rows=tuple(rows))


def _shown(row: LawRow, overlay: Overlay) -> LawRow:
    fields = {name: getattr(row, name) for name in LawRow.model_fields}
    return LawRow(**{**fields, "topic": f"{overlay.label}: {row.topic}"})


def faults(overlay: Overlay, law: Law, file: YamlFile) -> Iterator[Fault]:
    """Rows that would replace a federal one or stand twice, and duties or rows that name nothing."""
    federal = {row.id for row in law.rows}
    own = [row.id for row in overlay.rows]
    for index, row in enumerate(overlay.rows):
        if row.id in federal:
            yield file.fault(
                ("rows", index, "id"),
                f"{row.id!r} would replace a row of law.yaml",
                "a state adds to federal law: give the row an id of its own, and adds_to",
            )
        if row.id in own[:index]:
            yield file.fault(
                ("rows", index, "id"), f"{row.id!r} stands twice", "give each entry an id of its own"
            )
        if row.adds_to is not None and row.adds_to not in federal:
            yield file.fault(
                ("rows", index, "adds_to"),
                f"there is no row {row.adds_to!r} in law.yaml",
                "name the id of a row that stands there, or null",
            )
    named: list[tuple[tuple[int | str, ...], str]] = [
        (("translation", index, "row"), duty.row) for index, duty in enumerate(overlay.translation)
    ]
    if overlay.notice_days:
        named.append((("notice_days", "row"), overlay.notice_days.row))
    for loc, id in named:
        if id not in own:
            yield file.fault(
                loc, f"there is no row {id!r} in this overlay", "add a row with its citation, or name one"
            )
