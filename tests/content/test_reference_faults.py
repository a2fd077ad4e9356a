"""An id that names nothing, or stands twice, is told by line."""

from __future__ import annotations

FRAMEWORK, CASE, ITEMS = (
    "case_studies/framework.yaml",
    "case_studies/ms_perez/case.yaml",
    "case_studies/ms_perez/items.yaml",
)
RUBRIC = "case_studies/rubric.yaml"


def test_law_row_that_does_not_exist(only):
    only(
        FRAMEWORK,
        "law: [idea_native_language,",
        "law: [idea_native_languages,",
        "'idea_native_languages'",
        "law.yaml",
    )


def test_application_of_no_strategy(course):
    line = course.edit(CASE, "strategy: equity.resources", "strategy: equity.resource")
    faults = course.faults()
    assert (
        f"{CASE}:{line}: there is no strategy 'equity.resource' in framework.yaml" in faults[1].split("; ")[0]
    )
    assert "strategy 'equity.resources' has neither of its halves" in faults[0]


def test_strategy_under_another_dimension(course):
    course.edit(FRAMEWORK, "id: equity.resources", "id: respect.resources")
    assert any(
        "'respect.resources' stands under 'equity'; begin its id with equity." in f for f in course.faults()
    )


def test_too_few_strategies(course):
    text = (course.root / FRAMEWORK).read_text("utf-8")
    start = text.index("      - id: commitment.evaluate")
    (course.root / FRAMEWORK).write_text(text[:start], "utf-8")
    assert any("'commitment' has 2 strategies; each dimension has 3" in fault for fault in course.faults())


def test_scale_that_does_not_exist(only):
    only(ITEMS, "scale: chances", "scale: chance", "scale 'chance'", "use one of chances")


def test_notebook_that_does_not_exist(course):
    line = course.edit(ITEMS, "notebook: 00_start_here", "notebook: 00_start")
    assert any(
        f.startswith(f"{ITEMS}:{line}: 'consent.use' names notebook '00_start'") for f in course.faults()
    )


def test_assignment_that_does_not_exist(only):
    only(ITEMS, "assignment: start\n", "assignment: begin\n", "assignment 'begin'", "use one of advocacy,")


def test_an_assignment_marked_by_a_rubric_that_is_not_there(course):
    text = (course.root / RUBRIC).read_text("utf-8")
    (course.root / RUBRIC).write_text(text[: text.index("plan:\n")], "utf-8")
    told = "\n".join(course.faults())
    assert "'iep_meeting' is marked as a plan, which rubric.yaml does not have; add plan:" in told


def test_a_criterion_of_the_plan_that_stands_twice(only):
    only(RUBRIC, "- id: plan_access", "- id: plan_concerns", "'plan_concerns' stands twice")


def test_levels_of_the_plan_out_of_order(course):
    text = (course.root / RUBRIC).read_text("utf-8")
    head, plan = text.split("plan:\n", 1)
    swapped = plan.replace("- level: 0", "- level: 9", 1).replace("- level: 1", "- level: 0", 1)
    (course.root / RUBRIC).write_text(
        head + "plan:\n" + swapped.replace("- level: 9", "- level: 1", 1), "utf-8"
    )
    (fault,) = course.faults()
    assert "the levels of 'plan_concerns' are out of order; write them 0, 1, 2, 3" in fault


def test_a_vignette_without_its_pair(course):
    course.edit(ITEMS, "    kind: vignette\n", "    kind: prose\n")
    assert any("there are 1 vignettes; write two" in fault for fault in course.faults())


def test_rating_under_another_name(course):
    course.edit(ITEMS, "strategy: equity.preferences", "strategy: equity.resources")
    told = "\n".join(course.faults())
    assert "'rate.equity.preferences' rates 'equity.resources'; call it rate.equity.resources" in told
    assert "strategy 'equity.preferences' has no self-rating" in told


def test_item_twice(course):
    course.edit(ITEMS, "id: rate.equity.resources", "id: rate.equity.preferences")
    assert any("'rate.equity.preferences' stands twice" in fault for fault in course.faults())


def test_card_without_its_bin(course):
    course.edit(ITEMS, "bin: equity", "bin: equality")
    assert any("names bin 'equality'" in fault for fault in course.faults())


def test_graded_item_must_be_markable(only):
    only(
        ITEMS,
        "graded: equity.reflection",
        "graded: equity.plan",
        "'equity.plan' cannot be marked in 'equity'",
    )


def test_a_station_of_no_dimension(only):
    only(CASE, "dimensions: [respect, communication]", "dimensions: [respect, talk]", "dimension 'talk'")


def test_a_dimension_without_a_place_on_the_path(course):
    course.edit(CASE, "dimensions: [commitment]", "dimensions: [respect]")
    assert [f.partition(": ")[2] for f in course.faults()] == [
        "no station of the path belongs to 'commitment'; give each dimension its place on the way"
    ]


def test_a_path_without_a_meeting(course):
    course.edit(CASE, "      meeting: true\n", "")
    assert "write meeting: true at one station" in course.faults()[0]


def test_a_then_test_without_words_of_its_own(only):
    only(ITEMS, "    then_stem:", "    # then_stem:", "no words for the then-test", "add then_stem", line=-2)
