"""A workspace for each learner, and their year's answers in its journal."""

from __future__ import annotations

from kit.demo.answers import Writer
from kit.demo.making import Making, Tick
from kit.journal import make_workspace, open_journal


def run(making: Making, tick: Tick) -> None:
    """Write everybody's answers, and remember the texts that will be marked."""
    for person in making.people:
        folder = make_workspace(making.places.workspace(person.id), person.id)
        journal = open_journal(folder)
        writer = Writer(
            person,
            journal.workspace,
            making.seed,
            len(making.people),
            making.content,
            making.case,
            making.sample,
        )
        year = writer.write()
        journal.add(year.responses)
        making.texts += year.texts
        tick()
