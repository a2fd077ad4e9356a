"""Check schedules: the parent's answers are lines of hers, and every voice leaves enough times to offer."""

from collections.abc import Iterator

from kit.content.loader import Loaded
from kit.content.notebook_text import Call
from kit.content.yaml_files import YamlFile
from kit.model import VOICES, CaseContent, Fault, Item
from kit.model.schedules import windows


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Find faults in the schedules of every case."""
    for id, case in loaded.content.cases.items() if loaded.content else ():
        file = loaded.files[f"{id}/items.yaml"]
        for at, item in enumerate(case.items.items):
            if item.kind == "schedule":
                yield from file.repeated(f"items.{at}.layers.*.id")
                yield from _lines(at, item, case, file)
                yield from _times_left(at, item, file)


def lines_of(call: Call, case: CaseContent) -> list[str]:
    """Return the ids of the parent's lines that a schedule's cell shows once the learner asks."""
    if call.verb != "schedule":
        return []
    shown = [item for item in case.items.items if item.id in call.arguments]
    return [layer.line for item in shown for layer in item.layers if layer.line]


def _lines(at: int, item: Item, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    # voice_checks makes sure that the line belongs to this notebook.
    known = {line.id for voice in case.voices[:1] for line in voice.lines}
    for number, layer in enumerate(item.layers):
        if layer.line and layer.line not in known:
            here = ("items", at, "layers", number, "line")
            yield file.fault(here, "content.schedule_line", line=layer.line)


def _times_left(at: int, item: Item, file: YamlFile) -> Iterator[Fault]:
    for voice in VOICES:
        hours = [one for layer in item.layers for one in layer.hours[voice]]
        left = windows(item.days, hours, item.minutes)
        if len(left) < item.least:
            facts = {"voice": voice, "item": item.id, "times": len(left), "least": item.least}
            yield file.fault(("items", at, "layers"), "content.schedule_times", **facts)
