"""Forms that ask one question: a text, a choice, a card sort, a plan, a look back."""

from collections.abc import Sequence
from typing import Any

from kit.forms import paper
from kit.forms.form import Form, form_spec, item_spec, who_sees
from kit.forms.markup import blocks, filled, inline
from kit.forms.messages import Asked, Reply, head_state
from kit.forms.rehearsed import Rehearsed
from kit.forms.second_opinion import SecondOpinion, wanted
from kit.forms.session import FormSession
from kit.model import Criterion, Dimension, Interface, Item


def prose(
    session: FormSession,
    item: Item,
    opinion: SecondOpinion | None = None,
    marking: dict[str, Any] | None = None,
    rehearsed: Rehearsed | None = None,
) -> Form:
    """Make a field for one text; a graded one may add the learner's self-marking and a second opinion.

    With ``rehearsed``, an empty field can be filled from the week's scenes.
    """
    context = session.context
    spec = form_spec("prose", context, [item_spec(item, session.occasion), *([marking] if marking else [])])
    handlers = session.handlers
    if opinion and wanted(context):
        spec["opinion"] = opinion.kind
        handlers |= opinion.handlers(session, item)
    if rehearsed:
        spec["rehearsed"] = True
        handlers |= rehearsed.handlers(context)
    return Form(context, spec, _text_sheet(item, context.words), handlers)


def look_back(session: FormSession, item: Item, beside: Item, today: Form | None = None) -> Form:
    """Make a form for today's answer; the earlier one appears next to it only after *Done*, so it can't lead.

    If the earlier one was changed, its first wording is shown as well. ``today`` is the form that asks for
    today's answer; the default is a text.
    """
    context = session.context
    asked = today or prose(session, item)
    title = inline(beside.title)

    def earlier(_message: Asked) -> Reply:
        if not context.heads(item.id, session.occasion):
            return {"waits": True, "heads": []}
        heads, first = context.heads(beside.id), context.first(beside.id)
        changed = first and first.value not in [head.value for head in heads]
        return {
            "waits": False,
            "first": head_state(first) if first and changed else None,
            "heads": [head_state(head) for head in heads],
        }

    first = {"id": beside.id, "title": title, "travels": beside.assignment is not None}
    spec = asked.spec | {"kind": "look_back", "beside": first}
    before = paper.note(filled(context.words["paper.lay_beside"], title=title))
    return Form(context, spec, before + asked.paper, {**asked.handlers, "earlier": earlier})


def _text_sheet(item: Item, words: Interface) -> str:
    notes = [words.fill("paper.how_long", **item.words.model_dump())] if item.words else []
    return paper.sheet(
        inline(item.title),
        blocks(item.printed or item.prompt),
        paper.boxes(inline(entry) for entry in item.checklist) if item.checklist else "",
        paper.note(inline(" ".join([*notes, who_sees(item, words)]))),
        paper.lines(max(3, (item.words.most if item.words else 40) // 10)),
    )


def choice(session: FormSession, item: Item) -> Form:
    """Make a row for each option; its explanation appears once it is chosen, all of them after *Done*."""
    words = session.context.words
    several = item.kind == "several"
    options = [{"id": o.id, "label": inline(o.label), "explain": blocks(o.explain)} for o in item.choices]
    how = words["paper.choose_all"] if several else words["paper.choose_one"]
    sheet = paper.note(inline(f"{how} {who_sees(item, words)}")) + paper.boxes(o["label"] for o in options)
    return _short(session, item, "choice", sheet, several=several, choices=options)


def sort(session: FormSession, item: Item) -> Form:
    """Make a list of cards to put in places; the course's place is explained once a card has one."""
    words = session.context.words
    # An option of a <select> is plain text, without tags.
    bins = [{"id": b.id, "label": b.label} for b in item.bins]
    cards = [
        {"id": c.id, "text": inline(c.text), "bin": c.bin, "explain": blocks(c.explain)} for c in item.cards
    ]
    places = ", ".join(inline(b.label) for b in item.bins)
    how = paper.note(filled(words["paper.write_the_place"], places=places))
    lines = "".join(paper.lines(1, card["text"]) for card in cards)
    sheet = how + paper.note(inline(who_sees(item, words))) + lines
    return _short(session, item, "sort", sheet, bins=bins, cards=cards)


def plan(session: FormSession, item: Item) -> Form:
    """Make an if–then plan: two short texts that form one sentence, and the day to look back at it."""
    words = session.context.words
    parts = (words["plan.if"], words["plan.then"])
    lines = "".join(paper.lines(2, inline(part)) for part in parts)
    lines += paper.lines(1, inline(words["plan.look_back"]))
    return _short(session, item, "plan", paper.note(inline(who_sees(item, words))) + lines)


def _short(session: FormSession, item: Item, kind: str, on_paper: str, **more: Any) -> Form:
    spec = form_spec(kind, session.context, [item_spec(item, session.occasion) | more])
    sheet = paper.sheet(inline(item.title), blocks(item.printed or item.prompt), on_paper)
    return Form(session.context, spec, sheet, session.handlers)


def self_marking(
    item: Item, criteria: Sequence[Criterion], dimension: Dimension | None, words: Interface
) -> dict[str, Any]:
    """Return the criteria as choices, for a learner without a class who marks their own finished text.

    The marking is kept in the private lane and never handed in. If the text has a dimension, a list of what
    counts as its practice is added.
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
