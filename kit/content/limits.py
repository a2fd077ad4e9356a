"""The course's limits on words, minutes, reading grade and repeats: ``limits:`` in ``wording.yaml``.

While ``held`` is false, `kit check` prints what is over a limit and passes. Once it is true, each is a fault.
"""

from collections.abc import Iterable, Iterator

from pydantic import Field

from kit.content import practice_checks, reading_grade, repeated, strategy_table
from kit.content.directives import DirectiveFault, Source
from kit.content.loader import Loaded
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText
from kit.content.times import Part, parts_of
from kit.content.told_times import sittings_of
from kit.content.yaml_files import Fault
from kit.model.records import Record, Text

EACH = "each"
"""The key of the limit for each notebook or scene that has no limit under its own name."""


class Limits(Record):
    """The limits of a course. ``words`` and ``minutes`` go by notebook, such as ``01_equity`` or ``each``."""

    held: bool
    """Whether `kit check` fails on what is over a limit."""
    words: dict[str, int]
    words_together: int = Field(gt=0)
    minutes: dict[str, int]
    """Minutes of a notebook's core."""
    sitting: int = Field(gt=0)
    """Minutes of each sitting that a long core is divided into."""
    grade: float = Field(gt=0)
    law_grade: float = Field(gt=0)
    scene_words: dict[str, int] = Field(default_factory=dict)
    """Words in a scene's longest path, by the scene's id, or ``each``."""
    scenes: int = 0
    """How many scenes a finished case has. A case with that many must rehearse each strategy."""
    may_repeat: tuple[Text, ...] = ()
    """Sentences that three or more notebooks may repeat."""


def measured(loaded: Loaded, texts: Iterable[NotebookText]) -> list[tuple[NotebookText, Source, list[Part]]]:
    """Return each notebook with its pieces. One that can't be read yet is skipped; other checks report it."""
    found = []
    for text in texts:
        case = case_opened(text, loaded.content) if loaded.content else None
        if loaded.content and isinstance(case, str):
            source = Source(loaded.content, case)
            try:
                found.append((text, source, parts_of(text, source)))
            except DirectiveFault:
                continue
    return found


def over(loaded: Loaded, texts: list[NotebookText], limits: Limits) -> Iterator[Fault]:
    """Find everything that is over the limits, whether ``held`` is true or not."""
    notebooks = measured(loaded, texts)
    for text, _, parts in notebooks:
        yield from _notebook(text, parts, limits)
    together = sum(part.words for _, _, parts in notebooks for part in parts)
    if notebooks and together > limits.words_together:
        wrong = f"the notebooks have {together} words in total"
        yield Fault(notebooks[0][0].name, 1, wrong, f"shorten them to at most {limits.words_together}")
    both = [*texts, *(text.said_alone() for text in texts)]
    yield from reading_grade.faults(loaded, both, limits.grade, limits.law_grade)
    yield from repeated.faults([(text, source) for text, source, _ in notebooks], limits.may_repeat)
    yield from practice_checks.faults(loaded, [(text, source) for text, source, _ in notebooks])
    yield from strategy_table.faults(loaded, texts, limits.scenes)


def _notebook(text: NotebookText, parts: list[Part], limits: Limits) -> Iterator[Fault]:
    words = sum(part.words for part in parts)
    if (most := limits.words.get(text.stem, limits.words.get(EACH))) and words > most:
        yield Fault(text.name, 1, f"a learner reads {words} words here", f"shorten it to at most {most}")
    sittings = sittings_of(parts)
    core = sum(sittings)
    if (longest := limits.minutes.get(text.stem, limits.minutes.get(EACH))) and round(core) > longest:
        right = f"shorten it to at most {longest}, or make a part of it a stretch"
        yield Fault(text.name, 1, f"the core takes {round(core)} minutes", right)
    for number, minutes in enumerate(sittings, 1):
        if len(sittings) > 1 and round(minutes) > limits.sitting:
            right = f"move {{{{ so_far sitting }}}} so that it takes at most {limits.sitting}"
            yield Fault(text.name, 1, f"sitting {number} takes {round(minutes)} minutes", right)
    if len(sittings) == 1 and limits.sitting < round(core) <= (longest or 0):
        right = f"put {{{{ so_far sitting }}}} where a sitting of at most {limits.sitting} minutes ends"
        yield Fault(text.name, 1, f"this notebook asks for {round(core)} minutes in one sitting", right)
