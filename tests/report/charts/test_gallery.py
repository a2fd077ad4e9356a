"""Every chart: its words, its table, its picture, and whether one can read it."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D
from matplotlib.text import Text
from typer.testing import CliRunner

from kit.cli import app
from kit.content import compiled
from kit.report.charts.gallery import made_up_charts
from kit.report.charts.missing import missing_drawn
from kit.report.charts.sheet import INK, OKABE_ITO, QUIET, RULE
from kit.report.running import _CHART

NAMES = [
    "growth",
    "cohort_dimensions",
    "cohort_items",
    "change_dimensions",
    "change_items",
    "shift_dimensions",
    "missing",
    "criteria",
    "vignettes",
]


def texts(figure) -> list[Text]:
    return [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]


def marks(figure) -> list[Line2D]:
    return [line for axes in figure.axes for line in axes.lines if line.get_gid() not in ("zero", "level 2")]


def contrast(colour: str) -> float:
    def part(n: int) -> float:
        x = int(colour[n : n + 2], 16) / 255
        return x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4

    return 1.05 / (0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def gallery(charts, tmp_path_factory):
    """The folder that one command wrote, with each chart drawn once for all tests of the file."""
    out = tmp_path_factory.mktemp("gallery") / "new"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kit.report.charts.gallery.made_up_charts", lambda _: list(charts.values()))
        ran = CliRunner().invoke(app(), ["charts", "--gallery", str(out)])
    assert ran.exit_code == 0, ran.output
    return out


@pytest.mark.slow
def test_the_gallery_has_every_chart(charts):
    assert list(charts) == NAMES


def test_a_report_knows_the_files_of_an_earlier_one():
    assert all(_CHART.fullmatch(f"{name}.svg") for name in NAMES if name != "growth")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_chart_says_n_and_what_it_cannot_show_and_that_it_is_made_up(charts, name):
    words = " ".join(t.get_text() for t in texts(charts[name].figure))
    assert re.search(r"\bn = \d+", words)
    assert "What this cannot show:" in words
    assert re.search("made-up", words, re.IGNORECASE)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_letter_is_small_cut_or_over_another(charts, name, unreadable):
    assert charts[name].figure.get_size_inches()[0] == 6.25
    assert not unreadable(charts[name].figure)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_colours_are_of_the_palette_and_stand_out_from_paper(charts, name):
    palette = {colour.lower() for colour in OKABE_ITO.values()}
    figure = charts[name].figure
    for line in marks(figure):
        colour = to_hex(line.get_color())
        if colour == RULE:
            continue
        assert colour in palette
        assert contrast(colour) >= 3
    for axes in figure.axes:
        for bars in (c for c in axes.containers if isinstance(c, BarContainer)):
            for bar in bars:
                edge, face = to_hex(bar.get_edgecolor()), to_hex(bar.get_facecolor())
                told = face if face != "#ffffff" else edge
                assert told in palette
                assert contrast(told) >= 3
    assert contrast(INK) >= 7
    assert contrast(QUIET) >= 4.5


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_tables_have_a_caption_and_scoped_headers(charts, name):
    reader = Reader()
    reader.feed(charts[name].table_html)
    tags = [tag for tag, _ in reader.tags]
    assert tags.count("caption") == tags.count("table") >= 1
    assert all(about.get("scope") in ("col", "row") for tag, about in reader.tags if tag == "th")


@pytest.mark.slow
def test_tables_have_the_numbers_of_their_chart(charts):
    about = {
        name: [(t.columns[0], len(t.rows), t.rows[-1][0]) for t in charts[name].tables] for name in NAMES
    }
    assert about["cohort_dimensions"] == [("Dimension", 20, "Commitment")]
    assert [head for head, _, _ in about["missing"]] == ["Rated on", "Question"]
    assert about["vignettes"][0][2] == "Sum of the criteria"
    assert charts["change_dimensions"].tables[0].columns[2] == "Change in steps (95% interval)"
    assert charts["criteria"].tables[0].columns[1:] == ("Criterion", "Mean (95% interval)", "n")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_svg_is_named_described_and_fetches_nothing(charts, gallery, name):
    svg = (gallery / f"{name}.svg").read_text("utf-8")
    root = ET.fromstring(svg)  # noqa: S314 - our own file
    space = "{http://www.w3.org/2000/svg}"
    title, desc = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title.text == charts[name].title
    assert desc.text == charts[name].alt
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert len(root.findall(f"{space}title")) == 1
    assert not re.search(r'(?:href|src)="(?!#)', svg)


@pytest.mark.slow
def test_the_same_data_give_the_same_bytes(charts, growth, cohort):
    first, again = (missing_drawn(cohort) for _ in range(2))
    for one, other in ((charts["growth"], growth), (first, again)):
        assert one.svg() == other.svg()
        assert one.png() == other.png()


@pytest.mark.slow
def test_the_same_answers_give_the_same_bytes(charts):
    for drawn in made_up_charts(compiled()):
        if drawn.name in ("growth", "change_dimensions", "missing"):
            assert drawn.svg() == charts[drawn.name].svg()
            assert drawn.png() == charts[drawn.name].png()


@pytest.mark.slow
def test_the_gallery_withholds_what_a_report_on_25_withholds(charts):
    (table,) = charts["criteria"].tables
    assert "Left out (fewer than 10 people): Level 0, Level 1, Level 2 and Level 3." in table.caption
    assert not any("withheld" in cell for row in table.rows for cell in row)
    alt = charts["criteria"].alt
    assert alt.startswith("A diamond and a line for 6 tasks")
    assert alt.count("withheld") == 1
    assert "mean" in alt
    means = [row[2] for row in table.rows]
    assert len(set(means)) > len(means) / 2, "made-up numbers that repeat look like a mistake"


@pytest.mark.slow
def test_one_command_writes_the_page_and_its_pictures(gallery):
    page = (gallery / "gallery.html").read_text(encoding="utf-8")
    assert page.count("Made-up data: nobody gave these answers.") >= len(NAMES)
    for name in NAMES:
        assert f'src="{name}.svg"' in page
        assert (gallery / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert (gallery / f"{name}.svg").is_file()
    assert "http:" not in page
    assert "https:" not in page
