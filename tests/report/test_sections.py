"""What the report says of a class, and what it keeps to itself."""

from __future__ import annotations

import csv
import re
import shutil
import stat
from dataclasses import replace

import numpy as np
import pytest

from kit.content import compiled
from kit.content.course_files import course_files as checkout
from kit.measures.gaps import mixed_change
from kit.measures.results import Estimate
from kit.measures.verdict import MIXED, PAIRED
from kit.model import KitError, NotFound
from kit.report import Report, open_report
from kit.report.blocks import Bullets, Heading, Paragraph, Picture, Table, as_json, from_json
from kit.report.charts.numbers import difference, interval
from kit.report.cohort_report import ReportFault
from kit.report.week import read_own
from kit.report.week_words import done_rows

SECTIONS = ("about", "first_page", "criteria", "missing", "change", "next_week", "sure")


@pytest.fixture(scope="module")
def report(course):
    return open_report(course)


def words(shown):
    said = []
    for block in shown.blocks:
        match block:
            case Paragraph(text) | Heading(_, text):
                said.append(text)
            case Bullets(items):
                said += items
            case Table(caption, columns, rows):
                said += [caption, *columns, *(cell for row in rows for cell in row)]
            case Picture():
                said += [block.alt, *(c for t in block.tables for row in (t.columns, *t.rows) for c in row)]
    return "\n".join(said)


def everything(report):
    return "\n".join(words(getattr(report, name)()) for name in SECTIONS)


def test_who_has_done_what_counts_the_class_list(course):
    own = read_own(course)
    assert len(own.states.learners) == 14
    rows = {row[0]: row[1:] for row in done_rows(own)}
    assert rows["Start here"] == ("13 of 14", "doesn't get marks")
    assert rows["The IEP meeting"] == ("12 of 14", "0 of 12")
    assert rows["Respect"] == ("0 of 14", "")


def test_names_stand_in_the_instructors_list_alone(course, report, tmp_path):
    said = everything(report)
    for name in ("learner_03", "vera_no", "late_lee"):
        assert name not in said
    path = report.save_names(tmp_path)
    assert path == tmp_path / "who.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "name", "email", "login", "assignment", "what", "sentence"]
    assert ["'=María O'Brien", "The IEP meeting", "missing"] in [[row[1], *row[4:6]] for row in rows]
    assert "late_lee" in {row[0] for row in rows}
    report.save(tmp_path / "out")
    for file in (tmp_path / "out").rglob("*.*"):
        assert b"learner_03" not in file.read_bytes()


def test_someone_without_consent_is_in_no_number(report, make_class):
    # In the report that all tests share, whoever did not agree has the lowest number everywhere.
    high = open_report(make_class(12, extreme=3))
    for name in SECTIONS:
        assert words(getattr(report, name)()) == words(getattr(high, name)()), name


def test_the_lowest_criteria_are_for_next_week(report):
    headings = [b.text for b in report.next_week().blocks if isinstance(b, Heading)]
    assert headings == ["Perspective", "Assumption"]
    said = words(report.next_week())
    rubric = {one.id: one for one in compiled().rubric.criteria}["perspective"]
    assert rubric.levels[0].anchor in said
    assert rubric.levels[1].anchor in said
    assert "“Equity in 30 minutes”" in said


def test_the_pages_that_are_named_stand_in_the_guide():
    guide = "\n".join(
        page.read_text("utf-8") for page in (checkout() / "notebooks" / "instructor" / "guide").glob("*.md")
    )
    for dimension in compiled().framework.dimensions:
        assert f"\n## {dimension.name} in 30 minutes\n" in guide
    for page in ("Calibrate", "Role cards"):
        assert f"# {page}\n" in guide


def test_the_first_page_repeats_what_the_sections_show(report):
    said = words(report.first_page())
    shown = [cell.estimate for cell in report.record.cohort.criteria.cells]
    levels = {interval(one) for one in shown if isinstance(one, Estimate)}
    assert levels
    assert all(f"{one}, Equity" in said for one in levels)
    assert "Two things to teach next" in said
    for heading in (b.text for b in report.next_week().blocks if isinstance(b, Heading)):
        assert f"{heading}. Ask of each text: " in said
    change = next(one for one in report.record.cohort.changes if one.kind == "dimension")
    assert difference(change.difference) in said
    assert "Left out completely: the two stories (no marks yet)" in said


def test_the_first_page_says_why_a_change_whose_interval_leaves_zero_out_is_not_distinguishable(report):
    cohort = report.record.cohort
    change = next(one for one in cohort.changes if one.kind == "dimension")
    for low, p, basis in ((0.1, 0.2, PAIRED), (0.1, 0.01, PAIRED), (0.1, 0.2, MIXED), (-0.1, 0.2, PAIRED)):
        difference = replace(change.difference, low=low, high=0.9)
        apart = replace(change, distinguishable=False, difference=difference, p=p, basis=basis)
        record = replace(report.record, cohort=replace(cohort, changes=(apart,)))
        said = words(Report(record).first_page())
        assert "not distinguishable" in said
        by_holm = (low, p, basis) == (0.1, 0.2, PAIRED)
        assert ("not distinguishable, because all dimensions are judged together (Holm's" in said) == by_holm
        assert ("a verdict needs more than an interval without zero" in said) == (low > 0 and not by_holm)


def test_a_first_page_without_a_number_says_so_and_why_in_one_sentence(make_class):
    few = open_report(make_class(5))
    assert re.fullmatch(
        r"Nothing about this class may be shown here yet: .*marks by criterion.* \(fewer than 10 people\)"
        r".*\.",
        words(few.first_page()),
    )
    assert words(few.criteria()) == words(few.change()) == ""


def test_self_ratings_of_one_occasion_stand_on_the_first_page(report):
    record = report.record
    cohort = replace(record.cohort, changes=(), criteria=replace(record.cohort.criteria, cells=()))
    said = words(Report(replace(record, cohort=cohort)).first_page())
    assert "Self-ratings, after, from 0 to 4" in said
    assert "Nothing" not in said


def test_change_comes_with_its_uncertainty(report):
    said = words(report.change())
    assert "Self-ratings" in said
    assert "Equity, before → after: " in said
    assert "n = 11" in said


def test_why_the_model_was_not_run_is_said_once_with_the_dimensions(report):
    labels = ("Equity", "Respect", "Advocacy")
    few, enough = np.ones((12, 2)), np.random.default_rng(1).normal(2, 1, (30, 2))
    mixed = tuple(
        mixed_change(label.lower(), label, enough if label == "Equity" else few, ("pre", "post"))
        for label in labels
    )
    cohort = replace(report.record.cohort, mixed=mixed)
    said = words(Report(replace(report.record, cohort=cohort)).change())
    assert said.count("mixed model was not run") == 1
    assert "Respect and Advocacy: the mixed model was not run; it needs at least 20 people, and" in said


def test_each_task_without_an_average_is_named_the_plan_too(report):
    said = words(report.missing())
    without = said.partition("No average of marks can be shown yet for ")[2].partition(".")[0]
    assert "Respect" in without
    assert without.endswith("The IEP meeting")
    assert "Equity" not in without


def test_how_sure_we_are(report):
    said = words(report.sure())
    assert "2 people marked the same texts (all criteria" in said
    assert "the same level in 100%" in said
    assert "weighted kappa 1.00" in said
    assert "What this cannot show" in said
    assert "fewer than 10 people" in said


def test_a_small_class_gets_no_number_on_words_or_ratings(make_class):
    report = open_report(make_class(7))
    assert not [
        block for name in SECTIONS for block in getattr(report, name)().blocks if isinstance(block, Picture)
    ]
    for name in ("criteria", "change", "next_week"):
        assert getattr(report, name)().blocks == (), "no section says of nothing but what is withheld"
    assert "Left out completely (fewer than 10 people): marks by criterion and self-ratings" in words(
        report.sure()
    )


def test_without_a_gradebook_hand_ins_alone_are_known(make_class):
    assert len(read_own(make_class(12, gradebook=False)).states.learners) == 13


def test_made_up_is_said_in_every_section(report):
    made_up = Report(replace(report.record, made_up=True))
    for name in SECTIONS:
        shown = getattr(made_up, name)().blocks
        assert not shown or shown[0] == Paragraph("Made-up learners", "notice")
    assert "Made-up" not in everything(report)


def test_the_sample_class_is_known_by_its_names(course, tmp_path):
    for learner in ("made-up-elm", "made-up-oak"):
        shutil.copytree(course / "submitted" / "learner_00", tmp_path / "submitted" / learner)
    assert open_report(tmp_path).record.made_up
    shutil.copytree(course / "submitted" / "learner_01", tmp_path / "submitted" / "learner_01")
    assert not open_report(tmp_path).record.made_up


def test_a_broken_journal_is_told_without_a_name(make_class):
    course = make_class(12)
    (course / "submitted" / "learner_05" / "equity" / "responses.jsonl").write_text(
        '{"schema": 9}\n', "utf-8"
    )
    report = open_report(course)
    assert "learner_05" not in everything(report)
    assert "who.csv" in words(report.missing())
    assert "learner_05" in report.save_names(course).read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("prepare", "fault", "sentence"),
    [
        (lambda root: None, NotFound, "nothing has been handed in at"),
        (
            lambda root: (root / "gradebook.db").write_text("no database"),
            KitError,
            "is not a gradebook that",
        ),
        (lambda root: root.rmdir(), NotFound, "there is no folder"),
    ],
)
def test_a_course_that_cannot_be_read_is_one_sentence(tmp_path, prepare, fault, sentence):
    root = tmp_path / "assignments"
    root.mkdir()
    prepare(root)
    with pytest.raises(ReportFault, match=sentence) as found:
        open_report(root)
    assert isinstance(found.value.__cause__, fault)
    assert str(found.value).count("\n") == 0


def test_ratings_that_are_not_there_are_not_made(course, tmp_path):
    with pytest.raises(KitError):
        open_report(course, tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_blocks_travel_as_json(report):
    for name in SECTIONS:
        shown = getattr(report, name)()
        assert tuple(from_json(as_json(shown.blocks))) == shown.blocks
