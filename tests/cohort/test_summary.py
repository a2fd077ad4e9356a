"""A cohort's summary beside an earlier one, or beside a class's report: no answer follows from the two."""

import csv
import shutil
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from kit.cohort import consenting, gather
from kit.cohort.engines import engine
from kit.cohort.making import make_cohort
from kit.cohort.released import LEDGER, released_groups
from kit.content import compiled
from kit.measures import long_table
from kit.measures.cohort import measure
from kit.measures.publish import publish
from kit.model import KitError

from .made import answer, course_folder, submission, ulid

RATED = [i.id for case in compiled().cases.values() for i in case.items.items if i.kind == "rating"]
EVERY = frozenset(range(5))


def year(n: int, *, value: int | None = None, consent: str = "yes") -> list:
    """Consent, and every self-rating before the course."""
    workspace = ulid()
    values = [
        value if value is not None else (n // (1 + place % 3) + place) % 4 for place in range(len(RATED))
    ]
    rated = [
        answer(item, one, workspace=workspace, occasion="pre", seq=place + 1)
        for place, (item, one) in enumerate(zip(RATED, values, strict=True))
    ]
    return [answer("consent.use", consent, workspace=workspace), *rated]


def hand_in(root: Path, people: range, **changes) -> Path:
    for n in people:
        submission(root, f"l{n:02}", "start", year(n, **changes))
    return root


def summary(*paths: Path) -> tuple[dict[str, dict[str, str]], str]:
    """The summary's rows by question, and what was said."""
    out = paths[0].parent / "cohort.parquet"
    done = make_cohort(paths, out, engine("process"), summary=out.with_suffix(".csv"))
    with out.with_suffix(".csv").open() as file:
        return {row["item"]: row for row in csv.DictReader(file)}, " ".join(done.notes)


def report(root: Path) -> dict[str, int]:
    """As many people as the class's own report says have rated each question."""
    rows = [r for one in consenting(gather([root])) for r in long_table(one.responses, one.id)]
    with released_groups(root) as ledger:
        shown = publish(measure(rows, compiled()), ledger, "2026-09-12")
    return {one.id: one.estimate.n for one in shown.summaries if one.kind == "item"}


def possible(first: dict[str, str], second: dict[str, str]) -> frozenset[int]:
    """Answers of one newcomer that fit both rows."""
    early, late = int(first["n"]), int(second["n"])
    if late != early + 1:
        return EVERY
    return frozenset(
        value
        for value in EVERY
        for total in range(4 * early + 1)
        if round(total / early, 1) == float(first["mean"])
        and round((total + value) / late, 1) == float(second["mean"])
    )


def test_a_newcomer_between_two_summaries_is_not_found(tmp_path):
    root = hand_in(tmp_path / "fall", range(12))
    first, _ = summary(root)
    hand_in(root, range(12, 13), value=4)
    second, said = summary(root)
    assert {row["n"] for row in first.values()} == {"12"}
    assert all(possible(first[item], second[item]) == EVERY for item in RATED)
    assert second == first
    assert "course fall is in the summary with its numbers as of" in said


def test_ten_newcomers_are_new_numbers_and_who_says_no_is_in_none(tmp_path):
    root = hand_in(tmp_path / "fall", range(12))
    summary(root)
    hand_in(root, range(12, 22))
    hand_in(root, range(22, 40), consent="no")
    shown, said = summary(root)
    assert ({row["n"] for row in shown.values()}, said) == ({"22"}, "")


@pytest.mark.parametrize("report_first", [True, False])
def test_a_newcomer_between_a_class_s_report_and_a_summary_is_not_found(tmp_path, report_first):
    root = hand_in(tmp_path / "fall", range(12))
    if report_first:
        report(root)
        hand_in(root, range(12, 13), value=4)
        shown, _ = summary(root)
        assert {row["n"] for row in shown.values()} == {"12"}
    else:
        summary(root)
        hand_in(root, range(12, 13), value=4)
        assert set(report(root).values()) == {12}


def test_every_course_root_keeps_a_ledger_and_guards_its_own_newcomer(tmp_path):
    fall, spring = hand_in(tmp_path / "fall", range(12)), hand_in(tmp_path / "spring", range(20, 35))
    first, said = summary(fall, spring)
    assert ({row["n"] for row in first.values()}, said) == ({"27"}, "")
    assert (fall / LEDGER).exists()
    assert (spring / LEDGER).exists()
    hand_in(fall, range(12, 13), value=4)
    assert summary(fall, spring)[0] == first
    hand_in(spring, range(35, 45))
    assert {row["n"] for row in summary(fall, spring)[0].values()} == {"37"}


def test_means_are_over_all_courses_to_one_decimal(tmp_path):
    fall = hand_in(tmp_path / "fall", range(12))
    spring = hand_in(tmp_path / "spring", range(20, 35))
    row = summary(fall, spring)[0][RATED[0]]
    values = [year(n)[1].value for n in (*range(12), *range(20, 35))]
    # Each course's own mean has one decimal, too.
    assert float(row["mean"]) == pytest.approx(sum(values) / len(values), abs=0.1)
    assert (row["missing"], row["not_answered"], row["withheld"]) == ("0", "0", "")


def test_small_courses_and_folders_without_a_course_root_give_no_group_numbers(tmp_path):
    hand_in(tmp_path / "small", range(9))
    for n in range(12):
        answers = year(n)
        course_folder(tmp_path / "loose" / f"{n}", answers, workspace=answers[0].workspace, learner=f"x{n}")
    shown, said = summary(tmp_path / "small", tmp_path / "loose")
    assert shown == {}
    assert "loose: there is no course root" in said
    assert "course small is not in the summary" in said


def test_gaps_of_a_few_are_withheld_and_where_all_said_the_same_there_is_no_mean(tmp_path):
    root = hand_in(tmp_path / "fall", range(30), value=2)
    for n in range(12):
        file = root / "submitted" / f"l{n:02}" / "start" / "responses.jsonl"
        lines = file.read_bytes().splitlines(keepends=True)
        file.write_bytes(b"".join(line for line in lines if n > 2 or RATED[0].encode() not in line))
    row = summary(root)[0][RATED[0]]
    assert (row["mean"], row["not_answered"]) == ("", "")
    assert "not_answered: fewer than 10 people" in row["withheld"]
    assert "mean: all answers were alike" in summary(root)[0][RATED[-1]]["withheld"]


def test_without_a_ledger_that_can_be_read_there_is_no_summary(tmp_path):
    root = hand_in(tmp_path / "fall", range(12))
    before, _ = summary(root)
    (root / LEDGER).write_text("{", "utf-8")
    shutil.copy(tmp_path / "cohort.csv", tmp_path / "kept.csv")
    with pytest.raises(KitError, match="put back a copy"):
        summary(root)
    assert (tmp_path / "cohort.csv").read_bytes() == (tmp_path / "kept.csv").read_bytes()
    assert before
