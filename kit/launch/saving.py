"""What a saved notebook holds: its text and code. Outputs and the state of widgets stay out of the file."""

from __future__ import annotations

from typing import Any


def strip_before_saving(model: dict[str, Any], **_context: Any) -> None:
    """Jupyter's pre-save hook: drop outputs, counts and ``metadata.widgets``, where text typed could stay.

    >>> content = {"nbformat": 4, "metadata": {"widgets": {}}, "cells": [
    ...     {"cell_type": "code", "outputs": [1], "execution_count": 3, "metadata": {}}]}
    >>> strip_before_saving({"type": "notebook", "content": content})
    >>> content["metadata"], content["cells"][0]["outputs"], content["cells"][0]["execution_count"]
    ({}, [], None)
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    content.get("metadata", {}).pop("widgets", None)
    for cell in content.get("cells", []):
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
            cell.get("metadata", {}).pop("execution", None)
