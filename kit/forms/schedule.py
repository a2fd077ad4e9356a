"""A week that starts empty: hours appear once somebody was asked, and free times may be offered."""

from typing import Any

from kit.content.week_words import day_in_words, hours_in_words
from kit.forms import paper
from kit.forms.form import Form, FormContext, form_spec, item_spec, who_sees
from kit.forms.markup import blocks, inline
from kit.forms.messages import Answers, Written
from kit.forms.session import FormSession
from kit.journal import kept_voice
from kit.model import VOICES, CaseContent, Item, KitError, VoiceId
from kit.model.schedules import Layer, schedule_in


class ScheduleSession(FormSession):
    """A session for a schedule; *Done* needs enough times, each with its place; until then it is a draft."""

    def done(self, message: Written) -> Answers:
        """Save the offered times: at least as many as the item asks for, each with where and how."""
        item = self._item(message["item"])
        week = schedule_in(self._value(message))
        if week is None or len(week.options) < item.least:
            count = len(week.options) if week else 0
            raise KitError("schedule.too_few", least=item.least, count=count)
        if not all(one.how.strip() for one in week.options):
            raise KitError("schedule.no_how")
        return super().done(message)


def schedule(context: FormContext, case: CaseContent, item: Item) -> Form:
    """Make the form of an item's week, with what the learner's own voice tells."""
    voice: VoiceId = (kept_voice(context.workspace) if context.workspace else None) or VOICES[0]
    session = ScheduleSession(context, [item])
    asked = {
        "days": list(item.days),
        "minutes": item.minutes,
        "least": item.least,
        "person": case.case.person,
        "layers": [_layer(layer, case, voice, context) for layer in item.layers],
    }
    spec = form_spec("schedule", context, [item_spec(item) | asked])
    return Form(context, spec, _sheet(item, context), session.handlers)


def _layer(layer: Layer, case: CaseContent, voice: VoiceId, context: FormContext) -> dict[str, Any]:
    lines = {line.id: line for line in case.voice(voice).lines} if case.voices else {}
    line = lines.get(layer.line or "")
    hours = layer.hours[voice]
    return {
        "id": layer.id,
        "label": inline(layer.label),
        "ask": inline(layer.ask),
        "told": inline(layer.told) if layer.told else "",
        "line": {"moment": line.moment, "es": line.es, "en": line.en} if line else None,
        "hours": [one.model_dump(mode="json", by_alias=True) for one in hours],
        "inWords": hours_in_words(hours, context.words),
    }


def _sheet(item: Item, context: FormContext) -> str:
    words = context.words
    empty = "".join(f"<th>{inline(day_in_words(day, words))}</th>" for day in item.days)
    cell = '<td style="border:1px solid #8a8577;height:9em"></td>'
    week = (
        '<table style="width:100%;table-layout:fixed;border-collapse:collapse;margin:8px 0">'
        f"<thead><tr>{empty}</tr></thead><tbody><tr>{cell * len(item.days)}</tr></tbody></table>"
    )
    asks = "".join(paper.lines(1, inline(layer.ask)) for layer in item.layers)
    offers = paper.lines(item.least + 1, inline(words["schedule.on_paper"]))
    note = paper.note(inline(who_sees(item, words)))
    return paper.sheet(inline(item.title), blocks(item.prompt), note, asks, week, offers)
