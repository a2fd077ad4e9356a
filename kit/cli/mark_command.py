"""``kit mark``: open the marking desk, a local page for reading texts and giving levels by key."""

from __future__ import annotations

import asyncio
import secrets
import signal
import webbrowser
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.places import Gradebook, Place, Root, name_of, share_of
from kit.files import require_folder
from kit.terminal import many, say

if TYPE_CHECKING:
    from kit.desk import Desk, Serving, Sitting

_WAY_IN = "open_desk_*.html"


Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Language of the desk, such as es.", show_default=False)
]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in your browser.")]
Port = Annotated[
    int | None, typer.Option(min=1024, max=65535, help="Port. Default: any free one.", show_default=False)
]


class Opinion(StrEnum):
    """When the desk shows a second opinion."""

    hidden = "hidden"
    after = "after"
    beside = "beside"


def command(
    course_root: Root,
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as equity.")],
    rater: Annotated[
        str, typer.Option(help="Who is marking; each marker's levels are kept under that name.")
    ] = "instructor",
    blind: Annotated[
        bool, typer.Option("--blind", help="Show nothing from other markers: no level, no reason, no name.")
    ] = False,
    sample: Annotated[
        str | None,
        typer.Option(
            metavar="SHARE", help="Only a share of the texts, such as 10%, from every part of the scale."
        ),
    ] = None,
    second_opinion: Annotated[
        Opinion | None,
        typer.Option(
            help="When to show a machine's reading: never (as with --blind), after your own levels, or from "
            "the beginning.",
            show_default="after",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same order.")] = 1,
    ratings: Place = None,
    gradebook: Gradebook = None,
    language: Language = None,
    browser: Browser = True,
    port: Port = None,
) -> None:
    """Open the marking desk: a learner's text on the left, the rubric on the right, levels by key.

    Press 0, 1, 2, or 3 to give a level and go to the next criterion. Press Enter for the next text that
    waits, and ? to see every key. Each level is saved right away: the first marker's in nbgrader's gradebook,
    where the marks are, and everybody's in `ratings.db`. You see codes in place of learners' names. Press
    Ctrl-C to end the desk. When you open it again, it continues where you stopped.

    Examples: `kit mark assignments equity` · for a second marker `kit mark assignments equity --rater "Ben
    Okafor" --blind --sample 10%`
    """
    from kit.desk import Sitting

    require_folder(course_root)
    sitting = Sitting(
        course_root=course_root,
        assignment=assignment,
        rater=name_of(rater, "--rater"),
        seed=seed,
        gradebook_url=gradebook,
        language=language,
        second_opinion=(second_opinion or (Opinion.hidden if blind else Opinion.after)).value,
        blind=blind,
        sample=None if sample is None else share_of(sample, "--sample"),
    )
    open_desk(sitting, ratings, browser=browser, port=port)


def open_desk(sitting: Sitting, ratings: str | None, *, browser: bool, port: int | None) -> None:
    """Serve the desk until somebody ends it. Raises `KitError` as `kit.desk.Desk` does."""
    from kit.desk import Desk
    from kit.ratings import open_ratings

    with open_ratings(sitting.course_root if ratings is None else ratings) as store:
        desk = Desk(sitting, store)
        if desk.unmarked:
            say(f"Not marked by the first marker yet, so not in the sample: {many(desk.unmarked, 'text')}.")
        if not desk.is_first:
            say(
                f"{sitting.rater} isn't the first marker that class.json names, so these levels are kept "
                "beside the marks. Where markers differ, the key D settles which level is the mark."
            )
        asyncio.run(_serve(desk, port or 0, browser=browser))


async def _serve(desk: Desk, port: int, *, browser: bool) -> None:
    from kit.desk import serving

    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    async with serving(desk, port) as served:
        say(f"The desk: {served.address} (keep this window open; Ctrl-C ends it, everything is saved)")
        way_in = _open(desk, served) if browser else None
        try:
            await ended.wait()
        finally:
            if way_in is not None:
                way_in.unlink(missing_ok=True)


def _open(desk: Desk, served: Serving) -> Path | None:
    """Open the page through a private file, since other accounts can see a program's arguments."""
    from kit.files import replace
    from kit.web_page import leading_to

    root, words = desk.sitting.course_root.resolve(), desk.content.words
    for old in root.glob(_WAY_IN):
        with suppress(OSError):
            old.unlink()
    file = root / _WAY_IN.replace("*", secrets.token_hex(8))
    page = leading_to(served.address, opening=words["page.opening"], by_hand=words["page.open_by_hand"])
    try:
        replace(file, page.encode("utf-8"), mode=0o600)
        opened = webbrowser.open(file.as_uri())
    except OSError:
        opened = False
    if not opened:
        say("No browser could be opened; copy the address into one.")
    return file
