"""``kit certificate``: check a certificate that somebody shows you."""

from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    verify: Annotated[
        Path,
        typer.Option(
            metavar="FILE", help="The PDF as it was sent, or a text file with the code from its page."
        ),
    ],
    key: Annotated[
        str | None,
        typer.Option(
            metavar="PUB",
            help="The course's key, as you got it from the course: certificate_key.pub, or the fingerprint.",
        ),
    ] = None,
) -> None:
    """Check whether a certificate is genuine, and show which key signed it.

    It is refused, with exit code 1, if a name, number of hours, or date was changed, if the PDF was saved
    again, or if another key signed it. Anybody can make a key. So without `--key`, compare the fingerprint
    that is printed with the one that the course gives out. A code that was copied off the page proves only
    the facts in the code, not the rest of the page.

    Examples: `kit certificate --verify certificate_maria.pdf --key certificate_key.pub` ·
    `kit certificate --verify code.txt`
    """
    from kit.certificates.keys import named_key
    from kit.certificates.signed import MOST_BYTES
    from kit.certificates.signed import verify as verified
    from kit.model import NotFound, PlainError

    if not verify.is_file():
        raise NotFound(f"there is no file {verify}; check the name.")
    if verify.stat().st_size > MOST_BYTES:
        raise PlainError(f"{verify} is larger than any certificate; use the PDF as it was sent.")
    found = verified(verify.read_bytes(), verify.name, named_key(key) if key else None)
    say(found.sentence)
    if not found.is_true:
        raise typer.Exit(1)
