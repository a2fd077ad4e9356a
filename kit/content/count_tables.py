"""The tables that `kit check` prints: words, grade and minutes of notebooks and steps; strategies; scenes."""

from collections.abc import Iterable, Iterator

from kit.content.checking import limits_of, texts_of
from kit.content.limits import EACH, Limits, measured
from kit.content.loader import Loaded
from kit.content.reading_grade import grade
from kit.content.scene_minutes import scene_rows
from kit.content.steps import steps_of
from kit.content.strategy_table import COLUMNS, table
from kit.content.times import Part
from kit.content.told_times import sittings_of, stops_of


def count_lines(loaded: Loaded, *, steps: bool = False) -> list[str]:
    """Return a line for each notebook, with its steps if ``steps`` is true, then a line for all together."""
    return list(_counts(loaded, limits_of(loaded), steps))


def strategy_lines(loaded: Loaded) -> list[str]:
    """Return a line for each strategy: how many places teach it, rate it and so on. A dot marks a gap."""
    texts = texts_of(loaded.root)
    if loaded.content is None or not texts:
        return []
    lines = []
    for case in loaded.content.cases.values():
        found = table(loaded.content.framework, case, texts)
        rows = [
            (one.id, *(str(found[one.id][column] or "·") for column in COLUMNS))
            for one in loaded.content.framework.strategies
        ]
        lines += _aligned([("strategy", *COLUMNS), *rows])
    return lines


def scene_lines(loaded: Loaded) -> list[str]:
    """Return a line for each scene. A notebook's minutes include those of its scenes; its words don't."""
    content = loaded.content
    rows = [row for case in content.cases.values() for row in scene_rows(case)] if content else []
    head = ("scene", "paths", "words from", "to", "hers at least", "minutes")
    return _aligned([head, *rows]) if rows else []


def _counts(loaded: Loaded, limits: Limits | None, steps: bool) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [
        ("notebook", "words", "at most", "grade", "core min", "at most", "stretch min", "between stops")
    ]
    every: list[Part] = []
    for text, source, parts in measured(loaded, texts_of(loaded.root)):
        every += parts
        most = limits.words.get(text.stem, limits.words.get(EACH, 0)) if limits else 0
        longest = limits.minutes.get(text.stem, limits.minutes.get(EACH, 0)) if limits else 0
        core, stretch = _minutes(parts)
        sittings = sittings_of(parts)
        shown = (
            f"{core}" if len(sittings) == 1 else f"{core} = {' + '.join(f'{one:.0f}' for one in sittings)}"
        )
        between = f"{max(_between(parts)):.0f}"
        words = sum(part.words for part in parts)
        rows.append(
            (
                text.stem,
                f"{words}",
                f"{most or ''}",
                _grade(parts),
                shown,
                f"{longest or ''}",
                f"{stretch}",
                between,
            )
        )
        if steps:
            rows += [
                ("  " + s.title, str(s.words), "", "", str(s.minutes), "", "", "")
                for s in steps_of(text, source)
            ]
    if every:
        core, stretch = _minutes(every)
        words, most = sum(part.words for part in every), limits.words_together if limits else 0
        rows.append(("together", f"{words}", f"{most or ''}", _grade(every), f"{core}", "", f"{stretch}", ""))
        yield from _aligned(rows)


def _minutes(parts: Iterable[Part]) -> tuple[int, int]:
    core = stretch = 0.0
    for part in parts:
        core, stretch = core + part.minutes * (not part.stretch), stretch + part.minutes * part.stretch
    return round(core), round(stretch)


def _between(parts: list[Part]) -> list[float]:
    since = [stop.since for stop in stops_of(parts)]
    return [*since, sum(part.minutes for part in parts if not part.stretch) - sum(since)]


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
