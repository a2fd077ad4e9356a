"""What a state adds to the law ledger, set beside the federal rows on request; notebooks show those alone."""

from __future__ import annotations

from kit.model import Content, Law, LawRow, NotFound, Overlay


def law_for(content: Content, state: str) -> Law:
    """The ledger with a state's rows: each after the federal row that it adds to, the others at the end.

    Every federal row stays, word for word. A state's row bears the state's name in its topic. Raises
    `NotFound` where there is no overlay for the state.

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
