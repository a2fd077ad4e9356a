"""A finished text marked by its own writer, who has no class: the rubric's criteria as choices.

It is kept in the private lane and handed in nowhere.
"""

from collections.abc import Sequence
from typing import Any

from kit.forms.form import item_spec
from kit.forms.markup import inline
from kit.model import Criterion, Item


def self_marking(item: Item, criteria: Sequence[Criterion]) -> dict[str, Any]:
    """The item as the form's script takes it: each criterion with the words of its levels."""
    shown = [
        {
            "id": one.id,
            "name": inline(one.name),
            "question": inline(one.question),
            "levels": [{"level": level.level, "says": inline(level.learner)} for level in one.levels],
        }
        for one in criteria
    ]
    return item_spec(item) | {"criteria": shown}
