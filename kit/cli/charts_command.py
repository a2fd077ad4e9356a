"""``kit charts``: every chart on one page, to look at."""

from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    gallery: Annotated[Path, typer.Option(metavar="OUT_DIR", help="Folder for the page; made if missing.")],
) -> None:
    """Draw every chart from made-up data on one page, `gallery.html`, to see how each looks and reads.

    Nobody's answers are read. Each chart is there at 600 pixels, without color and in a phone's column,
    with its words and its table; the pictures lie beside the page as SVG and PNG.

    Example: `kit charts --gallery gallery`
    """
    from kit.content import compiled
    from kit.report.charts.gallery import write_gallery

    say(f"{write_gallery(gallery, compiled())}: every chart, from made-up data.")
