"""``kit certificate``: whether a certificate is true, for whoever is shown one."""

from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    verify: Annotated[
        Path,
        typer.Option(
            metavar="FILE", help="The PDF as it was sent, or a text file with the code off its page."
        ),
    ],
    key: Annotated[
        str | None,
        typer.Option(
            metavar="PUB",
            help="The course's key as the course gives it: certificate_key.pub, or the fingerprint.",
        ),
    ] = None,
) -> None:
    """Say whether a certificate is true, and which key signed it.

    A changed name, hour or date, a page saved anew and another key are refused, with exit code 1. Without
    `--key` compare the fingerprint that is printed with the one that the course gives: anybody can make a
    key of their own. What was copied off a page tells what is true, and not what else stands on the page.

    Examples: `kit certificate --verify certificate_maria.pdf --key certificate_key.pub` ·
    `kit certificate --verify code.txt`
    """
    from kit.certificates.keys import named_key
    from kit.certificates.signed import MOST_BYTES
    from kit.certificates.signed import verify as verified
    from kit.model import KitError, NotFound

    if not verify.is_file():
        raise NotFound(f"there is no file {verify}; check the name.")
    if verify.stat().st_size > MOST_BYTES:
        raise KitError(f"{verify} is larger than any certificate; take the PDF as it was sent.")
    found = verified(verify.read_bytes(), verify.name, named_key(key) if key else None)
    say(found.sentence)
    if not found.is_true:
        raise typer.Exit(1)
