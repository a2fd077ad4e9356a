"""``kit label``: what each sentence of a table does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kit.reading.moves import Model
    from kit.reading.moves.tables import Table

_AT_ONCE = 2_000
_CHARACTERS = 4_000_000


def command(
    table: Annotated[Path, typer.Argument(metavar="IN.tsv", help="Columns idx and sentence; UTF-8, tabs.")],
    out: Annotated[Path, typer.Option("--out", help="Where the table with two more columns goes.")],
    model: Annotated[
        Path | None, typer.Option("--model", help="A folder that kit train wrote; without it, ours.")
    ] = None,
) -> None:
    """Label sentences: which component of reflective writing each is, and how sure that is.

    Every row and column comes back in order with `component` (one of nine) and `confidence` (0–1) added;
    a column that had one of these names comes back as `given_…`. A blank sentence is Other with 0.

    Example: `kit label sentences.tsv --out labelled.tsv`
    """
    from kit.files import replacing
    from kit.model import KitError
    from kit.reading.moves import read_model, shipped, tables

    for path in (table, out):
        if path.is_dir():
            raise KitError(f"{path} is a folder; name a file.")
    if out.exists() and not out.is_file():
        # A device or a pipe would be replaced by a file.
        raise KitError(f"{out} is no ordinary file; name one that may be written.")
    if table.exists() and out.exists() and table.samefile(out):
        raise KitError(f"--out is the same file as the table ({table}); choose another name.")
    # Bytes that are no UTF-8 pass through as they are.
    with table.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as source:
        read = tables.read(source)
        read.place("idx", str(table))
        chosen = shipped() if model is None else read_model(model)
        rows = 0
        with (
            replacing(out.resolve()) as (new,),
            new.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file,
        ):
            file.write(tables.written([*_kept(read.header), "component", "confidence"]))
            for lines in _labelled(read, str(table), chosen):
                file.write("".join(lines))
                rows += len(lines)
    for line in read.odd[:5]:
        typer.echo(
            f"kit: {table}, line {line}: quotes or cells don't fit the header; kept as it stands.", err=True
        )
    if len(read.odd) > 5:
        typer.echo(f"kit: {table}: and {len(read.odd) - 5} lines more.", err=True)
    typer.echo(f"{out}: {rows} sentences labelled.")


def _kept(header: list[str]) -> list[str]:
    kept: list[str] = []
    for name in header:
        while name in ("component", "confidence") or name in kept:
            name = f"given_{name}"
        kept.append(name)
    return kept


def _labelled(table: Table, where: str, model: Model) -> Iterator[list[str]]:
    from kit.reading.moves import label
    from kit.reading.moves.tables import written

    place = table.place("sentence", where)
    batch, held = list[list[str]](), 0

    def done() -> list[str]:
        moves = label([row[place] for row in batch], model=model)
        return [
            written([*row, move.component, f"{move.confidence:.4f}"])
            for row, move in zip(batch, moves, strict=True)
        ]

    for row in table.rows():
        batch.append(row)
        held += sum(map(len, row))
        if len(batch) == _AT_ONCE or held > _CHARACTERS:
            yield done()
            batch.clear()
            held = 0
    yield done()
