"""Which mark counts, and from whom: after a second round, after a revision, and while nobody can tell."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
from datetime import UTC, datetime
from html import unescape

import pytest
from marking_page import mark
from nbgrader.api import Gradebook
from pypdfium2 import PdfDocument
from typed import kit

from kit.content import compiled
from kit.grading.counting import marks_that_count
from kit.grading.gradebook import from_gradebook, to_gradebook
from kit.grading.gradebook_opening import GradebookFault, refuse_locked
from kit.model import KitError
from kit.ratings import open_ratings
from kit.report import open_report
from kit.report.own_page import write_own_page
from kit.report.own_pdf import write_own_pdf
from kit.report.week import read_own

CRITERIA = tuple(criterion.id for criterion in compiled().rubric.criteria)
LEARNERS = [f"l{n:02d}" for n in range(12)]
AT = datetime(2026, 11, 25, tzinfo=UTC)
EQUITY = "equity.reflection"


def level(learner: int, criterion: int) -> int:
    return (learner + criterion) % 4


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """Twelve learners, five criteria each, marked in the gradebook."""
    root = tmp_path_factory.mktemp("marked") / "course"
    root.mkdir()
    with Gradebook(url(root)) as gb:
        gb.add_assignment("equity")
        gb.add_notebook("equity", "equity")
        gb.add_grade_cell("equity_answer", "equity", "equity", max_score=0, cell_type="markdown")
        for criterion in CRITERIA:
            gb.add_task_cell(f"equity_{criterion}", "equity", "equity", max_score=3, cell_type="markdown")
        for n, learner in enumerate(LEARNERS):
            gb.add_student(learner)
            gb.add_submission("equity", learner)
            for k, criterion in enumerate(CRITERIA):
                grade = gb.find_grade(f"equity_{criterion}", "equity", "equity", learner)
                grade.manual_score, grade.needs_manual_grade = float(level(n, k)), False
        gb.add_student("late_lee")
        gb.db.commit()
    return root


@pytest.fixture
def root(marked, tmp_path):
    return shutil.copytree(marked, tmp_path / "course")


def url(root):
    return f"sqlite:///{root / 'gradebook.db'}"


def key(rating):
    return rating.learner, rating.criterion


def counting(root):
    return {(m["learner"], m["criterion"]): (m["level"], m["rater"]) for m in marks_that_count(root).marks}


def second_round(root):
    """Ana's marks are taken; then Ben changes two of sixty on the same page, and his are taken."""
    with open_ratings(root) as store:
        from_gradebook(store, root, "equity", rater="Ana")
    mark(url(root), "equity", "l00", "event", 3)
    mark(url(root), "equity", "l01", "event", 3)


def test_every_level_of_a_second_marker_is_kept_and_what_counts_stays(root, tmp_path):
    second_round(root)
    before = {key: found for key, found in counting(root).items() if key[0] not in ("l00", "l01")}
    said = kit("marks", "from-gradebook", root, "equity", "--rater", "Ben")
    assert said.returncode == 0, said.stderr
    assert "60 levels kept as Ben's" in said.stdout
    assert "2 of them differ from the ones that count, which still count" in said.stderr
    assert "--counts" in said.stderr
    with open_ratings(root) as store:
        assert len(store.ratings(rater="Ben")) == 60
        assert {r.rater for r in store.ratings(primary=True)} == {"Ana"}
    now = counting(root)
    assert len(now) == 60
    assert {who for _, who in now.values()} == {"Ana"}
    assert now["l00", "event"] == (0, "Ana")
    assert before.items() <= now.items()
    kit("marks", "table", root, "--out", tmp_path / "marks.csv")
    told = kit("agree", tmp_path / "marks.csv").stdout
    assert ".97" in told
    assert " 60 " in told


def test_what_counts_changes_with_counts_and_the_change_is_kept(root):
    second_round(root)
    said = kit("marks", "from-gradebook", root, "equity", "--rater", "Ben", "--counts")
    assert said.returncode == 0, said.stderr
    assert counting(root)["l00", "event"] == (3, "Ben")
    assert counting(root)["l05", "event"] == (level(5, 0), "Ana")
    with open_ratings(root) as store:
        assert len(store.changes()) == 2
        assert from_gradebook(store, root, "equity", rater="Ben", counts=True).written == 0


def test_levels_that_do_not_count_can_be_let_count_afterwards_or_put_back(root):
    second_round(root)
    kit("marks", "from-gradebook", root, "equity", "--rater", "Ben")
    with open_ratings(root) as store:
        assert from_gradebook(store, root, "equity", rater="Ben").written == 0
        assert len(marks_that_count(root).unsettled) == 2
        assert to_gradebook(store, root, "equity").written == 2
    assert marks_that_count(root).unsettled == ()
    assert counting(root)["l00", "event"] == (0, "Ana")


def test_a_level_that_the_kit_wrote_is_not_kept_as_a_new_level_of_somebody_s(root):
    second_round(root)
    kit("marks", "from-gradebook", root, "equity", "--rater", "Ben")
    assert kit("marks", "to-gradebook", root, "equity").returncode == 0
    said = kit("marks", "from-gradebook", root, "equity", "--rater", "Ben")
    assert said.stdout == "equity: 0 levels kept as Ben's; 60 were here already.\n"
    with open_ratings(root) as store:
        assert [r.level for r in store.ratings(rater="Ben") if key(r) == ("l00", "event")] == [3]
    # What he changes there after that is his again.
    mark(url(root), "equity", "l00", "event", 1)
    said = kit("marks", "from-gradebook", root, "equity", "--rater", "Ben")
    assert "equity: 1 level kept as Ben's; 59 were here already." in said.stdout
    assert "1 of them differs from the one that counts, which still counts." in said.stderr


def test_a_level_that_nobody_claimed_can_still_be_claimed(root):
    with open_ratings(root) as store:
        from_gradebook(store, root, "equity", rater="Ana")
        mark(url(root), "equity", "l00", "event", 2)
        from_gradebook(store, root, "equity")
        assert from_gradebook(store, root, "equity", rater="Ana").written == 1
        assert [r.level for r in store.ratings(rater="Ana") if key(r) == ("l00", "event")] == [0, 2]


def test_the_report_s_command_settles_marks_on_the_same_ratings(root, tmp_path, monkeypatch):
    second_round(root)
    kit("marks", "from-gradebook", root, "equity", "--rater", "Ben")
    elsewhere = shutil.move(root / "ratings.db", tmp_path / "our ratings.db")
    (root / "submitted" / "l00" / "equity").mkdir(parents=True)
    page = write_own_page(read_own(root, elsewhere), tmp_path / "own.html").read_text("utf-8")
    assert "Marks that are different in the gradebook: 2." in page
    (command,) = re.findall(r"<code>(.*?)</code>", page)
    for one in marks_that_count(root, elsewhere).unsettled:
        assert f"equity --ratings '{elsewhere}'" in one.sentence
    # The version to share is silent on that: the one whose mark differs may have said no.
    assert "gradebook" in (shared := open_report(root, ratings=elsewhere).record.marks_from)
    assert not {"missing", "different", "to-gradebook"} & set(shared.split())
    pdf = PdfDocument(write_own_pdf(read_own(root, elsewhere), tmp_path / "own.pdf"))
    printed = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert unescape(command) in printed.splitlines()
    monkeypatch.chdir(tmp_path / "course")
    said = kit(*shlex.split(unescape(command))[1:])
    assert said.returncode == 0, said.stderr
    assert marks_that_count(root, elsewhere).unsettled == ()


@pytest.mark.parametrize("rater", ["Ana", None])
def test_keeping_a_correction_of_one_s_own_does_not_take_it_back(root, rater):
    with open_ratings(root) as store:
        from_gradebook(store, root, "equity", rater="Ana")
        mark(url(root), "equity", "l00", "event", 2)
        before = counting(root)["l00", "event"][0]
        from_gradebook(store, root, "equity", rater=rater)
    assert before == 2
    assert counting(root)["l00", "event"][0] == 2
    assert marks_that_count(root).unsettled == ()


def test_letting_them_count_needs_no_new_round(root):
    second_round(root)
    kit("marks", "from-gradebook", root, "equity", "--rater", "Ben")
    kit("marks", "from-gradebook", root, "equity", "--rater", "Ben", "--counts")
    assert counting(root)["l00", "event"] == (3, "Ben")
    with open_ratings(root) as store:
        assert len(store.ratings(rater="Ben")) == 60


def test_a_mark_set_right_in_the_gradebook_counts_at_once(root):
    with open_ratings(root) as store:
        from_gradebook(store, root, "equity", rater="Ana")
    mark(url(root), "equity", "l00", "event", 2)
    assert counting(root)["l00", "event"] == (2, None)


def test_a_settled_level_counts_before_it_is_written_to_the_gradebook(root):
    second_round(root)
    kit("marks", "from-gradebook", root, "equity", "--rater", "Ben")
    done = kit(
        "marks", "settle", root, "l00", EQUITY, "event",
        "--rater", "Ben", "--by", "Ana", "--reason", "Agreed.",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert counting(root)["l00", "event"] == (3, "Ben")


def test_a_criterion_that_waits_after_a_new_text_has_no_mark(root):
    with Gradebook(url(root)) as gb:
        gb.find_grade("equity_event", "equity", "equity", "l00").needs_manual_grade = True
        gb.find_grade("equity_action", "equity", "equity", "l00").manual_score = 2.5
        gb.db.commit()
    assert {key for key in counting(root) if key[0] == "l00"} == {
        ("l00", c) for c in ("assumption", "perspective", "strategy")
    }


def test_who_handed_in_nothing_has_no_mark_and_no_zero(root):
    assert "late_lee" not in {learner for learner, _ in counting(root)}
    assert "late_lee" in marks_that_count(root).gradebook.learners


def test_stories_count_by_the_ratings_alone_and_a_course_without_gradebook_too(tmp_path):
    about = {"learner": "amy", "criterion": "event", "at": AT}
    with open_ratings(tmp_path) as store:
        store.record({**about, "rater": "ana", "item": "vignette.a", "level": 2})
        store.record({**about, "rater": "ben", "item": "vignette.a", "level": 3})
        store.record({**about, "rater": "ben", "item": EQUITY, "level": 1})
    found = marks_that_count(tmp_path)
    assert [(m["item"], m["level"], m["rater"], m["at"]) for m in found.marks] == [
        ("vignette.a", 2, "ana", AT),
        (EQUITY, 1, "ben", AT),
    ]
    assert len(found.ratings) == 3


@pytest.fixture
def locked(root):
    with open_ratings(root) as store:
        from_gradebook(store, root, "equity", rater="Ana")
    other = sqlite3.connect(root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield root
    other.close()


@pytest.mark.parametrize(
    "words",
    [("marks", "from-gradebook", "{root}", "equity"), ("marks", "to-gradebook", "{root}", "equity")],
)
def test_a_gradebook_that_another_program_holds_is_one_sentence(locked, words):
    said = kit(*(word.format(root=locked) for word in words))
    assert said.returncode == 2
    assert "gradebook.db is in use by another program; close the other program" in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1


def test_a_report_of_a_locked_gradebook_gives_no_advice_that_loses_data(locked):
    with pytest.raises(KitError, match="close the other program") as fault:
        marks_that_count(locked)
    assert "upgrade" not in str(fault.value)
    assert "copy" not in str(fault.value)


def test_a_gradebook_is_looked_at_before_nbgrader_opens_it(locked):
    with pytest.raises(GradebookFault, match="close the other program"):
        refuse_locked(locked / "gradebook.db")
