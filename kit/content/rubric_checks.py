"""Check that the rubric and what markers get with it agree: anchors, practices, whole texts, comments."""

from collections.abc import Iterator

from kit.content.loader import MARKING, Loaded
from kit.content.yaml_files import YamlFile
from kit.model import Content, Fault

_TEXTS, _COMMENTS = MARKING


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Find faults in ``rubric.yaml``, in the framework's practices and in ``marking/``."""
    content = loaded.content
    if content is None:
        return
    file = loaded.files["rubric.yaml"]
    yield from _levels(file)
    yield from _anchors(content, file)
    yield from _practices(content, loaded.files["framework.yaml"])
    if content.marking.texts:
        yield from _texts(content, loaded.files[_TEXTS])
        yield from _comments(content, loaded.files[_COMMENTS])


def _levels(file: YamlFile) -> Iterator[Fault]:
    for path in ("criteria.*.id", "plan.criteria.*.id", "special_cases.*.id"):
        yield from file.repeated(path)
    for path in ("criteria.*", "plan.criteria.*"):
        for loc, criterion in file.each(path):
            if [level["level"] for level in criterion["levels"]] != [0, 1, 2, 3]:
                yield file.fault((*loc, "levels"), "content.levels_order", criterion=criterion["id"])


def _anchors(content: Content, file: YamlFile) -> Iterator[Fault]:
    known = [one.id for one in content.framework.dimensions]
    for path in ("criteria.*.levels.*.dimension", "plan.criteria.*.levels.*.dimension"):
        yield from file.unknown(path, known, "content.no_dimension", known=tuple(known))


def _practices(content: Content, file: YamlFile) -> Iterator[Fault]:
    for i, one in enumerate(content.framework.dimensions):
        if one.practices is None:
            continue
        own = [strategy.id for strategy in one.strategies]
        for j, practice in enumerate(one.practices.count):
            if practice.strategy not in own:
                loc = ("dimensions", i, "practices", "count", j, "strategy")
                facts = {"strategy": practice.strategy, "dimension": one.id, "known": tuple(own)}
                yield file.fault(loc, "content.practice_strategy", **facts)


def _texts(content: Content, file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated("texts.*.id")
    known = [one.id for one in content.framework.dimensions]
    yield from file.unknown("texts.*.dimension", known, "content.no_dimension", known=tuple(known))
    for index, text in enumerate(content.marking.texts):
        asked = [criterion.id for criterion in content.rubric.criteria_of(text.rubric)]
        if set(text.marks) != set(asked):
            facts = {"text": text.id, "rubric": text.rubric, "criteria": tuple(asked)}
            yield file.fault(("texts", index, "marks"), "content.text_marks", **facts)


def _comments(content: Content, file: YamlFile) -> Iterator[Fault]:
    plan = content.rubric.criteria_of("plan")
    asked = [criterion.id for criterion in (*content.rubric.criteria, *plan)]
    for id in content.marking.comments:
        if id not in asked:
            yield file.fault(("comments", id), "content.no_criterion", name=id, known=tuple(asked))
    for id in asked:
        if id not in content.marking.comments:
            yield file.fault(("comments",), "content.comments_missing", criterion=id)
