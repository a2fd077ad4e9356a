"""Make a made-up year, from an empty folder to its report, in the steps that people would take (`STEPS`)."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

from kit.content import compiled
from kit.content.course_files import course_files
from kit.content.sample_class import SampleClass, sample_class
from kit.demo.answers import Writer
from kit.demo.people import Person, Text, people, ratings
from kit.demo.places import Places, empty_folder, inside, write_read_me
from kit.grading.course_nbgrader import nbgrader
from kit.grading.gradebook_opening import open_gradebook, url_of
from kit.grading.gradebook_record import cells_of
from kit.handin.feedback import keep_feedback
from kit.handin.feedback_record import Feedback
from kit.handin.handing import hand_in_all
from kit.journal import draw_voice, make_workspace, open_journal
from kit.model import Content
from kit.ratings import open_ratings
from kit.ratings.tables import counting
from kit.report import make_own, make_shared

Tick = Callable[[], None]
"""Called after each unit of a step."""

CONFIGURATION = '''"""nbgrader's configuration of the sample class. All of it here is made up."""

from pathlib import Path

from kit.demo import configure

configure(get_config(), Path(__file__).resolve().parent)  # noqa: F821  # nbgrader provides it
'''
"""``nbgrader_config.py`` of a made-up class."""


@dataclass
class Making:
    """A year in the making: its places, its people, and what one step leaves for the next."""

    places: Places
    seed: int
    people: tuple[Person, ...]
    content: Content
    sample: SampleClass
    texts: list[Text] = field(default_factory=list)

    @property
    def assignments(self) -> list[str]:
        """Ids of all assignments, case by case, in the course's order."""
        return [one.id for one in self.content.assignments]

    @property
    def graded(self) -> list[str]:
        """Ids of the assignments whose text is marked in the gradebook."""
        return [one.id for one in self.content.assignments if one.graded]

    def nbgrader(self, command: str, *arguments: str) -> None:
        """Run one of nbgrader's commands in the course root. Its output goes into ``nbgrader.log``."""
        nbgrader(command, *arguments, root=self.places.course, log=self.places.out / "nbgrader.log")


def release(making: Making, tick: Tick) -> None:
    """Copy the course's sources, and have nbgrader make the release version of each assignment."""
    course = making.places.course
    shutil.copytree(course_files() / "assignments" / "source", course / "source")
    (course / "nbgrader_config.py").write_text(CONFIGURATION, encoding="utf-8")
    for assignment in making.assignments:
        making.nbgrader("generate_assignment", assignment)
        tick()


def write(making: Making, tick: Tick) -> None:
    """Make a workspace for each learner, and write the year's answers into its journal."""
    for person in making.people:
        workspace = make_workspace(making.places.workspace(person.id), person.id)
        draw_voice(workspace)
        journal = open_journal(workspace)
        size = len(making.people)
        year = Writer(person, journal.workspace, making.seed, size, making.content, making.sample).write()
        journal.add(year.responses)
        making.texts += year.texts
        tick()


def hand_in(making: Making, tick: Tick) -> None:
    """Hand in for everybody, as ``kit handin --all`` does, and put the zips where an instructor would.

    A learner who uses nbgrader's exchange sends no zip.
    """
    for person in making.people:
        for done in hand_in_all(making.places.workspace(person.id)).done:
            if not _by_exchange(person):
                archive = making.places.course / "downloaded" / done.assignment / "archive"
                archive.mkdir(parents=True, exist_ok=True)
                shutil.copy2(done.zip, archive)
        tick()


def submit(making: Making, tick: Tick) -> None:
    """For learners who use the exchange, release each assignment, submit the hand-in, and collect it."""
    for assignment in making.assignments:
        for person in filter(_by_exchange, making.people):
            handed = making.places.workspace(person.id) / "handin"
            if (handed / assignment).is_dir():
                making.nbgrader("release_assignment", assignment)
                whose = (f"--Exchange.assignment_dir={handed}", f"--student={person.id}")
                making.nbgrader("submit", assignment, *whose)
                making.nbgrader("collect", assignment)
        tick()


def _by_exchange(person: Person) -> bool:
    # nbgrader has no exchange on Windows.
    return person.submits and sys.platform != "win32"


def collect(making: Making, tick: Tick) -> None:
    """Collect the zips of each assignment that has zips."""
    for assignment in making.assignments:
        if (making.places.course / "downloaded" / assignment / "archive").is_dir():
            making.nbgrader("zip_collect", assignment)
        tick()


def autograde(making: Making, tick: Tick) -> None:
    """Put the answers into their cells, and add rows to the gradebook. No machine marks anything."""
    for assignment in making.assignments:
        if any(making.places.course.glob(f"submitted/*/{assignment}")):
            making.nbgrader("autograde", assignment)
        tick()


def mark(making: Making, tick: Tick) -> None:
    """Record both markers' levels of every text, settle some, and write what counts into the gradebook."""
    course = making.places.course
    with open_ratings(course / "ratings.db") as store:
        given = [one for text in making.texts for one in ratings(text, making.seed, making.sample.words)]
        store.record(given)
        for one in (one for one in given if one.primary):
            store.settle(one, one.reason or "", one.rater)
        counts = {key: one.level or 0 for key, one in counting(store.ratings()).items()}
        tick()
        for assignment in making.graded:
            if any(text.assignment == assignment for text in making.texts):
                with open_gradebook(url_of(course)) as gradebook:
                    for cell in cells_of(gradebook, course, assignment):
                        cell.put(counts[cell.key])
                    gradebook.db.commit()
            tick()


def give_feedback(making: Making, tick: Tick) -> None:
    """Have nbgrader make the feedback on each graded assignment, and put it into the learners' workspaces."""
    course = making.places.course
    for assignment in making.graded:
        learners = sorted(path.parent.name for path in course.glob(f"autograded/*/{assignment}"))
        if learners:
            making.nbgrader("generate_feedback", assignment)
        for learner in learners:
            _bring(course / "feedback" / learner / assignment, making.places.workspace(learner))
        tick()


def _bring(made: Path, workspace: Path) -> None:
    keep_feedback(workspace, Feedback.model_validate_json((made / f"{made.name}.json").read_bytes()))


def report(making: Making, tick: Tick) -> None:
    """Write the instructor's own page and the version to share."""
    places, name = making.places, "The sample class"
    make_own(places.course, places.out, name=name, made_up=True)
    make_shared(places.course, places.out, name=name, made_up=True)
    tick()


class Step(NamedTuple):
    """One step: the text to show while it runs, the function to run, and its number of units."""

    said: str
    run: Callable[[Making, Tick], None]
    units: Callable[[Making], int]


STEPS = (
    Step(
        "Making the course folder and releasing its assignments", release, lambda made: len(made.assignments)
    ),
    Step("Made-up learners write their answers for the year", write, lambda made: len(made.people)),
    Step("They hand in", hand_in, lambda made: len(made.people)),
    Step("One of them hands in with nbgrader submit", submit, lambda made: len(made.assignments)),
    Step("Collecting the zip files of the others", collect, lambda made: len(made.assignments)),
    Step("Putting the answers into the notebooks", autograde, lambda made: len(made.assignments)),
    Step("Two made-up markers mark", mark, lambda made: 1 + len(made.graded)),
    Step("Making the feedback and returning it", give_feedback, lambda made: len(made.graded)),
    Step("Making the report", report, lambda _: 1),
)


class Progress(NamedTuple):
    """How many of a step's units are done."""

    step: str
    done: int
    units: int


def make_year(
    out: Path, learners: int = 12, seed: int = 1, *, on_progress: Callable[[Progress], None] = lambda _: None
) -> Places:
    """Make a whole year of a made-up class, in a folder that is empty or doesn't exist yet.

    Twelve learners give ten complete before-and-after pairs from learners who consented. The same seed gives
    the same texts and marks. Nothing is written outside the folder. Raises `KitError` if the number of
    learners or the folder can't be used, or a step fails.
    """
    content, sample = compiled(), sample_class()
    everybody = people(learners, seed, sample.words.learners)
    places = empty_folder(out)
    making = Making(places, seed, everybody, content, sample)
    with inside(places):
        for step in STEPS:
            run(step, making, on_progress)
    write_read_me(places, everybody, seed, sample.words.banner)
    return places


def run(step: Step, making: Making, on_progress: Callable[[Progress], None] = lambda _: None) -> None:
    """Run one step of a year. Report its progress at the start and after each unit."""
    units, done = step.units(making), count()

    def tick() -> None:
        on_progress(Progress(step.said, next(done), units))

    tick()
    step.run(making, tick)
