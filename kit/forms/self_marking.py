"""A finished text marked by its own writer, who has no class: the rubric's criteria as choices.

It is kept in the private lane and handed in nowhere.
"""

from collections.abc import Sequence
from typing import Any

from kit.forms.form import item_spec
from kit.forms.markup import inline
from kit.model import Criterion, Dimension, Interface, Item


def self_marking(
    item: Item, criteria: Sequence[Criterion], dimension: Dimension | None, words: Interface
) -> dict[str, Any]:
    """The item as the form's script takes it: each criterion with its questions and the words of its levels.

    With the dimension of a reflection comes the list of what counts as its practice.
    """

    def leads_to(level: int | None) -> str:
        return words["marking.next"] if level is None else words.fill("marking.level", level=level)

    shown = [
        {
            "id": one.id,
            "name": inline(one.name),
            "question": inline(one.question),
            "table": [
                {"ask": inline(q.ask), "yes": leads_to(q.if_yes), "no": leads_to(q.if_no)} for q in one.table
            ],
            "levels": [{"level": level.level, "says": inline(level.learner)} for level in one.levels],
        }
        for one in criteria
    ]
    practices = dimension.practices if dimension else None
    listed = practices and {
        "name": inline(dimension.name) if dimension else "",
        "count": [inline(one.text) for one in practices.count],
        "only_sound": [inline(one) for one in practices.only_sound],
    }
    return item_spec(item) | {"criteria": shown, "practices": listed}
