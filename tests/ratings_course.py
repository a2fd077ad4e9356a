from kit.content import compiled
from kit.model import Case, CaseContent, Content, Framework, Item, Items, Law, Rubric, Scale
from kit.model.framework import Dimension, Strategy
from kit.model.item_parts import Choice

NAMES = {
    "equity": ["preferences", "resources", "least_dangerous_assumption"],
    "respect": ["strengths", "empathy", "cultural_lens"],
    "communication": ["listen", "connect", "express"],
    "advocacy": ["viewpoints", "pinpoint", "solutions"],
    "commitment": ["goals", "action_plans", "evaluate"],
}


def course() -> Content:
    """Return a course with nothing but fifteen self-rating items."""
    dimensions = tuple(
        Dimension(
            id=d,
            name=d.title(),
            meaning="m",
            strategies=tuple(Strategy(id=f"{d}.{s}", name=s.replace("_", " "), meaning="m") for s in names),
        )
        for d, names in NAMES.items()
    )
    labels = ["never", "a few", "about half", "most", "every one"]
    scale = Scale(
        id="chances",
        stem="Of the chances you had in the last 8 weeks, how often did you …",
        choices=(
            *(Choice(id=w.replace(" ", "_"), label=w, value=n) for n, w in enumerate(labels)),
            Choice(id="no_chance", label="no chance yet"),
        ),
    )
    items = tuple(
        Item(
            id=f"rate.{d}.{s}",
            kind="rating",
            title=f"do {s}?",
            scale="chances",
            strategy=f"{d}.{s}",
        )
        for d, names in NAMES.items()
        for s in names
    )
    case = Case(
        schema_version=1, id="ms_perez", title="t", situation="s", credit="c", review="r",
        people=(), facts=(), applications=(),
    )  # fmt: skip
    return Content(
        framework=Framework(schema_version=1, credit="c", dimensions=dimensions),
        rubric=Rubric(schema_version=1, criteria=(), rules=()),
        law=Law(schema_version=1, notice="n", rows=()),
        words=compiled().words,
        cases={
            "ms_perez": CaseContent(case=case, items=Items(schema_version=1, scales=(scale,), items=items))
        },
    )
