"""The tables that `kit check` prints: words, grade and minutes of notebooks and steps; scenes."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise

from kit.content.checking import texts_of
from kit.content.directives import DirectiveFault, Source
from kit.content.loader import Loaded
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText
from kit.content.reading_grade import grade
from kit.content.scene_minutes import scene_rows
from kit.content.steps import steps_of
from kit.content.times import Part, parts_of
from kit.content.told_times import sittings_of, stops_of


def count_lines(loaded: Loaded, *, steps: bool = False) -> list[str]:
    """Return a line for each notebook, with its steps if ``steps`` is true, then a line for all together."""
    return list(_counts(loaded, steps))


def measured(loaded: Loaded) -> list[tuple[NotebookText, Source, list[Part]]]:
    """Return each notebook with its parts, without those that have faults which keep it from being read."""
    found = []
    for text in texts_of(loaded.root):
        case = case_opened(text, loaded.content) if loaded.content else None
        if loaded.content and isinstance(case, str):
            source = Source(loaded.content, case)
            with suppress(DirectiveFault):
                found.append((text, source, parts_of(text, source)))
    return found


def scene_lines(loaded: Loaded) -> list[str]:
    """Return a line for each scene. A notebook's minutes include those of its scenes; its words don't."""
    content = loaded.content
    rows = [row for case in content.cases.values() for row in scene_rows(case)] if content else []
    head = ("scene", "paths", "words from", "to", "hers at least", "minutes")
    return _aligned([head, *rows]) if rows else []


def _counts(loaded: Loaded, steps: bool) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [("notebook", "words", "grade", "core min", "stretch min", "between stops")]
    every: list[Part] = []
    for text, source, parts in measured(loaded):
        every += parts
        core, stretch = _minutes(parts)
        sittings = sittings_of(parts)
        shown = (
            f"{core}" if len(sittings) == 1 else f"{core} = {' + '.join(f'{one:.0f}' for one in sittings)}"
        )
        between = f"{max(_between(parts)):.0f}"
        words = sum(part.words for part in parts)
        rows.append((text.stem, f"{words}", _grade(parts), shown, f"{stretch}", between))
        if steps:
            rows += [
                (f"  {s.title}", f"{s.words}", "", f"{s.minutes}", "", "") for s in steps_of(text, source)
            ]
    if every:
        core, stretch = _minutes(every)
        words = sum(part.words for part in every)
        rows.append(("together", f"{words}", _grade(every), f"{core}", f"{stretch}", ""))
        yield from _aligned(rows)


def _minutes(parts: Iterable[Part]) -> tuple[int, int]:
    core = stretch = 0.0
    for part in parts:
        core, stretch = core + part.minutes * (not part.stretch), stretch + part.minutes * part.stretch
    return round(core), round(stretch)


def _between(parts: list[Part]) -> list[float]:
    stops = [
        0,
        *(stop.begun for stop in stops_of(parts)),
        sum(part.minutes for part in parts if not part.stretch),
    ]
    return [later - earlier for earlier, later in pairwise(stops)]


def _grade(parts: Iterable[Part]) -> str:
    return f"{grade(chr(10).join(f'{shown}{chr(10)}' for part in parts for shown in part.shown)):.1f}"


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in rows
    ]
