"""One window marks: what windows and processes of one class say to each other, and what the disk holds."""

from __future__ import annotations

import itertools
import shutil
from contextlib import ExitStack, contextmanager

import pytest
from desk_course import served
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marking_page import mark
from typed import kit_process
from ulid import ULID

from kit.classroom.settings import Settings, start_settings
from kit.desk import Desk, Sitting
from kit.desk.asked import OTHER_WINDOW, WINDOW
from kit.grading.gradebook import Gradebook
from kit.ratings import open_ratings
from kit.ratings.comments import Comments
from kit.ratings.tables import latest
from lab.bench.desk import running_desk

TEXTS, CRITERIA = range(3), ("event", "assumption", "perspective", "strategy", "action")


# -- two processes ---------------------------------------------------------------------------------------


def test_a_second_desk_of_a_class_leads_to_the_first_and_a_killed_one_bars_nobody(course):
    link = course.with_name("another name")
    link.symlink_to(course)
    with running_desk(course, "--rater", "ana") as first:
        for assignment in ("equity", "respect"):
            again = kit_process("mark", link, assignment, "--rater", "ana", "--no-browser")
            assert (again.returncode, f":{first.port}/#{first.token} " in again.stdout) == (0, True)
        # Nobody marks at somebody else's desk by mistake.
        for more in (("--rater", "ben"), ("--rater", "ana", "--blind")):
            other = kit_process("mark", course, "equity", "--no-browser", *more)
            assert (other.returncode, "equity" in other.stderr, first.token in other.stderr) == (
                2,
                True,
                False,
            )
        first.process.kill()
        first.process.wait(20)
        with running_desk(course, "--rater", "ana", "--blind") as second:
            assert second.ask("desk")["blind"]


def test_two_who_share_the_marking_are_two_markers_and_both_give_marks(course):
    start_settings(course, Settings(first_marker=("ana", "ben")))
    for who, level in (("ana", 1), ("ben", 2)):
        with open_ratings(course) as store:
            desk = Desk(Sitting(course, "equity", rater=who), store)
            code = desk.code_of[{"ana": "amy", "ben": "bo"}[who]]
            desk.give(code, "event", level, desk.shown(code).text.revision)
            desk.close()
    marks = {
        cell.learner: cell.level for cell in Gradebook(course, "equity").cells() if cell.level is not None
    }
    assert marks == {"amy": 1, "bo": 2}


# -- two windows -----------------------------------------------------------------------------------------


def test_the_window_that_was_opened_last_marks_and_an_older_one_is_told_so(server, desk):
    def ask(window, path, body=None):
        return server.ask(f"api/{path}", body, headers={WINDOW: window})

    assert ask("one", "here").json == {"code": OTHER_WINDOW}
    text = ask("one", "desk").json["texts"][0]["code"]
    revision = ask("one", f"text/{text}").json["revision"]
    level = {"code": text, "criterion": "event", "level": 2, "revision": revision}
    assert ask("two", "desk").status == 200
    for path, body in (("here", None), ("level", level), ("undo", {}), (f"text/{text}", None)):
        refused = ask("one", path, body)
        assert (refused.status, refused.json) == (409, {"code": OTHER_WINDOW}), path
    assert desk.marks.ratings.ratings() == []
    assert ask("two", "level", level).json["criteria"]["event"]["own"] == 2
    # Whoever presses *Use it here* sees what the other one gave.
    assert ask("one", "desk").status == 200
    assert ask("one", f"text/{text}").json["criteria"]["event"]["own"] == 2
    assert ask("two", "undo", {}).json == {"code": OTHER_WINDOW}


class Window:
    """A page of the desk: what it shows as saved. It shows nothing once it is told that another one marks."""

    ids = itertools.count()

    def __init__(self):
        self.id, self.server = f"window {next(self.ids)}", None
        self.shows, self.comments, self.unseen = {}, {}, set()

    def ask(self, path, body=None):
        """Return the answer's JSON, or ``None`` if this isn't the window that marks."""
        answer = self.server.ask(f"api/{path}", body, headers={WINDOW: self.id})
        if answer.json == {"code": OTHER_WINDOW}:
            assert answer.status == 409
            self.forgets()
            return None
        assert answer.status == 200 or "sentence" in answer.json
        return answer.json

    def forgets(self):
        for kept in (self.shows, self.comments, self.unseen):
            kept.clear()

    def opens(self, server):
        self.server = server
        self.forgets()
        assert self.ask("desk")

    def reads(self, code):
        self.sees(self.ask(f"text/{code}"))
        self.hears(self.ask(f"comments/{code}"))

    def sees(self, text):
        if text is None:
            return
        self.unseen -= {(text["code"], criterion) for criterion in CRITERIA}
        for criterion, one in text["criteria"].items():
            mark = one["counts"]["level"] if one["counts"] else None
            self.shows[text["code"], criterion] = one["own"], mark

    def hears(self, told):
        if told is not None:
            self.comments[told["code"]] = {one["id"]: one["text"] for one in told["comments"]}


class Marking:
    """A class with a desk and three windows, and what lies on its disk."""

    def __init__(self, course):
        self.course = course
        self.windows = [Window() for _ in range(3)]
        self.stack = ExitStack()
        self.starts()

    def starts(self):
        store = self.stack.enter_context(open_ratings(self.course))
        self.desk = Desk(Sitting(self.course, "equity", rater="ana"), store)
        self.server = self.stack.enter_context(served(self.desk))
        self.codes = sorted(self.desk.codes)
        for one in self.windows:
            one.opens(self.server)

    def disk(self):
        levels, comments = {}, {code: {} for code in self.codes}
        with open_ratings(self.course) as store:
            for one in latest(store.ratings(self.desk.item, rater="ana")):
                levels[self.desk.code_of[one.learner], one.criterion] = one.level
            for one in Comments(store.database).standing("equity", rater="ana"):
                comments[self.desk.code_of[one.learner]][one.id] = one.text
        book = Gradebook(self.course, "equity")
        marks = {(self.desk.code_of[cell.learner], cell.criterion): cell.level for cell in book.cells()}
        book.close()
        return {key: (levels.get(key), level) for key, level in marks.items()}, comments

    def does(self, step, window, text, criterion, level):
        one, code, criterion = self.windows[window], self.codes[text], CRITERIA[criterion]
        before = self.disk()
        if step == "kill":
            self.stack.pop_all()  # Nothing of it is closed, as nothing of a killed one is.
            self.starts()
        elif step == "formgrader":
            mark(
                f"sqlite:///{self.course / 'gradebook.db'}", "equity", self.desk.codes[code], criterion, level
            )
            for each in self.windows:
                each.unseen.add((code, criterion))
        elif step == "use here":
            one.opens(self.server)
        elif step == "read":
            one.reads(code)
        elif step == "undo":
            undone = one.ask("undo", {})
            if undone and "text" in undone:
                one.reads(undone["text"]["code"])
        else:
            self.writes(step, one, code, criterion, level, before)

    def writes(self, step, one, code, criterion, level, before):
        if (code, criterion) not in one.shows:
            one.reads(code)
        shown = one.shows.get((code, criterion))
        unseen = (code, criterion) in one.unseen
        revision = self.desk.text(code).revision
        if step == "level":
            body = {"code": code, "criterion": criterion, "level": level, "revision": revision}
            told = one.ask("level", body)
            if told is not None and "criteria" in told:
                one.sees(told)
                assert told["criteria"][criterion]["own"] == level
            else:
                # Refused: another window marks, or the mark was changed where this one hasn't seen it.
                assert self.disk() == before
                assert told is None or unseen or shown is None
        elif step == "comment":
            body = {"id": str(ULID()), "code": code, "revision": revision, "kind": "criterion"}
            told = one.ask("comment", body | {"criterion": criterion, "text": f"comment {level}"})
            one.hears(told)
            assert told or self.disk() == before
        elif step == "withdraw" and one.comments.get(code):
            id = min(one.comments[code])
            told = one.ask("comment/withdraw", {"code": code, "id": id})
            one.hears(told)
            assert told or self.disk() == before

    def check(self):
        """A window that still may mark shows what lies on the disk; any other one is told."""
        current = [one for one in self.windows if one.ask("here") is not None]
        shown, comments = self.disk()
        for one in current:
            for key, now in one.shows.items():
                assert key in one.unseen or shown[key] == now, key
            for code, its in one.comments.items():
                assert comments[code] == its


STEPS = ("level", "level", "level", "comment", "withdraw", "undo", "read", "use here", "formgrader", "kill")
DONE = st.lists(
    st.tuples(
        st.sampled_from(STEPS),
        st.integers(0, 2),
        st.sampled_from(TEXTS),
        st.integers(0, 4),
        st.integers(0, 3),
    ),
    min_size=4,
    max_size=24,
)


@contextmanager
def marking(graded, folder):
    shutil.copytree(graded, folder)
    one = Marking(folder)
    try:
        yield one
    finally:
        one.stack.close()
        shutil.rmtree(folder)


def interleaved(examples, graded, tmp_path):
    number = itertools.count()

    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(done=DONE)
    def whatever_is_done(done):
        with marking(graded, tmp_path / f"course {next(number)}") as one:
            for step in done:
                one.does(*step)
                one.check()

    whatever_is_done()


def test_what_a_window_calls_saved_is_changed_by_no_other_without_being_shown(graded, tmp_path):
    interleaved(8, graded, tmp_path)


@pytest.mark.slow
@pytest.mark.attack
def test_200_interleavings_of_windows_and_processes(graded, tmp_path):
    interleaved(200, graded, tmp_path)
