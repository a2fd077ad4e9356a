"""The compiled content that a learner's installation carries, and the hash of an item as it was asked.

Nothing here reads YAML: authors' files are `kit.content.loader`'s.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files

from kit.model import Content, Item, NotFound


@cache
def compiled() -> Content:
    """All content, as ``kit build`` compiled it into the package.

    Raises
    ------
    NotFound
        The package carries no compiled content, as in a checkout that was never built.
    """
    place = files("kit") / "_compiled" / "content.json"
    if not place.is_file():
        raise NotFound("the course's compiled content is missing; run `kit build` in the checkout.")
    return Content.model_validate_json(place.read_bytes())


def item_hash(item: Item) -> str:
    """Short SHA-256 of an item: says later whether an answer was given to these very words.

    >>> from kit.model import Item
    >>> len(item_hash(Item(id="equity.today", kind="prose", title="What do you think today?")))
    16
    """
    # Whether it may be left out changes none of the words that were answered.
    data = item.model_dump(mode="json", exclude={"stretch"})
    if item.story is None:
        # A part that came later leaves the hashes of items without it as they were.
        del data["story"]
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
