"""The version to share never tells whether anybody of a class agreed, as long as fewer than ten did."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook
from report_course import AT, submitted

from kit.content import compiled
from kit.model import Rating
from kit.ratings import open_ratings
from kit.report import open_report
from kit.report.blocks import as_json

SECTIONS = ("about", "first_page", "criteria", "missing", "change", "next_week", "sure")
LEARNERS = [f"learner_{n:02}" for n in range(11)]
MARKED = ("respect.reflection", "vignette.a", "vignette.b")


def a_class(root, agreed: int, *, skips: int = 0, when=("pre", "post", "then"), torn: bool = True):
    """Eleven learners who rated and are marked by two people; the others than ``agreed`` said no.

    The first ``skips`` of them skipped a question. The ninth journal ends in a torn line about consent.
    """
    content = compiled()
    rated = [item.id for item in content.cases["ms_perez"].items.items if item.kind == "rating"]
    for n, who in enumerate(LEARNERS):
        consent = ("consent.use", "yes" if n < agreed else "no", "during")
        ratings = [(item, (n + k) % 4, one) for k, item in enumerate(rated[n < skips :]) for one in when]
        submitted(root, who, "start", [consent, *ratings])
        submitted(root, who, "respect", [("respect.reflection", "A made-up text.", "during")])
    with (root / "submitted" / LEARNERS[8] / "respect" / "responses.jsonl").open("a") as journal:
        if torn:
            journal.write('{"schema":1,"id":"x","item":"consent.use","value":"no"')
    given = [
        {"rater": rater, "learner": who, "item": item, "at": AT, "criterion": one.id, "level": (n + k) % 4}
        for n, who in enumerate(LEARNERS)
        for item in MARKED
        for k, one in enumerate(content.rubric.criteria)
        for rater in ("ana", "ben")
    ]
    with open_ratings(root, create=True) as store:
        store.record(Rating(**one) for one in given)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for who in LEARNERS:
            gradebook.add_student(who)
    return root


def everything(root):
    """All that the report shows and writes."""
    report = open_report(root, name="A class")
    shown = [as_json(getattr(report, name)().blocks) for name in SECTIONS]
    files = {path.name: path.read_bytes() for path in report.save(root.with_name(f"{root.name}_out"))}
    return report, shown, files


@pytest.fixture(scope="module")
def nobody(tmp_path_factory):
    return everything(a_class(tmp_path_factory.mktemp("nobody") / "course", 0))


@pytest.mark.parametrize("agreed", [1, 9])
def test_a_few_who_agreed_are_not_told_from_nobody(nobody, tmp_path, agreed):
    _, *few = everything(a_class(tmp_path / "course", agreed))
    assert few == [*nobody[1:]]


def test_what_is_left_out_says_too_few_and_not_that_nobody_rated_or_was_marked(nobody):
    report, *_ = nobody
    said = str(report.first_page().blocks)
    assert "(fewer than 10 people)" in said
    assert all(part in said for part in ("marks by criterion", "self-ratings", "the two stories"))
    assert "no marks yet" not in said, "respect is marked, though the other weeks are not"
    told = str(report.sure().blocks)
    assert "Numbers on marks count only learners who agreed" in told
    assert "Nobody has rated" not in str(report.missing().blocks)


def test_a_first_report_shows_nothing_as_in_an_earlier_one(tmp_path):
    report = open_report(a_class(tmp_path / "course", 10, skips=1, when=("pre",), torn=False))
    said = str([report.sure().blocks, report.change().blocks, report.first_page().blocks])
    assert "Shown as in the report of" not in said
    assert report.record.cohort.earlier == {}
