"""A class folder as tables."""

from functools import cached_property
from pathlib import Path

import pandas as pd

from kit.classroom import read_settings
from kit.cohort import gather_class
from kit.content import compiled
from kit.grading.counting import marks_that_count
from kit.grading.texts import marked_text
from kit.measures.long_table import long_table
from kit.model import NotFound
from kit.statistics.tables import SELF_RATINGS, self_ratings_of


class ClassFolder:
    """The tables of one class. They name people: keep them, and files made from them, to yourself.

    Each table is read when it is first asked for. Who did not agree (*Start here* asks) is in none of them,
    unless the class was opened with ``consented=False``.
    """

    def __init__(self, folder: Path, consented: bool) -> None:
        self.folder = folder
        self.name = read_settings(folder).course or folder.resolve().name
        self._learners = {one.id: one for one in gather_class(folder).learners}
        self.agreed = sorted(one.id for one in self._learners.values() if one.consent is True)
        self.learners = self.agreed if consented else sorted(self._learners)
        self.made_up = all(one.startswith("made-up-") for one in self._learners)

    def __repr__(self) -> str:
        graded = {one.id for one in compiled().assignments}
        marked = len(graded & {*self.marks.loc[self.marks["counts"], "assignment"]})
        return f"{len(self._learners)} learners, {len(self.agreed)} agreed, {marked} assignments marked"

    @cached_property
    def self_ratings(self) -> pd.DataFrame:
        """One row for each answer: learner, case, occasion, dimension, item, value (0–4), missing, at."""
        rows = [row for id in self.learners for row in long_table(self._learners[id].responses, id)]
        return self_ratings_of(rows or pd.DataFrame(columns=SELF_RATINGS))

    @cached_property
    def marks(self) -> pd.DataFrame:
        """One row for each level that somebody gave: learner, assignment, criterion, rater, level, counts.

        ``counts`` is whether it is the mark; there is one for each criterion of a text. A mark that was typed
        into nbgrader has no rater. ``assignment`` is the id of the story for the two stories.
        """
        counted = marks_that_count(self.folder)
        assignment = {one.graded: one.id for one in compiled().assignments if one.graded}
        levels = {
            (one.learner, one.item, one.criterion, one.rater): one.level for one in counted.ratings
        }  # a rater's last level of a criterion
        rows = {key: (level, False) for key, level in levels.items() if level is not None}
        rows |= {
            (one["learner"], one["item"], one["criterion"], one["rater"] or ""): (one["level"], True)
            for one in counted.marks
        }
        table = pd.DataFrame(
            [
                (learner, assignment.get(item, item), criterion, rater or None, level, counts)
                for (learner, item, criterion, rater), (level, counts) in rows.items()
                if learner in set(self.learners)
            ],
            columns=["learner", "assignment", "criterion", "rater", "level", "counts"],
        )
        return table.astype({"counts": bool})

    @cached_property
    def reflections(self) -> pd.DataFrame:
        """One row for each text that gets marks: learner, assignment, text. The index names the text."""
        found = []
        for one in compiled().assignments:
            for learner in self.learners if one.graded else ():
                answer = marked_text(self.folder, learner, one.id, str(one.graded))
                if answer is not None and isinstance(answer.value, str) and answer.value.strip():
                    found.append((f"{learner}/{one.id}", learner, one.id, answer.value))
        return pd.DataFrame(found, columns=["id", "learner", "assignment", "text"]).set_index("id")

    @cached_property
    def stories(self) -> pd.DataFrame:
        """The sum of a story's levels by learner, before (``pre``) and after (``post``) the course."""
        when = {
            (id, one.item): one.occasion
            for id in self.learners
            for one in self._learners[id].responses
            if one.item.startswith("vignette.")
        }
        marks = self.marks[self.marks["counts"] & self.marks["assignment"].str.startswith("vignette.")].copy()
        pairs = zip(marks["learner"], marks["assignment"], strict=True)
        marks["occasion"] = pd.Series([when.get(pair) for pair in pairs], marks.index, dtype=object)
        sums = marks.groupby(["learner", "occasion"])["level"].agg(["sum", "count"])
        # A story counts once it has a mark on every criterion.
        whole = sums.loc[sums["count"] == len(compiled().rubric.criteria), "sum"]
        return whole.unstack().reindex(columns=["pre", "post"])


def open_class(folder: str | Path, *, consented: bool = True) -> ClassFolder:
    """Open a class folder, the one that ``kit class new`` made or ``kit collect`` filled.

    Parameters
    ----------
    folder
        The folder's path; ``~`` is your home.
    consented
        Leave out everybody who did not agree that their answers may be used beyond teaching and marking.
        ``False`` is for your own eyes alone.

    Returns
    -------
    ClassFolder
        With the tables ``self_ratings``, ``marks`` and ``reflections``, each a DataFrame. They name people.

    Raises
    ------
    NotFound
        There is no such folder.
    KitError
        A file in it can't be read.

    Examples
    --------
    >>> fall = open_class("~/fall-class")  # doctest: +SKIP
    >>> fall  # doctest: +SKIP
    12 learners, 11 agreed, 7 assignments marked
    >>> fall.marks.groupby("criterion")["level"].mean()  # doctest: +SKIP
    """
    path = Path(folder).expanduser()
    if not path.is_dir():
        raise NotFound(f"there is no folder {path}; name the folder of a class, such as ~/fall-class.")
    return ClassFolder(path, consented)
