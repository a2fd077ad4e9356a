"""``kit label``: label what each sentence in a table does."""

from pathlib import Path
from typing import Annotated

import typer

from kit.model import KitError
from kit.terminal import say


def command(
    table: Annotated[Path, typer.Argument(metavar="IN.tsv", help="Columns idx and sentence; UTF-8, tabs.")],
    out: Annotated[Path, typer.Option(help="The file to write: the table with two more columns.")],
    model: Annotated[
        Path | None,
        typer.Option(help="A folder that kit train wrote. Default: the model that comes with kit."),
    ] = None,
) -> None:
    """Label each sentence with its component of reflective writing, and say how sure each label is.

    All rows and columns keep their order. Two columns are added: `component` (one of nine) and `confidence`
    (0 to 1). If a column already has one of these names, it is renamed `given_…`. A blank sentence gets
    Other and 0.

    Example: `kit label sentences.tsv --out labelled.tsv`
    """
    from kit.files import replacing
    from kit.reading.moves import label, read_model, shipped, tables

    for path in (table, out):
        if path.is_dir():
            raise KitError(f"{path} is a folder; name a file.")
    if out.exists() and not out.is_file():
        # Otherwise a file would replace the device or pipe.
        raise KitError(f"{out} isn't a regular file; name one that is, or a new file.")
    if table.exists() and out.exists() and table.samefile(out):
        raise KitError(f"--out is the same file as the table ({table}); choose another name.")
    # Bytes that aren't UTF-8 pass through unchanged.
    with table.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as source:
        read = tables.read(source)
        read.place("idx", str(table))
        place = read.place("sentence", str(table))
        chosen = shipped() if model is None else read_model(model)
        rows = 0
        with (
            replacing(out.resolve()) as (new,),
            new.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file,
        ):
            file.write(tables.written([*_kept(read.header), "component", "confidence"]))
            for row in read.rows():
                (move,) = label([row[place]], model=chosen)
                file.write(tables.written([*row, move.component, f"{move.confidence:.4f}"]))
                rows += 1
    for line in read.odd[:5]:
        say(
            f"kit: {table}, line {line}: quotes or cells don't fit the header; the line is copied unchanged.",
            err=True,
        )
    if len(read.odd) > 5:
        say(f"kit: {table}: and {len(read.odd) - 5} more lines.", err=True)
    say(f"{out}: {rows} sentences labeled.")


def _kept(header: list[str]) -> list[str]:
    kept: list[str] = []
    for name in header:
        while name in ("component", "confidence") or name in kept:
            name = f"given_{name}"
        kept.append(name)
    return kept
