"""Two markers differ; one level is settled, with a reason; the table goes to ``kit agree``."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

pytest.importorskip("sqlalchemy")

from decided import decided
from typed import kit

from kit.model import Rating
from kit.ratings import open_ratings
from kit.ratings.tables import counting

AT = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def root(tmp_path):
    with open_ratings(tmp_path) as store:
        store.record(
            Rating(
                rater=rater,
                learner=f"l{n}",
                item="equity.reflection",
                criterion=criterion,
                level=level,
                at=AT,
            )
            for rater, shift in (("Ana Ruiz", 0), ("Ben Okafor", 1))
            for n in range(12)
            for criterion, level in (("event", min(3, n % 4 + shift * (n == 4) * 2)), ("action", (n + 1) % 4))
        )
    return tmp_path


def test_what_differs_is_listed_and_settled(root):
    told = kit("marks", "differ", root)
    assert told.stdout.splitlines() == [
        "l4  equity.reflection  event: Ana Ruiz 0*, Ben Okafor 2",
        "1 differ.",
    ]
    done = kit(
        "marks", "settle", root, "l4", "equity.reflection", "event",
        "--rater", "Ben Okafor", "--by", "Ana Ruiz", "--reason", "The day is named.",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["l4  equity.reflection  event: Ben Okafor's 2 counts."]
    assert kit("marks", "differ", root).stdout == "No two markers differ, or everything is settled.\n"
    with open_ratings(root) as store:
        assert decided(store) == [("Ana Ruiz", "The day is named.")]
        assert counting(store.ratings())["l4", "equity.reflection", "event"].level == 2


def test_a_decision_without_a_reason_or_by_nobody_is_refused(root):
    for by, why in (("Ana Ruiz", " "), ("a\x1bb", "The day is named.")):
        done = kit(
            "marks", "settle", root, "l4", "equity.reflection", "event",
            "--rater", "Ben Okafor", "--by", by, "--reason", why,
        )  # fmt: skip
        assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "1 differ." in kit("marks", "differ", root).stdout


def test_a_marker_who_gave_none_is_one_sentence(root):
    done = kit(
        "marks", "settle", root, "l4", "equity.reflection", "event",
        "--rater", "Cy", "--by", "Ana Ruiz", "--reason", "x",
    )  # fmt: skip
    assert done.returncode == 2
    assert "Cy has no rating" in done.stderr


def test_the_table_is_what_agree_reads(root, tmp_path):
    assert kit("marks", "table", root, "--out", tmp_path / "marks.csv").returncode == 0
    told = kit("agree", tmp_path / "marks.csv", "--by", "criterion")
    assert told.returncode == 0, told.stderr
    assert "Ana Ruiz, Ben Okafor" in told.stdout


def settle_for(root, rater):
    return kit(
        "marks", "settle", root, "l4", "equity.reflection", "event",
        "--rater", rater, "--by", "Ana Ruiz", "--reason", "Read together.",
    )  # fmt: skip


def test_settling_on_the_level_that_counts_already_settles_it_too_until_somebody_marks_again(root):
    assert settle_for(root, "Ana Ruiz").returncode == 0
    assert "settled" in kit("marks", "differ", root).stdout
    with open_ratings(root) as store:
        about = {"learner": "l4", "item": "equity.reflection", "criterion": "event"}
        store.record([Rating(rater="Ben Okafor", level=3, at=datetime.now(UTC), **about)])
    assert "Ben Okafor 3" in kit("marks", "differ", root).stdout


def test_differences_are_filtered(root):
    for words in (("--item", "vignette.a"), ("--criterion", "action"), ("--learner", "l5")):
        assert "No two markers differ" in kit("marks", "differ", root, *words).stdout
    assert "1 differ." in kit("marks", "differ", root, "--learner", "l4", "--criterion", "event").stdout


@pytest.mark.parametrize("words", [("differ",), ("table", "--out", "marks.csv")])
def test_a_wrong_folder_is_one_sentence_and_stays_empty(tmp_path, words):
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    done = kit("marks", words[0], wrong, *words[1:], cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(wrong.iterdir()) == []


@pytest.mark.parametrize("named", ["assignments", "."])
def test_a_command_works_inside_the_folder_that_it_names(root, named):
    inside = root / "assignments"
    inside.mkdir()
    (root / "ratings.db").rename(inside / "ratings.db")
    (inside / "nbgrader_config.py").write_text("")
    assert "1 differ." in kit("marks", "differ", named, cwd=inside).stdout
    assert (
        "there is no folder assignments"
        in kit("marks", "differ", "assignments", cwd=inside.parent.parent).stderr
    )


def test_names_that_a_spreadsheet_would_run_are_texts_in_the_table(tmp_path):
    with open_ratings(tmp_path) as store:
        about = {"item": "equity.reflection", "criterion": "event", "level": 2, "at": AT}
        store.record([Rating(rater="=cmd", learner="@amy", **about)])
    kit("marks", "table", tmp_path, "--out", tmp_path / "marks.csv")
    assert (tmp_path / "marks.csv").read_text().splitlines()[1] == "'@amy/equity.reflection,'=cmd,event,2"
