"""What belongs together on the pages of a report's PDF stays together: heading, words, picture, table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import c_uint

import pytest

from kit.report.blocks import Block, Bullets, Heading, PageBreak, Paragraph, Picture, as_json
from kit.report.charts.drawn import Table
from kit.report.documents import set_pdf

WORDS = "Words that need more than one line of a page, so that they take some of its height as well. " * 2
FILLS = range(0, 32, 2)


def drawn(n: int, high: int) -> Picture:
    """A picture of one shape, 140 wide; its red is its number, so that it is found again."""
    shape = f'<rect width="140" height="{high}" fill="rgb({n + 1},2,3)"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 140 {high}">{shape}</svg>'
    return Picture(f"shape_{n}", svg, f"Shape {n}", f"Title {n}.", ())


class Pages:
    """Where words and shapes of a PDF are: the page, and how far down on it."""

    def __init__(self, blocks: list[Block]) -> None:
        from pypdfium2 import PdfDocument
        from pypdfium2.raw import FPDFPageObj_GetFillColor

        pictures = [one for one in blocks if isinstance(one, Picture)]
        told = {"title": "T", "description": "D", "notice": "", "tables_title": "Tables"}
        self.pdf = PdfDocument(set_pdf("report.typ", told | {"blocks": as_json(blocks)}, pictures))
        pages = [*self.pdf]
        self.words = [page.get_textpage() for page in pages]
        self.shapes: dict[int, tuple[int, float, float]] = {}
        for number, page in enumerate(pages):
            for one in page.get_objects():
                color = [c_uint() for _ in range(4)]
                if FPDFPageObj_GetFillColor(one.raw, *color) and [c.value for c in color[1:3]] == [2, 3]:
                    _, bottom, _, top = one.get_bounds()
                    self.shapes[color[0].value - 1] = (number, -top, -bottom)

    def place(self, said: str) -> tuple[int, float]:
        """The first place of some words."""
        for number, page in enumerate(self.words):
            found = page.search(said).get_next()
            if found:
                return number, -page.get_charbox(found[0])[3]
        raise AssertionError(f"{said} is on no page")


@pytest.fixture
def opened() -> Iterator[Callable[..., Pages]]:
    """Set blocks, and close their PDF at the end."""
    some: list[Pages] = []

    def one(blocks: list[Block]) -> Pages:
        some.append(Pages(blocks))
        return some[-1]

    yield one
    for pages in some:
        pages.pdf.close()


def sections(high: int) -> Iterator[Block]:
    """Sections that begin ever lower on their page, each with a picture as high as that."""
    yield Heading(2, "Report")
    for n in FILLS:
        yield PageBreak()
        yield from [Paragraph(f"Line {line}.") for line in range(n)]
        yield Heading(2, f"Section {n}.")
        yield Heading(3, f"Part {n}.")
        yield Paragraph(f"Begun {n}. {WORDS}")
        yield drawn(n, high)
        yield Paragraph(f"After {n}. {WORDS}")
        yield Heading(2, f"Next section {n}.")
        yield Bullets((WORDS, WORDS))


@pytest.mark.parametrize("high", [60, 120, 215, 300])
def test_a_picture_stands_under_its_heading_on_the_same_page(opened, high):
    pages = opened([*sections(high)])
    for n in FILLS:
        page, top, bottom = pages.shapes[n]
        before = [pages.place(f"{name} {n}.") for name in ("Section", "Part", "Begun")]
        assert {where for where, _ in before} == {page}, n
        assert before == sorted(before)
        assert before[-1][1] < top, n
        # A page is 792 points high, and the lowest line is its number's.
        assert bottom <= -62, n
        assert (page, bottom) < pages.place(f"After {n}.") < pages.place(f"Next section {n}."), n


def test_a_picture_that_has_no_room_under_its_words_comes_next_and_whole(opened):
    long = [Paragraph(f"Long {n}. {WORDS}") for n in range(15)]
    page, top, bottom = (pages := opened([Heading(2, "Section"), *long, drawn(0, 215)])).shapes[0]
    assert pages.place("Long 14.")[0] == page - 1
    assert bottom - top > 600


@pytest.mark.parametrize("caption", ["Short.", WORDS])
def test_a_table_s_caption_and_first_row_stand_under_its_heading(opened, caption):
    blocks: list[Block] = [Heading(2, "Report")]
    rows = tuple((f"Row {n}.", "1") for n in range(9))
    for n in FILLS:
        blocks += [PageBreak(), *(Paragraph(f"Line {line}.") for line in range(n))]
        blocks += [Heading(2, f"Section {n}."), Paragraph(f"Begun {n}. {WORDS}")]
        blocks += [Table(f"Caption {n}. {caption}", ("A", "B"), ((f"First {n}.", "1"), *rows))]
    pages = opened(blocks)
    for n in FILLS:
        of = {pages.place(f"{name} {n}.")[0] for name in ("Section", "Begun", "Caption", "First")}
        assert len(of) == 1, n
