"""What the course keeps to in words, minutes, reading grade and repeats: ``limits:`` of ``wording.yaml``.

While ``held`` is false, `kit check` prints what is over and lets it pass. Once it is true, each is a fault.
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
"""The bound of a notebook that has none of its own."""


class Limits(Record):
    """The bounds of notebooks, by their names, and of what is printed in them."""

    held: bool
    """Whether `kit check` fails on what is over."""
    words: dict[str, int]
    words_together: int = Field(gt=0)
    minutes: dict[str, int]
    """Of the core."""
    sitting: int = Field(gt=0)
    """Minutes of each sitting that a long core is divided into."""
    grade: float = Field(gt=0)
    law_grade: float = Field(gt=0)
    scene_words: dict[str, int] = Field(default_factory=dict)
    """Words of a scene's longest path, by the scene's id, or ``each``."""
    scenes: int = 0
    """How many scenes a case has once all are written; from then on each strategy is rehearsed."""
    may_repeat: tuple[Text, ...] = ()
    """Sentences that may stand in three notebooks or more."""


def measured(loaded: Loaded, texts: Iterable[NotebookText]) -> list[tuple[NotebookText, Source, list[Part]]]:
    """Each notebook with its pieces; one that can't be read yet is left out, for it has faults of its own."""
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
    """Everything that is over the limits, whether they are held or not."""
    notebooks = measured(loaded, texts)
    for text, _, parts in notebooks:
        yield from _notebook(text, parts, limits)
    together = sum(part.words for _, _, parts in notebooks for part in parts)
    if notebooks and together > limits.words_together:
        wrong = f"the notebooks have {together} words together"
        yield Fault(notebooks[0][0].name, 1, wrong, f"at most {limits.words_together}")
    both = [*texts, *(text.said_alone() for text in texts)]
    yield from reading_grade.faults(loaded, both, limits.grade, limits.law_grade)
    yield from repeated.faults([(text, source) for text, source, _ in notebooks], limits.may_repeat)
    yield from practice_checks.faults(loaded, [(text, source) for text, source, _ in notebooks])
    yield from strategy_table.faults(loaded, texts, limits.scenes)


def _notebook(text: NotebookText, parts: list[Part], limits: Limits) -> Iterator[Fault]:
    words = sum(part.words for part in parts)
    if (most := limits.words.get(text.stem, limits.words.get(EACH))) and words > most:
        yield Fault(text.name, 1, f"one learner reads {words} words here", f"at most {most}")
    sittings = sittings_of(parts)
    core = sum(sittings)
    if (longest := limits.minutes.get(text.stem, limits.minutes.get(EACH))) and round(core) > longest:
        right = f"at most {longest}: shorten it, or make a part a stretch"
        yield Fault(text.name, 1, f"the core takes {round(core)} minutes", right)
    for number, minutes in enumerate(sittings, 1):
        if len(sittings) > 1 and round(minutes) > limits.sitting:
            right = f"at most {limits.sitting}: move {{{{ so_far sitting }}}}"
            yield Fault(text.name, 1, f"sitting {number} takes {round(minutes)} minutes", right)
    if len(sittings) == 1 and limits.sitting < round(core) <= (longest or 0):
        right = f"put {{{{ so_far sitting }}}} where a sitting of at most {limits.sitting} ends"
        yield Fault(text.name, 1, f"{round(core)} minutes are asked in one sitting", right)
