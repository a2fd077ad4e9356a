"""What is drawn, told and tabled are the same numbers, and a withheld one is never a number."""

from dataclasses import replace

import pytest
from matplotlib.patches import Rectangle
from withheld_cells import FEW

from kit.measures.results import Cohort, CriteriaByDimension, Estimate, MissingPattern, MissingRow, Withheld
from kit.report.charts.change import change_drawn, changes_in, shift_drawn
from kit.report.charts.criteria import criteria_drawn
from kit.report.charts.missing import draw_counts, missing_drawn
from kit.report.charts.numbers import interval, number
from kit.report.charts.panels import LOOKS
from kit.report.charts.self_ratings import cohort_drawn
from kit.report.charts.sheet import Sheet
from kit.report.charts.vignettes import vignettes_drawn

HIDDEN = "withheld (fewer than 10)"


def once(draw):
    """Draw a cohort once for all tests that only look at the picture; each takes half a second."""
    kept = {}

    def drawn(cohort, **how):
        key = (id(cohort), *sorted(how.items()))
        kept.setdefault(key, (cohort, draw(cohort, **how)))  # with the cohort, so that its id stays its own
        return kept[key][1]

    return drawn


change_drawn, cohort_drawn, criteria_drawn, missing_drawn, shift_drawn, vignettes_drawn = map(
    once, (change_drawn, cohort_drawn, criteria_drawn, missing_drawn, shift_drawn, vignettes_drawn)
)


def words(drawn) -> list[str]:
    figure = drawn.figure
    return [t.get_text() for t in [*figure.texts, *(t for axes in figure.axes for t in axes.texts)]]


def dots(axes) -> list[tuple[float, float]]:
    """Places of the marks that carry a value (not of their intervals)."""
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in axes.lines
        if line.get_marker() not in ("None", "", None)
    ]


def panels(drawn) -> dict[str, object]:
    return {axes.get_label(): axes for axes in drawn.figure.axes}


def test_occasions_differ_by_marker_colour_and_label():
    for k in range(3):
        assert len({look[k] for look in LOOKS.values()}) == len(LOOKS)


def test_means_are_where_the_data_are_and_said_in_words(cohort):
    drawn = cohort_drawn(cohort)
    for summary in (s for s in cohort.summaries if s.kind == "dimension"):
        cell, axes = summary.estimate, panels(drawn)[summary.label]
        x = float(cohort.occasions.index(summary.occasion))
        if isinstance(cell, Withheld):
            assert x not in {place for place, _ in dots(axes)}
            assert "Left out (fewer than 10 people): follow-up, Advocacy." in drawn.table_html
            continue
        assert (x, cell.value) in dots(axes)
        assert number(cell.value) in [t.get_text() for t in axes.texts]
        assert interval(cell) in drawn.table_html
    assert HIDDEN in drawn.alt
    assert HIDDEN not in drawn.table_html, "a row without a number says nothing"
    assert HIDDEN in [" ".join(w.split()) for w in words(drawn)]


def test_the_axis_speaks_the_scale_s_words(cohort, growth):
    for drawn in (cohort_drawn(cohort), growth):
        ticks = [t.get_text() for t in drawn.figure.axes[0].get_yticklabels()]
        assert ticks == ["never", "a few", "half", "most", "every"]


def test_change_stands_beside_a_line_called_no_change(cohort):
    drawn = change_drawn(cohort)
    assert words(drawn).count("no change") == 2
    places = sorted(x for axes in drawn.figure.axes for x, _ in dots(axes))
    given = [c.difference for c in cohort.changes if c.kind == "dimension"]
    assert places == sorted(cell.value for cell in given if isinstance(cell, Estimate))
    for cell in given:
        said = interval(cell, 2, signed=True)
        assert said in drawn.alt
        assert (said in drawn.table_html) == isinstance(cell, Estimate)
    assert "Left out (fewer than 10 people): before → follow-up, Advocacy." in drawn.table_html
    assert words(drawn).count(HIDDEN) == sum(isinstance(cell, Withheld) for cell in given) == 1


def test_a_change_that_was_not_told_apart_is_open_and_says_so(cohort):
    drawn = change_drawn(cohort)
    faces = {
        (round(float(line.get_xdata()[0]), 2), line.get_markerfacecolor() == "white")
        for axes in drawn.figure.axes
        for line in axes.lines
        if line.get_marker() == "o"
    }
    for change in (c for c in cohort.changes if c.kind == "dimension"):
        if isinstance(change.difference, Estimate):
            assert (change.difference.value, not change.distinguishable) in faces
    assert any(word.endswith("\nnot distinguishable") for word in words(drawn))


def test_questions_show_one_comparison_at_a_time(cohort):
    assert "before → follow-up" not in change_drawn(cohort, kind="item").alt


def test_the_two_pictures_of_change_bear_two_titles(cohort):
    first, second = (change_drawn(cohort, kind=kind) for kind in ("dimension", "item"))
    titles = [" ".join(words(one)) for one in (first, second)]
    assert first.title in titles[0]
    assert second.title in titles[1]


def test_the_title_promises_a_why_only_where_somebody_is_without_a_number(cohort):
    assert missing_drawn(cohort).title == "Who gave a number, when, and why not"
    full = replace(cohort.missing, rows=tuple(replace(row, reasons={"": 0}) for row in cohort.missing.rows))
    drawn = missing_drawn(replace(cohort, missing=full))
    assert drawn.title == "Who gave a number, and when"
    assert drawn.title in words(drawn)


def test_the_then_test_s_difference_is_no_change(cohort):
    drawn = shift_drawn(cohort)
    assert "no difference" in words(drawn)
    assert "no change" not in words(drawn)
    assert all(
        interval(s.difference, 2, signed=True) in drawn.alt for s in cohort.shifts if s.kind == "dimension"
    )


def test_no_line_joins_the_tasks(cohort):
    figure = criteria_drawn(cohort).figure
    assert not figure.lines
    for axes in figure.axes:
        for line in (one for one in axes.lines if one.get_gid() != "level 2"):
            level = set(line.get_ydata())
            assert len(level) == 1, "only the base line and an interval of one cell, both level"


def test_bars_of_a_task_are_its_levels(cohort):
    drawn = criteria_drawn(cohort)
    for cell in cohort.criteria.cells:
        axes = panels(drawn)[f"{cell.dimension} {cell.criterion}"]
        bars = [bar.get_height() for bar in axes.patches if isinstance(bar, Rectangle)]
        if any(isinstance(n, Withheld) for n in cell.levels):
            assert bars == []
            assert any("withheld" in t.get_text() for t in axes.texts)
        else:
            assert tuple(bars) == cell.levels
            assert [t.get_text() for t in axes.texts] == [str(n) for n in cell.levels]
            told = f"{cell.dimension_label}, {cell.criterion_label}: {', '.join(map(str, cell.levels))}"
            assert told in drawn.alt


def test_a_task_with_other_criteria_stands_apart(cohort):
    labels = list(panels(criteria_drawn(cohort)))
    assert len(labels) == 30
    assert "iep_meeting event" not in labels
    assert sum(label.startswith("iep_meeting plan_") for label in labels) == 5


def test_a_line_marks_level_two_wherever_there_is_a_number(cohort):
    drawn = panels(criteria_drawn(cohort))
    for cell in cohort.criteria.cells:
        axes = drawn[f"{cell.dimension} {cell.criterion}"]
        (places,) = [line.get_xdata() for line in axes.lines if line.get_gid() == "level 2"] or [()]
        hides = isinstance(cell.estimate, Estimate) and any(isinstance(n, Withheld) for n in cell.levels)
        bars = any(isinstance(n, int) for n in cell.levels)
        # Between the columns of levels 1 and 2, and at level 2 where the mean stands.
        assert set(places) == ({1.5} if bars else {2} if hides else set())


@pytest.mark.parametrize("more", [1, 3])
def test_criteria_of_any_number_have_room(cohort, unreadable, more):
    found = cohort.criteria
    new = {f"extra_{n}": f"One more criterion, number {n}" for n in range(more)}
    cells = [
        replace(found.cell(task, "event"), criterion=key, criterion_label=name)
        for task, _ in found.dimensions
        for key, name in new.items()
        if task != "iep_meeting"
    ]
    wider = replace(found, criteria=(*found.criteria, *new.items()), cells=(*found.cells, *cells))
    drawn = criteria_drawn(replace(cohort, criteria=wider))
    assert {axes.get_label() for axes in drawn.figure.axes} == {
        f"{c.dimension} {c.criterion}" for c in wider.cells
    }
    assert not unreadable(drawn.figure)


def test_a_task_without_a_number_is_named_once_and_not_drawn(cohort):
    none = Withheld("no marks yet")
    cells = tuple(
        replace(cell, n=none, levels=(none,) * 4, estimate=none) if cell.dimension == "respect" else cell
        for cell in cohort.criteria.cells
    )
    drawn = criteria_drawn(replace(cohort, criteria=replace(cohort.criteria, cells=cells)))
    assert not [label for label in panels(drawn) if label.startswith("respect")]
    for said in (" ".join(words(drawn)), drawn.alt, drawn.tables[0].caption):
        assert said.count("Left out (no marks yet): Respect, all.") == 1
    assert not [row for row in drawn.tables[0].rows if row[0] == "Respect"]


def test_where_most_levels_are_withheld_the_caption_says_it_once(cohort):
    cells = tuple(
        replace(cell, levels=(FEW,) * 4) if isinstance(cell.estimate, Estimate) else cell
        for cell in cohort.criteria.cells
    )
    drawn = criteria_drawn(replace(cohort, criteria=replace(cohort.criteria, cells=cells)))
    assert "levels\nwithheld" not in words(drawn)
    assert "the numbers at levels are withheld (fewer than 10)" in " ".join(words(drawn))
    assert not [bar for axes in drawn.figure.axes for bar in axes.patches]


def test_a_long_reason_stands_once_under_the_picture(cohort):
    for drawn in (cohort_drawn(cohort, kind="item"), missing_drawn(cohort)):
        assert "withheld" in words(drawn)
        for told in (" ".join(words(drawn)), drawn.alt, drawn.table_html):
            assert told.count("it would reveal something about fewer than 10 people") == 1


def test_levels_withheld_leave_the_mean_where_it_may_be_told(cohort):
    drawn = criteria_drawn(cohort)
    cell = cohort.criteria.cell("advocacy", "event")
    (place,) = dots(panels(drawn)["advocacy event"])
    assert place[0] == cell.estimate.value
    assert f"levels {HIDDEN}, mean {interval(cell.estimate)}" in drawn.alt


def test_gaps_are_drawn_by_reason_and_a_withheld_count_has_no_bar(cohort):
    drawn = missing_drawn(cohort)
    spans = {"rated": 0.0, "no_chance": 0.0, "other": 0.0}
    for axes in drawn.figure.axes:
        for bar in axes.patches:
            if bar.get_gid() in spans:
                spans[bar.get_gid()] += bar.get_width()
    shown = [row for row in cohort.missing.rows if not isinstance(row.rated, Withheld)]
    assert spans["rated"] == sum(row.rated for row in shown)
    assert spans["no_chance"] == sum(row.reasons.get("no_chance", 0) for row in shown)
    assert spans["other"] == sum(row.reasons.get("not_answered", 0) for row in shown)
    few = [row for row in cohort.missing.rows if row.rated == FEW]
    assert len(few) == 2
    assert words(drawn).count("(fewer than 10)") == len(few)
    assert words(drawn).count("withheld") == len(cohort.missing.rows) - len(shown) == 3
    assert "rated on before, after, then-test, follow-up: 14" in drawn.alt


def test_vignettes_show_first_second_and_the_order_of_the_forms(cohort):
    drawn = vignettes_drawn(cohort)
    event = cohort.vignettes[0]
    axes = next(axes for label, axes in panels(drawn).items() if label.startswith("Event"))
    assert dots(axes) == [(0.0, event.pre.value), (1.0, event.post.value)]
    assert len({line.get_marker() for line in axes.lines if line.get_marker() not in ("None", "")}) == 2
    assert "Story A first: 10, story B first: 10" in drawn.alt
    assert interval(event.difference, 2, signed=True) in drawn.alt
    strategy = panels(drawn)["Strategy"]
    assert not dots(strategy)
    assert HIDDEN in [t.get_text() for t in strategy.texts]
    total = next(axes for label, axes in panels(drawn).items() if label.startswith("Sum"))
    assert [t.get_text() for t in total.get_yticklabels()] == ["0", "5", "10", "15"]
    assert "distinguishable" in total.get_label()


@pytest.fixture
def nobody(cohort) -> Cohort:
    """A group too small for anything."""
    none = MissingPattern(FEW, (), (), (), "Too few to say.")
    return replace(
        cohort,
        learners=FEW,
        summaries=tuple(replace(s, estimate=FEW) for s in cohort.summaries),
        changes=tuple(
            replace(c, pairs=FEW, difference=FEW, effect=FEW, distinguishable=None) for c in cohort.changes
        ),
        shifts=(),
        missing=none,
        vignettes=(),
        criteria=CriteriaByDimension((), (), (), "No text has a mark yet."),
    )


def test_a_group_too_small_or_empty_is_drawn_without_a_number(nobody):
    every = [
        cohort_drawn(nobody),
        cohort_drawn(nobody, kind="item"),
        change_drawn(nobody),
        change_drawn(nobody, kind="item"),
        shift_drawn(nobody),
        missing_drawn(nobody),
        criteria_drawn(nobody),
        vignettes_drawn(nobody),
    ]
    for drawn in every:
        assert drawn.png().startswith(b"\x89PNG")
        assert not [place for axes in drawn.figure.axes for place in dots(axes)]
        assert drawn.alt
    assert f"n = {HIDDEN}" in every[0].alt


def test_names_are_text_never_markup_or_mathematics(cohort):
    odd = replace(cohort.summaries[0], label="<b>$x$ & y</b>")
    drawn = cohort_drawn(replace(cohort, summaries=(odd,)))
    assert "<b>" not in drawn.table_html
    assert "<b>" not in drawn.svg().decode("utf-8").split("<metadata>")[0]
    assert any("$x$" in word for word in words(drawn))


def test_gaps_whose_kinds_are_withheld_end_the_bar_and_cover_no_number():
    sheet = Sheet("Title", 1, [])
    axes = sheet.axes(1, 0, 0.9, 0.4)
    draw_counts(axes, MissingRow("i", "I", "post", 163, {"no_chance": FEW, "not_answered": FEW}), 181)
    assert [text.get_text() for text in axes.texts] == ["163"]
    ends = [patch for patch in axes.patches if patch.get_gid() == "rest"]
    assert [round(end.get_x()) >= 163 for end in ends] == [True]


def test_the_key_of_gaps_names_what_is_drawn(cohort):
    every = {"gave a number", "no chance yet", "no answer"}
    assert every <= set(words(missing_drawn(cohort)))
    row = MissingRow("i", "I", "post", 12, {})
    none = replace(cohort, missing=MissingPattern(12, ("post",), (row,), (), "Everyone rated everything."))
    assert every & set(words(missing_drawn(none))) == {"gave a number"}
    drawn = missing_drawn(none)
    assert "No number" not in drawn.tables[1].columns
    assert drawn.tables[1].caption.endswith("Everyone in these rows gave a number.")


def test_a_column_in_which_nothing_is_judged_is_one_sentence(cohort):
    questions, dimensions = (change_drawn(cohort, kind=kind).tables[0] for kind in ("item", "dimension"))
    assert "Verdict" not in questions.columns
    assert "None of these is judged." in questions.caption
    assert "Verdict" in dimensions.columns
    assert "None of these is judged." not in dimensions.caption


def test_only_what_is_drawn_is_explained(cohort):
    told = " ".join(words(change_drawn(cohort, kind="item")))
    assert "A diamond has no verdict." in told
    assert "filled dot" not in told
    assert "open dot" not in told
    bare = replace(
        cohort,
        criteria=replace(
            cohort.criteria, cells=tuple(replace(c, levels=(FEW,) * 4) for c in cohort.criteria.cells)
        ),
    )
    assert "a fuller bar" in " ".join(words(criteria_drawn(cohort)))
    told = " ".join(words(criteria_drawn(bare)))
    assert "bar in one" not in told
    assert "a higher mean in one" in told


def test_the_questions_of_a_picture_have_a_number(cohort):
    hidden = [replace(c, difference=FEW) if c.last == "post" else c for c in cohort.changes]
    assert {c.last for c in changes_in(replace(cohort, changes=tuple(hidden)), "item")} == {"follow_up"}
