"""The version of a class report that may be shared: made once, when the course ends.

Only people who agreed are in it. Each table is about ten people or more, the same ones in all its rows, and
its numbers are coarse (`kit.statistics.groups`). Its notebook shows each table and picture with one call, so
that an instructor can read how they are made, and change it.
"""

from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from kit.content import compiled, sentence_of
from kit.model import PlainError
from kit.statistics.agreement import ALL, agreement
from kit.statistics.change import growth, mean_interval, paired
from kit.statistics.charts import Chart, chart
from kit.statistics.class_folder import ClassFolder, open_class
from kit.statistics.groups import LEAST, coarse, same_people, some


class ReportFault(PlainError):
    """An error in the report's notebook. Only its name and text reach the process that runs the notebook."""


class Table(pd.DataFrame):
    """A DataFrame that Jupyter shows with its numbers in few digits, and with its people above it."""

    _metadata: ClassVar[list[str]] = ["caption"]

    def __init__(self, data: Any = None, caption: str = "") -> None:
        super().__init__(data)  # type: ignore[call-arg]  # pandas-stubs has __new__ alone
        self.caption = caption

    def _repr_html_(self) -> str:
        if self.empty:
            return ""
        shown = self.to_html(border=0, na_rep="–", float_format=lambda value: f"{value:g}".replace("-", "−"))
        return shown.replace("<thead>", f"<caption>{escape(self.caption)}</caption><thead>", 1)


class About:
    """Which class a page is about, as a notebook shows it."""

    def __init__(self, sentences: list[str], notice: str) -> None:
        self.sentences, self.notice = sentences, notice

    def _repr_html_(self) -> str:
        notice = f'<p class="notice">{escape(self.notice)}</p>' if self.notice else ""
        return notice + "".join(f"<p>{escape(one)}</p>" for one in self.sentences)


class SharedReport:
    """The tables and pictures of one class, for others' eyes; one that may not be shown is empty or None."""

    def __init__(self, folder: ClassFolder, name: str, made_up: bool, reason: str) -> None:
        self.folder = folder
        self.name, self.made_up, self.reason = name, made_up, reason
        content = compiled()
        self._words = content.words
        self._columns = content.words.group("report_columns")
        self._graded = {one.id: one for one in content.assignments if one.graded}
        self._criteria = {id: content.rubric.criteria_of(one.rubric) for id, one in self._graded.items()}
        self._dimensions = [one.id for one in content.framework.dimensions]
        self._names = {one.id: one.name for one in content.framework.dimensions}
        self._names |= {one.id: one.name for criteria in self._criteria.values() for one in criteria}

    def about(self) -> About:
        """Say which class it is, when this was made, and why again."""
        day = date.today()
        when = f"{day:%B} {day.day}, {day.year}"
        said = [self._words.fill("report.sentence_of", course=self.name, day=when) + "."]
        if self.reason:
            said.append(self._words.fill("report.again", reason=self.reason))
        if not (self._marked[1] or self._rated[1]):
            said.append(self._words["report.nothing_to_share"])
        return About(said, self._words["report.made_up_class"] if self.made_up else "")

    @cached_property
    def _marked(self) -> tuple[pd.Index, list[str]]:
        """The people who have every mark of each task that is shown, and these tasks."""
        marks = self.folder.marks[self.folder.marks["counts"]]
        given = marks.pivot_table(index="learner", columns="assignment", values="level", aggfunc="count")
        given = given.reindex(columns=list(self._criteria))
        people, tasks = same_people(given.eq(pd.Series({id: len(of) for id, of in self._criteria.items()})))
        return people, [one for one in self._criteria if one in tasks]

    def _levels(self, rubric: str) -> pd.DataFrame:
        """Return the marks of the tasks with a rubric that may be shown."""
        people, tasks = self._marked
        tasks = [one for one in tasks if self._graded[one].rubric == rubric]
        marks = self.folder.marks[self.folder.marks["counts"]]
        return marks[marks["learner"].isin(people) & marks["assignment"].isin(tasks)]

    def levels(self, rubric: str = "reflection") -> Table:
        """Show the mean level, 0 to 3, by criterion and task, of the tasks that are marked by a rubric."""
        marks = self._levels(rubric)
        table = marks.pivot_table(index="criterion", columns="assignment", values="level")
        tasks = [one for one in self._criteria if one in table]
        criteria = [one.id for one in self._criteria[tasks[0]]] if tasks else []
        return self._in_words(table.reindex(index=criteria, columns=tasks), len(self._marked[0]))

    def levels_chart(self, rubric: str = "reflection") -> Chart | None:
        """Draw each criterion's mean over these tasks, with its interval over people."""
        each = self._levels(rubric).pivot_table(index="learner", columns="criterion", values="level")
        if each.empty:
            return None
        rows = {one: mean_interval(each[one].to_numpy(float)) for one in self._names if one in each}
        table = pd.DataFrame.from_dict(rows, orient="index", columns=["level", "low", "high"])
        return self._drawn(table, len(each))

    @cached_property
    def _rated(self) -> tuple[pd.Index, list[str]]:
        """The people who answered every question on each occasion that is shown, and these occasions."""
        ratings = self.folder.self_ratings
        given = ratings.pivot_table(index="learner", columns="occasion", values="value", aggfunc="count")
        return same_people(given.eq(ratings["item"].nunique()), ["pre", "post"])

    def _growth(self, last: str) -> pd.DataFrame:
        people, occasions = self._rated
        mine = self.folder.self_ratings
        found = growth(mine[mine["learner"].isin(people if last in occasions else [])], last=last)
        return found.reindex([one for one in self._dimensions if one in found.index]).query("withheld == ''")

    def change(self, last: str = "post") -> Table:
        """Show the change in self-ratings from before the course to ``post`` or ``follow_up``.

        ``then`` is the second rating of the time before: how differently people see it now, which is no
        change.
        """
        columns = ["change", "low", "high", "g", *(["verdict"] if last != "then" else [])]
        return self._in_words(self._growth(last)[columns], len(self._rated[0]))

    def change_chart(self, last: str = "post") -> Chart | None:
        """Draw `change`."""
        found = self._growth(last)
        return None if found.empty else self._drawn(found, len(self._rated[0]))

    def stories(self) -> Table:
        """Show how the second story's levels differ from the first's, summed over the criteria."""
        given = self.folder.stories
        people, _ = same_people(given.notna(), ["pre", "post"])
        row = paired(*(given.loc[people, when].to_numpy(float) for when in ("pre", "post")))
        table = pd.DataFrame([row], index=[self._columns["stories"]])
        table = table[table["withheld"] == ""][["change", "low", "high", "g"]].astype(float)
        return self._in_words(table, len(people))

    def agreement(self) -> Table:
        """Show how far markers agree, if the texts of at least ten people were marked by two."""
        marks = self.folder.marks[self.folder.marks["rater"].notna()]
        twice = marks[marks.groupby(["learner", "assignment"])["rater"].transform("nunique") > 1]
        if twice["learner"].nunique() < LEAST:
            return Table()
        found = agreement(twice).loc[[ALL], ["exact", "within_one", "qwk"]].round(1)
        found = found.rename(index={ALL: self._columns["all_criteria"]}, columns=self._columns)
        return Table(found.rename_axis(None))

    def _in_words(self, table: pd.DataFrame, people: int) -> Table:
        """Return a table with coarse numbers, under the names that people read."""
        titles = {id: one.title for id, one in self._graded.items()}
        named = coarse(table, people).rename(index=self._names, columns=self._columns | titles)
        return Table(
            named.rename_axis(index=None, columns=None), f"{self._columns['people']}: {some(people)}"
        )

    def _drawn(self, table: pd.DataFrame, people: int) -> Chart:
        return chart(coarse(table, people).assign(n=some(people)).rename(index=self._names))


def open_report(
    course_root: Path | str, *, name: str = "", made_up: bool = False, reason: str = ""
) -> SharedReport:
    """Open a class for the report's notebook.

    Parameters
    ----------
    course_root
        The class folder.
    name
        What the class is called; otherwise the name in class.json, or the folder's.
    made_up
        Whether nobody in it is real; the report then says so.
    reason
        Why the report is made again, if it is.
    """
    try:
        folder = open_class(course_root)
        return SharedReport(folder, name or folder.name, made_up or folder.made_up, reason)
    except Exception as fault:
        raise ReportFault(sentence_of(fault)) from fault
