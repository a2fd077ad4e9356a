"""``kit score``: read reflections against the rubric, as a second opinion."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kit.model import Reader


def command(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="Text files (UTF-8), one reflection each.")
    ] = None,
    dimension: Annotated[
        str | None,
        typer.Option("--dimension", help="equity, respect, communication, advocacy or commitment."),
    ] = None,
    prompt: Annotated[
        str | None, typer.Option("--prompt", help="The prompt's text, to tell copied words.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", help="Many texts: rows with id, text, dimension, prompt.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where --jsonl writes its rows.")] = None,
    reader: Annotated[
        str, typer.Option("--reader", help="Which reader (entry point group kit.readers).")
    ] = "preliminary",
) -> None:
    """Read reflections against the rubric: levels, the sentences that earn them, cautions, a next step.

    It is a second opinion from a *preliminary* reader; a person gives the mark.

    Examples: `kit score reflection.txt --dimension equity` · `kit score --jsonl in.jsonl --out out.jsonl`
    """
    from kit.model import KitError
    from kit.reading import reader as find_reader
    from kit.reading.lines import DIMENSIONS

    if dimension not in (None, *DIMENSIONS):
        raise KitError(f"dimension {dimension!r} is unknown; use one of {', '.join(DIMENSIONS)}.")
    if (jsonl is None) == (not files) or (jsonl is None) != (out is None):
        raise KitError("name text files, or many texts with --jsonl IN --out OUT; see kit score --help.")
    chosen = find_reader(reader)
    if jsonl is not None and out is not None:
        raise typer.Exit(_many(jsonl, out, chosen))
    from kit.cli.score_page import show

    for file in files or ():
        text = _text(Path(file))
        score = dict(chosen.read(text, id=file, dimension=dimension, prompt=prompt))
        if as_json:
            typer.echo(json.dumps(score, ensure_ascii=True))
        else:
            show(text, score)


def _text(file: Path) -> str:
    from kit.model import KitError

    if file.is_dir():
        raise KitError(f"{file} is a folder; name a text file.")
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise KitError(f"{file} is not UTF-8 text; save it as plain text (UTF-8) and try again.") from fault
    if "\x00" in text:
        raise KitError(f"{file} holds bytes that are no text; save it as plain text (UTF-8) and try again.")
    return text


def _many(source: Path, out: Path, reader: Reader) -> int:
    from kit.model import KitError
    from kit.reading import read_jsonl

    if source.resolve() == out.resolve():
        raise KitError(f"--out is the same file as --jsonl ({source}); choose another name.")
    broken = read = 0
    # As bytes: one that is no UTF-8 spoils its own line, not the file.
    lines: list[str | bytes] = [*source.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for row in read_jsonl(lines, reader):
            file.write(json.dumps(row, ensure_ascii=True) + "\n")
            if "error" in row:
                broken += 1
                typer.echo(f"kit: {source}, line {row['line']}: {row['error']}.", err=True)
            else:
                read += 1
    typer.echo(f"{out}: {read} read by the {reader.name} reader (a second opinion), {broken} not.")
    return 3 if broken else 0
