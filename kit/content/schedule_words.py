"""A schedule in words, as its form shows it (scheduleInWords in forms/static/schedule_words.js)."""

from kit.content.reading_grade import plain
from kit.content.week_words import clock_in_words, day_in_words, hours_in_words
from kit.model import Interface, Item
from kit.model.schedules import Layer, Schedule, minute


def schedule_in_words(item: Item, value: Schedule, words: Interface) -> tuple[str, ...]:
    """A line for each time that is offered, for what was asked with the hours told, and for what was not.

    Hours that differ by voice are told once it is known whose they are (`ScheduleParts.told_in`).
    """
    offers = (
        words.fill(
            "schedule.offer",
            day=day_in_words(one.day, words),
            time=clock_in_words(minute(one.begin), words),
            how=" ".join(one.how.split()),
        )
        for one in value.offers
    )
    asked = [layer for layer in item.layers if layer.id in value.asked]
    left = ", ".join(plain(layer.label) for layer in item.layers if layer not in asked)
    return (
        *offers,
        *(_told(layer, words) for layer in asked),
        *([words.fill("schedule.not_asked", layers=left)] if left else []),
    )


def _told(layer: Layer, words: Interface) -> str:
    hours = "; ".join(hours_in_words(layer.same_for_all, words))
    label = plain(layer.label)
    return words.fill("schedule.told", layer=label, hours=hours) if hours else label
