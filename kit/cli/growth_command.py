"""``kit growth``: journals in, a picture with its table out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kit.model import Response


def command(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Journals (responses.jsonl) or workspace folders.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for picture, table and words; made if missing.")],
) -> None:
    """Draw self-ratings over the course's occasions: picture (SVG, PNG), table (CSV, HTML) and alt text.

    Several journals of one learner are read together; several learners get a folder each, and one
    `growth.csv` for all. There is no line for bias, and a gap is a gap, never a zero.

    Example: `kit growth ~/partnership-course --out growth`
    """
    from kit.charts.export import write_growth
    from kit.content import compiled

    learners = _learners(paths)
    for written in write_growth(learners.items(), out, compiled()):
        typer.echo(f"{written.picture}: {written.sentence}")
    typer.echo(
        f"{out / 'growth.csv'}: the same numbers as a table; growth.html and growth_alt.txt say it in words."
    )


def _learners(paths: list[Path]) -> dict[str, list[Response]]:
    """Saved revisions by learner; several files of one workspace are merged."""
    from kit.journal import learner_of, merge, read_lines

    found: dict[str, list[Response]] = {}
    for path in paths:
        file = path / "responses.jsonl" if path.is_dir() else path
        responses, faults = read_lines(file)
        for fault in faults:
            typer.echo(f"kit: {fault}", err=True)
        by_workspace: dict[str, list[Response]] = {}
        for response in responses:
            by_workspace.setdefault(response.workspace, []).append(response)
        known = (file.parent / ".partnership" / "workspace.json").is_file() and len(by_workspace) == 1
        for workspace, theirs in by_workspace.items():
            name = learner_of(file.parent) if known else workspace
            found[name] = merge(found.get(name, []), theirs)
    return found
