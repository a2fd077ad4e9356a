"""``kit train``: train the move model from its data."""

from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    data: Annotated[Path, typer.Option(help="A folder with CEReD's train.tsv (and val.tsv).")],
    out: Annotated[Path, typer.Option(help="The folder to write the model to.")],
    seed: Annotated[
        int, typer.Option(min=0, help="The same seed gives the same folds for cross-validation.")
    ] = 0,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a model that is already there.")
    ] = False,
) -> None:
    """Train the model that says what a sentence does. It takes a few minutes on two cores.

    This runs only in a checkout of the source. The same data, seed, and versions give the same file. If the
    data is CEReD as published, training also uses a large model's opinions of its sentences, which come with
    the course. With other data, the model learns from the raters' labels alone, and the command says so.

    Example: `kit train --data cered --out my_model`, then `kit label IN.tsv --out OUT.tsv --model my_model`
    """
    import json

    from kit.cli.places import from_lab
    from kit.files import replacing
    from kit.model import KitError
    from kit.reading.moves import FILE

    with from_lab():
        from lab.moves import training

    if not data.is_dir():
        raise KitError(f"{data} isn't a folder; name the folder that holds train.tsv.")
    if out.exists() and not out.is_dir():
        raise KitError(f"{out} is a file; name a folder for the model.")
    files = out / FILE, out / "figures.json", out / "ATTRIBUTION.md"
    there = [file.name for file in files if file.exists()]
    if there and not replace:
        raise KitError(f"{out} already holds {', '.join(there)}; choose another folder or add --replace.")
    trained = training.train(data, seed, lambda said: say(f"kit: {said}", err=True))
    with replacing(*files) as (model, figures, notice):
        model.write_bytes(trained.weights.to_bytes())
        figures.write_text(json.dumps(trained.weights.about, indent=1, sort_keys=True) + "\n", "utf-8")
        notice.write_text(training.attribution(), "utf-8")
    best = trained.weights.about["held_out"].get("from_3")
    say(
        f"{out / FILE}: {len(trained.weights.hashes)} features, learned from {len(trained.judged)} sentences."
    )
    if best:
        low, high = best["accuracy"][1:]
        say(
            f"Held out by cross-validation, rater confidence from 3: accuracy {best['accuracy'][0]:.3f} "
            f"({low:.3f} to {high:.3f}), kappa {best['kappa'][0]:.3f}."
        )
    if trained.taught:
        say(
            "The opinions of the large model were read from the course; they were not made again here "
            "(the model card says how they were made)."
        )
    else:
        say(
            "No teacher: the opinions that come with the course are about other sentences than these, so "
            "the model learned from the raters' labels alone."
        )
