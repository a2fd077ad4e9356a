"""``kit class certificates``: make a signed page for every learner in the class who has finished."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.places import Root
from kit.model import PlainError
from kit.terminal import say, some

if TYPE_CHECKING:
    from kit.certificates.finished import ClassStanding
    from kit.certificates.signed import SigningKey


def certificates(
    course_root: Root,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the files. Default: certificates/ in the course root.", show_default=False
        ),
    ] = None,
    vouch: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LEARNER",
            help="You know that this learner answered privately: count each week they handed in.",
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of the page, such as es.", show_default="en")
    ] = None,
) -> None:
    """Make a certificate, as a signed PDF, for each learner who has finished the course.

    A week counts when every question in it was handed in with an answer. Questions marked Stretch, and those
    that start out private, may be left out. A week's minutes are the course's estimate, the same for
    everybody. Every week except the follow-up must count; the follow-up only adds its minutes. A certificate
    shows no marks and no answers.

    The first run makes the course's key and asks you to choose a passphrase for it. Later runs ask for that
    passphrase; nobody can sign without it. Share the fingerprint that it prints with everybody, on a web page
    of your own. You can run this again at any time: certificates that are still right stay unchanged.

    Examples: `kit class certificates ~/fall-class` · `kit class certificates . --vouch maria --language es`
    """
    from rich.console import Console
    from rich.progress import Progress

    from kit.certificates.finished import class_standing
    from kit.certificates.keys import PRIVATE, PUBLIC, has_key, public_key
    from kit.certificates.making import certificates as listed
    from kit.certificates.making import make
    from kit.certificates.signed import fingerprint
    from kit.classroom import read_settings
    from kit.content import compiled

    content = compiled() if language is None or language == "en" else compiled().in_language(language)
    standing = class_standing(course_root, vouch or ())
    course = read_settings(course_root).course or content.words["certificate.course"]
    folder = course_root / "certificates" if out is None else out
    everybody = listed((one for one in standing.learners if one.has_finished), folder, course)
    known = public_key(course_root / PUBLIC)
    todo = [one for one in everybody if known is None or not one.is_made(known)]
    new = not has_key(course_root)
    if todo:
        signer = _signer(course_root, new=new)
        known = signer.public
        if new:
            say(f"{course_root / PRIVATE}: the key, locked with your passphrase. Keep a copy of both.")
        todo = [one for one in todo if not one.is_made(signer.public)]
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("certificates", total=len(todo))
            make(todo, signer, content.words, on_done=lambda _: bar.advance(task))
    _say_who(standing, folder)
    if not everybody:
        say("Nobody has finished yet, so there is no certificate.")
        return
    say(f"{folder}: certificates made: {len(todo)}; there already: {len(everybody) - len(todo)}.")
    by = fingerprint(known or "")
    say(f"The course's key has the fingerprint {by}; {PUBLIC} is the key itself, to share with everybody.")
    say(f"Anybody can check one: kit certificate --verify FILE --key {by}")


def _signer(root: Path, *, new: bool) -> SigningKey:
    """Return the course's key, opened with its passphrase. With ``new``, make the key first."""
    from kit.certificates.keys import make_key, open_key
    from kit.journal.backup import check_passphrase

    if not new:
        return open_key(root, asked("The passphrase of the key that signs certificates"))
    passphrase = asked("A passphrase for the new key that signs certificates, 12 characters or more")
    check_passphrase(passphrase)
    if asked("The same passphrase again") != passphrase:
        raise PlainError("the two passphrases differ, so nothing was written; type the command again.")
    return make_key(root, passphrase)


def asked(what: str) -> str:
    """Ask for a secret at the terminal without showing it. Raises `KitError` if there is no terminal."""
    if not sys.stdin.isatty():
        raise PlainError("the key that signs certificates needs a passphrase; run this in a terminal.")
    # getpass turns echo off before it prints the prompt.
    return getpass(f"{what}: ")


def _say_who(standing: ClassStanding, folder: Path) -> None:
    from kit.certificates.making import certificate_file

    for sentence in standing.problems:
        say(f"kit: {sentence}", err=True)
    for one in standing.learners:
        if one.has_finished:
            continue
        lacks = [
            f"{title} (not handed in)" if n is None else f"{title} ({n} without a shared answer)"
            for title, n in one.missing
        ]
        there = ", has an earlier certificate" if certificate_file(folder, one.learner).exists() else ""
        say(f"{one.name} ({one.learner}), not finished{there}: {some(lacks, 3)}.")
