"""Decide which of two parallel forms a learner gets first; half the learners get each."""

import hashlib
from collections.abc import Collection, Sequence

from kit.model import Item, Journal, Occasion


def form_for(
    forms: Sequence[Item],
    occasion: Occasion,
    learner: str | None,
    begun: Collection[tuple[str, Occasion]] = (),
) -> Item:
    """Return the form that a learner gets on an occasion.

    A form that was begun keeps its occasion, even if the learner's id has changed, and the other occasion
    gets the other form. If none was begun, a stable hash of the learner's id decides. ``forms`` are two,
    ``occasion`` is ``pre`` or ``post``, and ``begun`` comes from `forms_begun`.

    >>> a, b = (Item(id=f"vignette.{x}", kind="prose", title="What next?") for x in "ab")
    >>> [form_for([a, b], when, "amy").id for when in ("pre", "post")]
    ['vignette.b', 'vignette.a']
    """
    for asked in ("pre", "post") if occasion == "pre" else ("post", "pre"):
        for index, form in enumerate(forms):
            if (form.id, asked) in begun:
                return form if asked == occasion else forms[1 - index]
    turn = hashlib.sha256(learner.encode()).digest()[0] % 2 if learner else 0
    return forms[turn if occasion == "pre" else 1 - turn]


def forms_begun(forms: Sequence[Item], journal: Journal, case: str) -> set[tuple[str, Occasion]]:
    """Return which forms of a case have an answer or a draft, as pairs of id and occasion."""
    occasions: tuple[Occasion, ...] = ("pre", "post")
    return {
        (form.id, occasion)
        for form in forms
        for occasion in occasions
        if journal.heads(form.id, occasion, case=case) or journal.draft(form.id, occasion, case=case)
    }
