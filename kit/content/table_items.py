"""Tables that have the form of another table: its look, columns and rows, written once."""

from typing import Any

from kit.model import Item, Items


def resolved(items: Items) -> Items:
    """The items of a case, each table that is ``like`` another or goes on from one with that one's form.

    What a table goes on from lends its form only where it has no columns of its own. A name that leads
    nowhere stays as it is: `kit.content.table_checks` says so.
    """
    tables = {item.id: item for item in items.items if item.kind == "table"}
    found = []
    for item in items.items:
        model = tables.get(item.like or ("" if item.columns else item.starts_from or ""))
        if item.kind == "table" and model is not None and model.columns:
            item = tables[item.id] = item.model_copy(update={**_form_of(model), "like": None})
        found.append(item)
    return items.model_copy(update={"items": tuple(found)})


def _form_of(model: Item) -> dict[str, Any]:
    # What is explained there belongs to what was asked there.
    rows = tuple(row.model_copy(update={"explain": None}) for row in model.rows)
    return {"look": model.look, "columns": model.columns, "rows": rows, "add": model.add}
