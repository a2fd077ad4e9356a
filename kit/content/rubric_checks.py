"""Check that the rubric and what markers get with it agree: anchors, practices, whole texts, comments."""

from collections.abc import Iterator

from kit.content.loader import MARKING, Loaded
from kit.content.yaml_files import Fault, YamlFile
from kit.model import Content

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
                wrong = f"the levels of {criterion['id']!r} are out of order"
                yield file.fault((*loc, "levels"), wrong, "put them in the order 0, 1, 2, 3")


def _anchors(content: Content, file: YamlFile) -> Iterator[Fault]:
    known = [one.id for one in content.framework.dimensions]
    wrong, right = "there is no dimension {} in framework.yaml", f"use one of {', '.join(known)}"
    for path in ("criteria.*.levels.*.dimension", "plan.criteria.*.levels.*.dimension"):
        yield from file.unknown(path, known, wrong, right)


def _practices(content: Content, file: YamlFile) -> Iterator[Fault]:
    for i, one in enumerate(content.framework.dimensions):
        if one.practices is None:
            continue
        own = [strategy.id for strategy in one.strategies]
        for j, practice in enumerate(one.practices.count):
            if practice.strategy not in own:
                loc = ("dimensions", i, "practices", "count", j, "strategy")
                yield file.fault(
                    loc, f"{practice.strategy!r} isn't a strategy of {one.id}", f"use one of {', '.join(own)}"
                )


def _texts(content: Content, file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated("texts.*.id")
    known = [one.id for one in content.framework.dimensions]
    wrong, right = "there is no dimension {} in framework.yaml", f"use one of {', '.join(known)}"
    yield from file.unknown("texts.*.dimension", known, wrong, right)
    for index, text in enumerate(content.marking.texts):
        asked = [criterion.id for criterion in content.rubric.criteria_of(text.rubric)]
        if set(text.marks) != set(asked):
            wrong = f"the marks of {text.id!r} don't match the criteria of a {text.rubric}"
            yield file.fault(
                ("texts", index, "marks"), wrong, f"give one mark for each of {', '.join(asked)}"
            )


def _comments(content: Content, file: YamlFile) -> Iterator[Fault]:
    plan = content.rubric.criteria_of("plan")
    asked = [criterion.id for criterion in (*content.rubric.criteria, *plan)]
    for id in content.marking.comments:
        if id not in asked:
            wrong = f"there is no criterion {id!r} in rubric.yaml"
            yield file.fault(("comments", id), wrong, f"use one of {', '.join(asked)}")
    for id in asked:
        if id not in content.marking.comments:
            right = f"add {id}: with comments on levels 0, 1, 2 and 3"
            yield file.fault(("comments",), f"there are no comments on {id!r}", right)
