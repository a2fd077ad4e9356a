"""``kit check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer


def command(
    folder: Annotated[
        Optional[Path],  # noqa: UP045  # because typer reads the annotation at run time
        typer.Argument(help="A checkout or a folder of case studies; left out, the checkout you are in."),
    ] = None,
    schemas: Annotated[
        Optional[Path],  # noqa: UP045  # because typer reads the annotation at run time
        typer.Option(help="Write the JSON Schemas of the content files into this folder instead."),
    ] = None,
) -> None:
    """Check the course's content: each fault as file:line, what is wrong, what right looks like.

    Example: `kit check` or `kit check my_course --schemas schemas/`
    """
    from kit.content import check
    from kit.content.course_files import checkout

    if schemas is not None:
        _write_schemas(schemas)
        return
    faults = check(folder or checkout())
    for fault in faults:
        typer.echo(fault)
    if faults:
        typer.echo(f"{len(faults)} to mend." if len(faults) > 1 else "1 to mend.", err=True)
        raise typer.Exit(1)
    typer.echo("The content is as it should be.")


def _write_schemas(folder: Path) -> None:
    import json

    from kit.content import schemas

    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name.removesuffix('.yaml')}.schema.json").write_text(text, "utf-8")
    typer.echo(f"Wrote {len(schemas())} schemas to {folder}.")
