"""Which of two parallel forms a learner meets first: half of the learners one, half the other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kit.model import Item, Journal, Occasion


def form_for(forms: Sequence[Item], occasion: Occasion, learner: str | None, journal: Journal | None) -> Item:
    """The form that a learner is asked on an occasion.

    A form that was begun keeps its occasion, whatever id the learner has by now, and the other
    occasion gets the other form. Before that a stable hash of the learner's id decides.

    Parameters
    ----------
    forms
        The two forms.
    occasion
        ``pre`` or ``post``.
    learner
        The learner's id, or ``None`` where there is no workspace yet.
    journal
        Where answers and drafts lie, or ``None``.

    Examples
    --------
    >>> a, b = (Item(id=f"vignette.{x}", kind="prose", title="What next?") for x in "ab")
    >>> [form_for([a, b], when, "amy", None).id for when in ("pre", "post")]
    ['vignette.b', 'vignette.a']
    """
    for asked in ("pre", "post") if occasion == "pre" else ("post", "pre"):
        begun = _begun(forms, asked, journal)
        if begun is not None:
            return forms[begun] if asked == occasion else forms[1 - begun]
    turn = hashlib.sha256(learner.encode()).digest()[0] % 2 if learner else 0
    return forms[turn if occasion == "pre" else 1 - turn]


def _begun(forms: Sequence[Item], occasion: Occasion, journal: Journal | None) -> int | None:
    if journal is None:
        return None
    for index, form in enumerate(forms):
        if journal.heads(form.id, occasion) or journal.draft(form.id, occasion):
            return index
    return None
