"""Where each strategy is taught, rated, practiced, rehearsed, carried and assessed: a table, and its gaps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kit.content.loader import VOICES_FILE, Loaded
from kit.content.notebook_text import NotebookText
from kit.content.yaml_files import Fault
from kit.model import CaseContent, Framework

COLUMNS = ("taught", "self-rated", "practiced", "rehearsed", "carried", "assessed")

_MEND = {
    "taught": "put {{{{ strategy {} }}}} into a notebook",
    "self-rated": "add an item rate.{}",
    "practiced": "write practices: [{}] at a core item that has learners do it",
    "carried": "write carries: [{}] at a core item that has learners use it in their own work",
    "rehearsed": "write practices: [{}] in a scene that rehearses it",
    "assessed": "write practices: [{}] at an item that is marked, or add a practice of it to framework.yaml",
}


def table(
    framework: Framework, case: CaseContent, texts: Iterable[NotebookText]
) -> Mapping[str, Mapping[str, int]]:
    """Count the places of each kind for each strategy; stretch items don't count.

    A strategy counts as assessed once for each marked item that practices it, and once for each of its
    practices that markers look for in its dimension's assignment.
    """
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COLUMNS, 0))
    for text in texts:
        for piece in text.pieces:
            if piece.kind == "directive" and piece.text.startswith("{{ strategy "):
                found[piece.text.removeprefix("{{ strategy ").rstrip("} ")]["taught"] += 1
    graded = {one.graded for one in case.items.assignments}
    for item in (one for one in case.items.items if not one.stretch):
        if item.kind == "rating" and item.strategy:
            found[item.strategy]["self-rated"] += 1
        for strategy in item.practices:
            found[strategy]["practiced"] += 1
            found[strategy]["assessed"] += item.id in graded
        for strategy in item.carries:
            found[strategy]["carried"] += 1
    for scene in case.scenes.values():
        for strategy in scene.practices:
            found[strategy]["rehearsed"] += 1
    marked = {one.id for one in case.items.assignments if one.graded and one.rubric == "reflection"}
    for dimension in framework.dimensions:
        if dimension.practices and dimension.id in marked:
            for practice in dimension.practices.count:
                found[practice.strategy]["assessed"] += 1
    return found


def faults(loaded: Loaded, texts: list[NotebookText], scenes: int) -> Iterator[Fault]:
    """Yield a fault for each empty place of the table.

    The rehearsed column is checked only once a case's voices say ``whole_year`` and it has at least
    ``scenes`` scenes.
    """
    if loaded.content is None or not texts:
        return
    for name, case in loaded.content.cases.items():
        file, found = loaded.files[f"{name}/items.yaml"], table(loaded.content.framework, case, texts)
        voices = loaded.files.get(f"{name}/{VOICES_FILE}")
        whole_year = voices is not None and any(held for _, held in voices.each("whole_year"))
        all_there = whole_year and 0 < scenes <= len(case.scenes)
        needed = [one for one in COLUMNS if one != "rehearsed" or all_there]
        for strategy in loaded.content.framework.strategies:
            for column in needed:
                if not found[strategy.id][column]:
                    wrong = f"strategy {strategy.id!r} is nowhere {column}"
                    yield file.fault(("items",), wrong, _MEND[column].format(strategy.id))
