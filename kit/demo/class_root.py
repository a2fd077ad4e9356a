"""Fill a course root with a made-up class in the middle of a term, marked or not marked yet."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from kit.classroom import Member, Settings, write_roster
from kit.classroom.due import start_due
from kit.classroom.new import start_class, start_root
from kit.content import compiled
from kit.content.sample_class import sample_class
from kit.demo.people import Person, people, weeks
from kit.demo.places import empty_folder, inside
from kit.demo.steps import CONFIGURATION, STEPS, Making, Progress, give_feedback, mark, report, run
from kit.model import PlainError

_MAKING, _WHOLE = ".made_up_class.making", ".made_up_class.whole"
_OF_A_CLASS = (
    "gradebook.db",
    "ratings.db",
    "submitted",
    "autograded",
    "downloaded",
    "feedback",
    "roster.csv",
)
_NAME = "Made-up sample class"


def fill_class(
    root: Path,
    *,
    marked: bool,
    learners: int = 12,
    seed: int = 1,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> list[str]:
    """Put a made-up class into a course root. Its work is handed in and collected.

    A run that was interrupted is finished or started over. Existing files in the folder are not changed.

    Parameters
    ----------
    root
        The course root; made if missing.
    marked
        Whether two made-up markers have marked it, and its feedback is made.
    learners, seed
        As `kit.demo.steps.make_year` takes them.
    on_progress
        Called with each step's progress.

    Returns
    -------
    list of str
        Names of the files and folders that were added.

    Raises
    ------
    KitError
        The folder has a class in it already, it is inside or around the course's own files, or a step fails.
    """
    start_root(root)
    whole = root / _WHOLE
    if not whole.is_dir():
        if _is_made_up(root):
            return []
        if there := [name for name in _OF_A_CLASS if (root / name).exists()]:
            raise PlainError(
                f"{root} already has a class in it ({there[0]}); name another folder, so that the made-up "
                "class isn't mixed with it."
            )
        shutil.rmtree(root / _MAKING, ignore_errors=True)
        _make(root, marked, learners, seed, on_progress)
    added = _move_in(whole, root)
    shutil.rmtree(whole)
    return added


def _is_made_up(root: Path) -> bool:
    configuration = root / "nbgrader_config.py"
    return configuration.is_file() and configuration.read_text(encoding="utf-8") == CONFIGURATION


def _make(
    root: Path, marked: bool, learners: int, seed: int, on_progress: Callable[[Progress], None]
) -> None:
    content, sample = compiled(), sample_class()
    everybody = people(learners, seed, sample.words.learners)
    places = empty_folder(root / _MAKING)
    making = Making(places, seed, everybody, content, sample)
    left_out = {report} if marked else {report, mark, give_feedback}
    with inside(places):
        for step in STEPS:
            if step.run not in left_out:
                run(step, making, on_progress)
    write_roster(places.course, map(_member, everybody))
    # All hand-ins were made today, so the due dates start next week.
    first = date.today() + timedelta(weeks=1)
    after = weeks(content.assignments)
    start_due(places.course, {one: first + timedelta(weeks=after[one]) for one in making.assignments})
    start_class(places.course, Settings(course=_NAME), CONFIGURATION)
    places.course.rename(root / _WHOLE)
    shutil.rmtree(places.out)


def _member(person: Person) -> Member:
    tree = person.id.removeprefix("made-up-")
    name = f"{tree.replace('-', ' ').title()} (made up)"
    return Member(
        id=person.id, name=name, email=f"{tree}@example.org", login=tree, lms_id=str(person.number + 1)
    )


def _move_in(made: Path, root: Path) -> list[str]:
    # Move nbgrader's configuration last: if it is there, the class is complete.
    everything = sorted(made.iterdir(), key=lambda path: (path.suffix == ".py", path.name))
    new = [path for path in everything if path.name != "__pycache__" and not (root / path.name).exists()]
    for path in new:
        path.rename(root / path.name)
    return [path.name for path in new]
