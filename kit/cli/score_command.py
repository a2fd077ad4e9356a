"""``kit score``: read reflections against the rubric, as a second opinion."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from kit.files import read_text, replace
from kit.model import PlainError, Reader
from kit.terminal import say


def command(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="Text files (UTF-8), one reflection each.")
    ] = None,
    dimension: Annotated[
        str | None, typer.Option(help="The dimension that the text is about, such as equity.")
    ] = None,
    prompt: Annotated[
        str | None, typer.Option(help="The prompt's text, so that words copied from it can be recognized.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on each line.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a web page that needs no other files.")] = None,
    csv: Annotated[
        Path | None,
        typer.Option(help="Write the levels as response_id, rater, criterion, level, for kit agree."),
    ] = None,
    jsonl: Annotated[
        Path | None, typer.Option(help="Read many texts: rows with id, text, dimension, prompt.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The file that --jsonl writes its rows to.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes read --jsonl.")] = 1,
    reader: Annotated[
        str, typer.Option(help="Which reader (entry point group kit.readers).")
    ] = "partnership",
) -> None:
    """Read reflections against the rubric: levels, the sentences that earn them, cautions, and a next step.

    This is a second opinion; a person gives the mark. If a line of the `--jsonl` file can't be read, the exit
    code is 3.

    Examples: `kit score reflection.txt --dimension equity` · `kit score a.txt b.txt --html page.html` ·
    `kit score --jsonl in.jsonl --out out.jsonl --csv machine.csv --workers 4`, then
    `kit agree people.csv machine.csv`
    """
    from kit.reading import read_jsonl
    from kit.reading import reader as find_reader

    if (jsonl is None) == (not files) or (jsonl and not (out or csv)) or (out and not jsonl):
        raise PlainError("name text files, or many texts with --jsonl IN --out OUT; see kit score --help.")
    chosen = find_reader(reader)
    if jsonl is not None:
        if html is not None:
            raise PlainError("--html shows text files; name them instead of --jsonl.")
        if workers == 1:
            read = partial(read_jsonl, reader=chosen)
        else:
            from kit.reading.sharing import read_shared

            read = partial(read_shared, name=reader, workers=workers)
        raise typer.Exit(_many(jsonl, out, csv, chosen, read))
    texts = [_text(Path(file)) for file in files or ()]
    scores = [
        chosen.read(text, id=file, dimension=dimension, prompt=prompt)
        for file, text in zip(files or (), texts, strict=True)
    ]
    if html is not None:
        from kit.cli.score_page import page

        replace(html, page(texts, scores).encode("utf-8"))
        say(f"{html}: {len(scores)} read by the {chosen.name} reader (a second opinion).")
    if csv is not None:
        _levels(csv, scores, chosen)
    if as_json:
        for score in scores:
            say(json.dumps(dict(score), ensure_ascii=True))
    elif html is None and csv is None:
        from kit.cli.score_page import show

        for text, score in zip(texts, scores, strict=True):
            show(text, score)


def _text(file: Path) -> str:
    if file.is_dir():
        raise PlainError(f"{file} is a folder; name a text file.")
    text = read_text(file, newline="")
    if "\x00" in text:
        raise PlainError(f"{file} isn't plain text; save it as plain text (UTF-8) and try again.")
    return text


def _many(
    source: Path,
    out: Path | None,
    csv: Path | None,
    reader: Reader,
    read: Callable[[Iterable[str | bytes]], Iterator[dict[str, Any]]],
) -> int:
    for written in (out, csv):
        if written is not None and source.resolve() == written.resolve():
            raise PlainError(f"--out is the same file as --jsonl ({source}); choose another name.")
    # Split as bytes, so that a byte that isn't UTF-8 spoils only its own line.
    lines: list[str | bytes] = [*source.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    broken, good = 0, []
    with nullcontext() if out is None else out.open("w", encoding="utf-8", newline="\n") as file:
        for row in read(lines):
            if file is not None:
                file.write(json.dumps(row, ensure_ascii=True) + "\n")
            if "error" in row:
                broken += 1
                say(f"kit: {source}, line {row['line']}: {row['error']}.", err=True)
            else:
                good.append({"id": row["id"], "criteria": row["criteria"]})
    if csv is not None:
        _levels(csv, good, reader)
    if out is not None:
        say(f"{out}: {len(good)} read by the {reader.name} reader (a second opinion), {broken} not.")
    return 3 if broken else 0


def _levels(file: Path, scores: Sequence[Mapping[str, Any]], reader: Reader) -> None:
    """Write the levels as a long table. A level that was not given is an empty cell."""
    from kit.spreadsheet import write_csv

    levels = [
        (score["id"], f"reader:{reader.name}", criterion, part["level"])
        for score in scores
        for criterion, part in score["criteria"].items()
    ]
    write_csv(file, ("response_id", "rater", "criterion", "level"), levels)
    say(f"{file}: levels of {len(scores)} texts, in the form that kit agree reads.")
