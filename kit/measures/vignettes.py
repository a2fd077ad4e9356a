"""Levels on the two transfer vignettes, first and second time, for the people marked on both.

Half of the people see form A first and half see form B, so a difference between the forms cancels out. It
doesn't if the halves are unequal; the sentence says so. Means by order are not shown next to the overall
means, because a small half's mean could be worked out from the two sizes.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from kit.journal.counterbalance import form_for
from kit.measures.change import Floats
from kit.measures.criteria import NONE_YET
from kit.measures.results import VignetteChange
from kit.measures.suppress import FEWER, LEAST, counts, mean_level, shown_change
from kit.measures.verdict import judged, paired_evidence, verdicts
from kit.model import Content, Item, Response

TOTAL = "total"
UNEVEN = 1.5
"""How many times larger one order may be than the other before the sentence adds a caution."""


class _Pairs(NamedTuple):
    first: Floats
    """People × criteria."""
    second: Floats
    a_first: int
    people: tuple[str, ...]
    missing: float
    """Share of people with a marked first story who have no marked second one."""
    any_mark: bool
    """Whether anybody has a mark; "no marks yet" about a marked story would reveal that nobody consented."""


def with_occasions(
    marks: Iterable[Mapping[str, Any]], responses: Mapping[str, Iterable[Response]]
) -> list[dict[str, Any]]:
    """Add to each vignette's mark the case and occasion that the learner's journal records."""
    answered = {
        (learner, one.item): {"case": one.case, "occasion": one.occasion}
        for learner, theirs in responses.items()
        for one in theirs
        if one.item.startswith("vignette.")
    }
    return [{**mark, **answered.get((str(mark["learner"]), str(mark["item"])), {})} for mark in marks]


def vignette_changes(
    marks: Iterable[Mapping[str, Any]], content: Content, *, marked: Set[str] = frozenset(), seed: int = 1
) -> tuple[tuple[VignetteChange, ...], dict[str, dict[str, dict[str, object]]]]:
    """Return the change in each criterion and in their sum, and each counted person's levels.

    Only the sum is judged. ``marks`` are ``learner, item, criterion, level`` and, if known, ``occasion`` (see
    `with_occasions`). Without the occasion, the first form is the one that the learner's id is assigned.
    ``marked`` are the items that anybody has a mark on, shown or not. The second value gives each person's
    two levels by criterion, for `kit.measures.ledger`.

    >>> from kit.content import compiled
    >>> [(c.criterion, c.pre.reason) for c in vignette_changes([], compiled())[0]][-1]
    ('total', 'no marks yet')
    """
    forms = {id: case.vignettes for id, case in content.cases.items() if len(case.vignettes) == 2}
    if not forms:
        return (), {}
    criteria = [(c.id, c.name) for c in content.rubric.criteria]
    pairs = _pairs(marks, forms, [key for key, _ in criteria])
    if any(form.id in marked for two in forms.values() for form in two):
        pairs = pairs._replace(any_mark=True)
    columns = [(key, name, 3, [n]) for n, (key, name) in enumerate(criteria)]
    columns.append((TOTAL, "Sum of the criteria", 3 * len(criteria), list(range(len(criteria)))))
    people = pairs.people if len(pairs.people) >= LEAST else ()
    given: dict[str, dict[str, object]] = {
        key: {who: (pairs.first[n, k], pairs.second[n, k]) for n, who in enumerate(people)}
        for k, (key, _) in enumerate(criteria)
    }
    return tuple(_change(pairs, *column, seed) for column in columns), {"stories": given}


def _change(pairs: _Pairs, key: str, label: str, most: int, places: list[int], seed: int) -> VignetteChange:
    n = len(pairs.first)
    if n < LEAST:
        none = FEWER if pairs.any_mark else NONE_YET
        return VignetteChange(key, label, most, *(none,) * 5, dict.fromkeys(("ab", "ba"), none), None)
    first, second = pairs.first[:, places].sum(axis=1), pairs.second[:, places].sum(axis=1)
    difference, effect, found = shown_change(first, second, seed)
    ab, ba = pairs.a_first, n - pairs.a_first
    made = VignetteChange(
        key, label, most, mean_level(first, most), mean_level(second, most), n, difference, effect,
        counts({"ab": ab, "ba": ba}), None, max(ab, ba) > UNEVEN * min(ab, ba),
    )  # fmt: skip
    if found is None or key != TOTAL:
        return made
    evidence = paired_evidence(found, pairs.missing)
    (verdict,) = verdicts([evidence])
    return replace(made, **judged(verdict, evidence, n))


def _pairs(
    marks: Iterable[Mapping[str, Any]], forms: Mapping[str, tuple[Item, ...]], criteria: list[str]
) -> _Pairs:
    given: dict[tuple[str, str], dict[str, dict[str, int]]] = {}
    said: dict[tuple[str, str], str] = {}
    for mark in marks:
        item, criterion = str(mark["item"]), str(mark["criterion"])
        # Without a journal, the mark doesn't name its case, so the first case with this form counts.
        asked = [id for id, two in forms.items() if item in {form.id for form in two}]
        case = mark.get("case", asked[0] if asked else None)
        if case not in asked or criterion not in criteria or mark["level"] is None:
            continue
        person = f"{mark.get('course') or ''}\n{mark['learner']}"
        given.setdefault((person, case), {}).setdefault(item, {})[criterion] = int(mark["level"])
        if mark.get("occasion") in ("pre", "post"):
            said[person, item] = str(mark["occasion"])
    first, second, people, a_first, begun = [], [], [], 0, set()
    for (person, case), texts in sorted(given.items()):
        early = _first_form(person, said, forms[case])
        both = [form.id for form in forms[case]]
        late = both[1 - both.index(early)]
        if len(texts.get(early, {})) == len(criteria):
            begun.add(person)
        if person in people or any(len(texts.get(id, {})) < len(criteria) for id in both):
            continue
        people.append(person)
        first.append([texts[early][c] for c in criteria])
        second.append([texts[late][c] for c in criteria])
        a_first += early == both[0]
    shape = (len(first), len(criteria))
    return _Pairs(
        np.array(first, dtype=np.float64).reshape(shape),
        np.array(second, dtype=np.float64).reshape(shape),
        a_first,
        tuple(people),
        1 - len(people) / len(begun) if begun else 0.0,
        bool(given),
    )


def _first_form(person: str, said: Mapping[tuple[str, str], str], forms: tuple[Item, ...]) -> str:
    for form, other in (forms, forms[::-1]):
        if said.get((person, form.id)) == "pre" or said.get((person, other.id)) == "post":
            return form.id
    return form_for(forms, "pre", person.split("\n", 1)[1]).id
