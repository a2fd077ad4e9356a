"""Directives about marking: the rubric, its tables and anchors, practices, whole texts and comments."""

from collections.abc import Callable, Mapping

from kit.content.directive_parts import anchor_key, blind_anchors, folded, levels, listed, name, prose
from kit.content.directive_source import DirectiveFault, Source, named
from kit.content.marking_parts import (
    comments,
    decision_tables,
    practices,
    special_cases,
    whole_texts,
)
from kit.model import Criterion, RubricKind


def _rubric(argument: str, source: Source) -> str:
    criteria = source.content.rubric.criteria_of(_rubric_kind("rubric", argument, source))
    parts = [f"**{name(one.name)}**\n\n{levels(one, 'learner')}" for one in criteria]
    about = " · ".join(name(one.name) for one in criteria)
    return folded("rubric", source.content.words["callout.rubric"], about, parts)


def _rubric_kind(directive: str, argument: str, source: Source) -> RubricKind:
    kinds: dict[str, RubricKind] = {"": "reflection", "reflection": "reflection", "plan": "plan"}
    if argument not in kinds or not source.content.rubric.criteria_of(kinds[argument]):
        raise DirectiveFault("content.rubric_kind", name=argument, directive=directive)
    return kinds[argument]


def _criterion(argument: str, source: Source) -> Criterion:
    return named("criterion", argument, {c.id: c for c in source.content.rubric.criteria})


def _tables(argument: str, source: Source) -> str:
    kind = _rubric_kind("tables", argument, source)
    return decision_tables(source.content.rubric, kind, source.content.words)


def _rules(argument: str, source: Source) -> str:
    return listed(map(prose, source.content.rubric.rules_of(_rubric_kind("rules", argument, source))))


def _special_cases(_argument: str, source: Source) -> str:
    return special_cases(source.content.rubric)


def _practices(argument: str, source: Source) -> str:
    known = {d.id: d for d in source.content.framework.dimensions if d.practices}
    return practices(named("list of practices for the dimension", argument, known), source.content.words)


def _whole_texts(argument: str, source: Source) -> str:
    kind = _rubric_kind("whole_texts", argument, source)
    texts = [one for one in source.content.marking.texts if one.rubric == kind]
    if not texts:
        raise DirectiveFault("content.whole_texts")
    return whole_texts(texts, source.content.rubric.criteria_of(kind), source.content.words)


def _comments(argument: str, source: Source) -> str:
    rubric, bank = source.content.rubric, source.content.marking.comments
    known = {c.id: c for c in (*rubric.criteria, *rubric.criteria_of("plan")) if c.id in bank}
    return comments(named("bank of comments for the criterion", argument, known), bank, source.content.words)


MARKING_KINDS: Mapping[str, Callable[[str, Source], str]] = {
    "rubric": _rubric,
    "anchors": lambda argument, source: blind_anchors(_criterion(argument, source)),
    "anchor_key": lambda argument, source: anchor_key(_criterion(argument, source), source.content.words),
    "tables": _tables,
    "rules": _rules,
    "special_cases": _special_cases,
    "practices": _practices,
    "whole_texts": _whole_texts,
    "comments": _comments,
}
"""The function that expands each directive about marking, by the word that the directive begins with."""
