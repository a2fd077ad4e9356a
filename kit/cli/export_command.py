"""``kit export``: save a learner's work as a web page, a Word file, a PDF, or dates for a calendar."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Workspace, workspace_folder
from kit.model import PlainError
from kit.terminal import say


def command(
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="html, docx, pdf or ics. Default: the ending of --out, or docx.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="The file to write. Default: partnership_workbook.… in this folder.", show_default=False
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM", help="Only the answer with this id; may be given more than once."),
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Include private answers; each page then says so.")
    ] = False,
    workspace: Workspace = None,
) -> None:
    """Put everything you made into one file: plans, records, reflections, first and last thoughts.

    Drafts are left out. Only your account can open the file. A file with private answers can't be saved in
    the course folder.

    Examples: `kit export --format pdf` · `kit export --out dates.ics`
    """
    from kit.files import replace
    from kit.pages.workbook import Chosen, file_name, put_out

    folder = workspace_folder(workspace)
    format = format or _by_ending(out)
    target = (out or Path(file_name(format))).resolve()
    if private and folder.resolve() in target.parents:
        raise PlainError(
            f"{target} is in the course folder, where private answers can't go; choose another place with "
            "--out."
        )
    made = put_out(folder, format, Chosen(private=private, items=set(only) if only else None))
    replace(target, made, mode=0o600)
    say(f"{target} is written. {'It holds private answers.' if private else 'No private answer is in it.'}")


def _by_ending(out: Path | None) -> str:
    from kit.pages.workbook import FORMATS

    ending = out.suffix.removeprefix(".").lower() if out else ""
    if ending and ending not in FORMATS:
        raise PlainError(
            f"{out} ends in .{ending}, and kit export writes {', '.join(FORMATS)}; "
            "give the file one of these endings, or add --format."
        )
    return ending or "docx"
