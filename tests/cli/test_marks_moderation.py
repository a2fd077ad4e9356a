"""Two markers differ; one level is settled, with a reason; the table goes to ``kit agree``."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

pytest.importorskip("sqlalchemy")

from typed import kit

from kit.model import Rating
from kit.ratings import open_ratings

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
    assert "Ben Okafor 2*" in kit("marks", "differ", root).stdout
    with open_ratings(root) as store:
        (change,) = store.changes()
    assert (change.by, change.reason) == ("Ana Ruiz", "The day is named.")


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
    assert "Ana Ruiz · Ben Okafor" in told.stdout
