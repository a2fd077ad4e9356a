"""``kit check``: list what is wrong with the course's content, write its schemas, and lock its ids."""

from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            help="A checkout or a folder of case studies. Default: the checkout you are in.",
        ),
    ] = None,
    schemas: Annotated[
        Path | None,
        typer.Option(help="Write the JSON Schemas of the content files into this folder instead."),
    ] = None,
    lock: Annotated[
        bool, typer.Option("--lock", help="Add new ids to content.lock before a release; none is removed.")
    ] = False,
    words: Annotated[
        bool,
        typer.Option("--words", help="Also print each step's words and minutes."),
    ] = False,
    graph: Annotated[
        str | None,
        typer.Option(
            metavar="SCENE", help="Print a scene as a Mermaid diagram instead; all prints every scene."
        ),
    ] = None,
    play: Annotated[
        str | None,
        typer.Option(
            metavar="SCENE",
            help="Play all paths of a scene instead, and print the shortest; all plays every scene.",
        ),
    ] = None,
) -> None:
    """Check the course's content. Each line gives file and line, what is wrong, and how to fix it.

    If nothing is wrong, you see the words, reading grade, and minutes of each notebook and scene.

    Examples: `kit check` · `kit check --words` · `kit check --lock` before a release ·
    `kit check --play first_call`
    """
    from kit.content import content_lock, sentence_of
    from kit.content.checking import faults_of
    from kit.content.count_tables import count_lines, scene_lines
    from kit.content.course_files import checkout
    from kit.content.loader import read
    from kit.model import ContentFault

    if schemas is not None:
        _write_schemas(schemas)
        return
    place = folder or checkout()
    if lock:
        added = content_lock.lock(place)
        say(f"Added to content.lock: {len(added)}." if added else "content.lock has every id.")
        return
    if graph or play:
        from kit.cli.check_scenes import graphs, played

        for lines_of, name in ((graphs, graph), (played, play)):
            for line in lines_of(place, name) if name else ():
                say(line)
        return
    loaded = read(place)
    faults = faults_of(loaded)
    if faults:
        say(sentence_of(ContentFault(*faults)))
        say(f"{len(faults)} faults to fix." if len(faults) > 1 else "1 fault to fix.", err=True)
        raise typer.Exit(1)
    say("No faults found in the content.")
    for lines in (count_lines(loaded, steps=words), scene_lines(loaded)):
        if lines:
            say("\n" + "\n".join(lines))
    if new := content_lock.unlocked(loaded):
        say(
            f"Ids that are new since the last release: {len(new)}. Before the next release: kit check --lock",
            err=True,
        )


def _write_schemas(folder: Path) -> None:
    import json

    from kit.content.checking import schemas

    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        path = folder / f"{name.removesuffix('.yaml')}.schema.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    say(f"Wrote {len(schemas())} schemas to {folder}.")
