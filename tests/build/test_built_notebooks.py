"""What the built notebooks hold, and what they must not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.dom.minidom import parseString  # because the file is our own

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

import kit
from kit.build.pictures import DARK, HUES
from kit.content import compiled
from kit.content.checking import load


@pytest.fixture(params=["notebooks/00_start_here.ipynb", "notebooks/01_equity.ipynb"])
def notebook(request, real):
    return nbformat.read(real / request.param, as_version=nbformat.NO_CONVERT)


def test_valid_and_without_outputs(notebook):
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec == {
        "name": "partnership-kit",
        "display_name": "Partnership Kit",
        "language": "python",
    }
    assert "jupytext" not in notebook.metadata
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)
            mine = {"jupyter": {"source_hidden": True}, "editable": False, "deletable": False}
            assert {**cell.metadata, "look": None} == {**mine, "look": None}


def test_no_cell_can_be_edited_or_deleted_but_for_an_assignments_answer(real):
    kinds = ("notebooks/*.ipynb", "assignments/*/*/*.ipynb")
    paths = [path for kind in kinds for path in real.glob(kind)]
    assert len(paths) >= 24
    for path in paths:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        left_open = [
            cell["id"]
            for cell in cells
            if (cell["metadata"].get("editable"), cell["metadata"].get("deletable")) != (False, False)
        ]
        graded = "assignments" in path.parts and path.stem not in ("start", "follow_up")
        assert left_open == ([f"{path.stem}_answer"] if graded else []), path


def test_ids_are_unique(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


def test_no_mark_is_left(notebook):
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "{{" not in text
    assert "<svg" not in text, "JupyterLab strips inline SVG"


def test_a_cell_reads_like_a_sentence(notebook):
    first, *others = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert first == 'from kit import open_course\n\ncourse = open_course("ms_perez")'
    assert all(source.startswith("course.") and "\n" not in source for source in others)


def test_an_id_stays_when_another_cell_changes(checkout):
    from kit.build import build

    path = checkout / "notebooks" / "01_respect.ipynb"
    before = [cell["id"] for cell in json.loads(path.read_text("utf-8"))["cells"]]
    text = checkout / "notebooks" / "text" / "01_respect.md"
    text.write_text(text.read_text("utf-8").replace("# Respect\n", "# Respect today\n", 1), "utf-8")
    build(checkout)
    after = [cell["id"] for cell in json.loads(path.read_text("utf-8"))["cells"]]
    assert before[1:] == after[1:]
    assert before[0] != after[0]


def test_callouts_and_the_law_become_blocks(built):
    notebook = nbformat.read(built / "notebooks/01_respect.ipynb", as_version=4)
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert '<div class="kit-callout kit-callout-ask">' in page
    assert "<strong>With Ms. Novak</strong>" in page
    assert "<strong>The law</strong>" in page
    assert "Not yet checked against the current text." in page
    assert "**" not in page.split("</style>")[-1].split("<body")[-1]


def test_pictures_say_what_they_show(real):
    pictures = sorted((real / "notebooks" / "pictures").glob("five_dimensions*.svg"))
    assert len(pictures) == 6
    for path in pictures:
        svg = parseString(path.read_text("utf-8")).documentElement  # noqa: S318  # because the file is our own
        title, desc = (svg.getElementsByTagName(name)[0].firstChild.data for name in ("title", "desc"))
        assert title == "The five dimensions of partnership"
        assert "family's voice" in desc
        assert "http" not in svg.toxml().replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("name", ["calendar_ms_novak.svg", "calendar_ms_novak_short.svg"])
def test_the_year_names_every_station_who_starts_it_and_its_dimensions(built, name):
    content = load(built)
    names = {one.id: one.name for one in content.framework.dimensions}
    calendar = content.cases["ms_novak"].case.calendar
    starts = {"family": "the family starts", "school": "the school starts", "both": "family and school"}
    svg = parseString((built / "notebooks" / "pictures" / name).read_text("utf-8")).documentElement  # noqa: S318
    drawn = [node.firstChild.data for node in svg.getElementsByTagName("text")]
    for station in calendar.stations:
        assert {station.month, station.title} <= set(drawn)
        law = f" · {station.paragraph}" if station.paragraph and "short" not in name else ""
        assert f"{starts[station.starts]}{law}" in drawn
        assert " · ".join(names[one] for one in station.dimensions) in drawn
    words = " ".join(drawn)
    assert ("We plan with her." in words) == ("short" not in name)
    assert svg.getElementsByTagName("desc")[0].firstChild.data.startswith("One year, from top")
    # Squares are the family's to begin, circles the school's; where both may, one stands in the other.
    squares = [node for node in svg.getElementsByTagName("rect") if node.hasAttribute("rx")]
    assert (len(squares), len(svg.getElementsByTagName("circle"))) == (2, 2)


def test_no_line_of_the_year_is_wider_than_the_picture(real):
    # Georgia and Times take less than 0.52 of their size for a letter; 342 is left beside the edge.
    svg = parseString((real / "notebooks/pictures/calendar_ms_perez.svg").read_text("utf-8"))  # noqa: S318
    for node in svg.getElementsByTagName("text"):
        size, words = float(node.getAttribute("font-size")), node.firstChild.data
        assert len(words) * size * 0.52 <= 342, words


def test_a_dimension_has_one_hue_in_the_picture_and_on_the_page():
    page = (Path(kit.__file__).parent / "static" / "shell" / "look" / "ink.css").read_text("utf-8")
    for dimension, hue in zip(compiled().framework.dimensions, HUES, strict=True):
        here = f"[data-dimension='{dimension.id}'], .kit-dimension-{dimension.id}"
        assert f"\n:is({here}) {{ --kit-hue: {hue}; }}" in page
        assert f"  [data-jp-theme-light='false'] :is({here}) {{ --kit-hue: {DARK[hue]}; }}" in page


def test_a_picture_has_no_paper_and_ink_for_both_themes(real):
    for path in (real / "notebooks" / "pictures").glob("*.svg"):
        text = path.read_text("utf-8")
        paints = set(re.findall(r'(?:fill|stroke)="(#\w+)"', text.partition("</style>")[2]))
        assert paints <= set(DARK), path.name
        assert "<rect width=" not in text.replace('<rect width="4"', "")


def _cells(notebook):
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata}


@pytest.mark.parametrize("step", ["source", "release"])
def test_equity_is_an_assignment(real, step):
    notebook = nbformat.read(real / f"assignments/{step}/equity/equity.ipynb", as_version=4)
    nbformat.validate(notebook)
    MetadataValidatorV3().validate_nb(notebook)
    cells = _cells(notebook)
    assert list(cells) == ["equity_answer", *(f"equity_{one.id}" for one in compiled().rubric.criteria)]
    answer = cells.pop("equity_answer").metadata.nbgrader
    assert (answer.grade, answer.solution, answer.locked, answer.task, answer.points) == (
        True,
        True,
        False,
        False,
        0,
    )
    for cell in cells.values():
        task = cell.metadata.nbgrader
        assert (task.task, task.locked, task.grade, task.solution, task.points) == (
            True,
            True,
            False,
            False,
            3,
        )
        assert cell.cell_type == "markdown"
    assert all(cell.id == cell.metadata.nbgrader.grade_id for cell in cells.values())


@pytest.mark.parametrize("step", ["source", "release"])
def test_the_plan_is_marked_by_its_own_five_criteria(real, step):
    notebook = nbformat.read(real / f"assignments/{step}/iep_meeting/iep_meeting.ipynb", as_version=4)
    MetadataValidatorV3().validate_nb(notebook)
    criteria = ["concerns", "strengths", "access", "open", "follow_up"]
    assert list(_cells(notebook)) == [
        "iep_meeting_answer",
        *(f"iep_meeting_plan_{one}" for one in criteria),
    ]
    assert [cell.metadata.nbgrader.points for cell in _cells(notebook).values()] == [0, 3, 3, 3, 3, 3]


@pytest.mark.parametrize(("id", "occasion"), [("start", "pre"), ("follow_up", "follow_up")])
def test_what_is_not_marked_asks_its_own_ratings(real, id, occasion):
    notebook = nbformat.read(real / f"assignments/release/{id}/{id}.ipynb", as_version=4)
    assert _cells(notebook) == {}
    asked = [cell.source for cell in notebook.cells if "rate" in cell.source]
    assert asked == [f'course.rate("{occasion}")']


def test_markers_words_stay_with_the_instructor(built):
    source = nbformat.read(built / "assignments/source/respect/respect.ipynb", as_version=4)
    release = nbformat.read(built / "assignments/release/respect/respect.ipynb", as_version=4)
    assert all(
        "For the marker:" in cell.source for id, cell in _cells(source).items() if id != "respect_answer"
    )
    assert "For the marker:" not in json.dumps(release)
    assert "DIRECTIVE SCHEME" not in json.dumps(release)
    assert all(cell.metadata.nbgrader.checksum for cell in _cells(release).values())


def test_start_carries_no_points(built):
    notebook = nbformat.read(built / "assignments/release/start/start.ipynb", as_version=4)
    assert _cells(notebook) == {}
    assert 'course.rate("pre")' in [cell.source for cell in notebook.cells]


def test_a_scene_is_found_by_its_title_and_not_by_what_stands_there_on_paper(real):
    index = (real / "kit/static/shell/search.json").read_text("utf-8")
    scenes = {id: scene for case in compiled().cases.values() for id, scene in case.scenes.items()}
    cells = "".join(path.read_text("utf-8") for path in (real / "notebooks").glob("*.ipynb"))
    played = re.findall(r'course\.scene\(\\"(\w+)\\"\)', cells)
    assert played
    for scene in (scenes[id] for id in played):
        assert scene.title in index
        assert " ".join(scene.setting["a"].split())[:60] not in index


def test_every_step_is_in_the_index_to_search(real):
    static = real / "kit/static/shell"
    course = json.loads((static / "course.json").read_text("utf-8"))
    index = json.loads((static / "search.json").read_text("utf-8"))
    steps = [(week["notebook"], step["slug"]) for week in course["weeks"] for step in week["steps"]]
    assert [(entry["notebook"], entry["step"]) for entry in index] == steps
    assert not [
        entry["step"] for entry in index if re.search(r"</?[a-z]+|\*\*|\{\{|^$|---| > ", entry["text"])
    ]
    # A question without a text of its own adds its title and no more.
    assert not [entry["step"] for entry in index if re.search(r"[?.] None [A-Z]", entry["text"])]
