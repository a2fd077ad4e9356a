"""``kit charts``: draw every chart on one page, to see how they look."""

from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    gallery: Annotated[Path, typer.Option(metavar="OUT_DIR", help="Folder for the page; made if missing.")],
) -> None:
    """Draw every chart from made-up data on one page, `gallery.html`, to see how each one looks.

    No real answers are read. Each chart is shown at 600 pixels, at the width of a phone, and without color,
    with a description and a table. The pictures are in the same folder as SVG and PNG.

    Example: `kit charts --gallery gallery`
    """
    from kit.content import compiled
    from kit.report.charts.gallery import write_gallery

    say(f"{write_gallery(gallery, compiled())}: every chart, from made-up data.")
