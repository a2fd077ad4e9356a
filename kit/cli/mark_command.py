"""``kit mark``: open the marking desk, a local page for reading texts and giving levels by key."""

from __future__ import annotations

import asyncio
import json
import secrets
import signal
import time
import webbrowser
from contextlib import ExitStack, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.cli.places import Gradebook, Place, Root, name_of, share_of
from kit.files import replace, require_folder
from kit.model import KitError
from kit.terminal import many, say

if TYPE_CHECKING:
    from kit.desk import Desk, Sitting

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
    """Serve the desk until somebody ends it, or lead to the one that this class already has.

    Raises `KitError` as `kit.desk.Desk` does, or if another marker has the desk.
    """
    from kit.desk import Desk
    from kit.journal.lock import Busy, lock_folder, locked
    from kit.ratings import open_ratings

    place = sitting.course_root.stat()
    name = f"desk-{place.st_dev:x}-{place.st_ino:x}"
    note = lock_folder() / f"{name}.json"
    with ExitStack() as held:
        while True:
            # The system gives the lock back when a desk is killed.
            try:
                held.enter_context(locked(name, 0))
                break
            except Busy:
                if note.is_file():
                    return _lead(sitting, json.loads(note.read_text("utf-8")), browser=browser)
                # The other desk is still opening.
                time.sleep(0.1)
        note.unlink(missing_ok=True)
        store = held.enter_context(open_ratings(sitting.course_root if ratings is None else ratings))
        desk = Desk(sitting, store)
        if desk.unmarked:
            say(f"Not marked by the first marker yet, so not in the sample: {many(desk.unmarked, 'text')}.")
        if not desk.is_first:
            say(
                f"{sitting.rater} isn't the first marker that class.json names, so these levels are kept "
                "beside the marks. Where markers differ, the key D settles which level is the mark."
            )
        try:
            asyncio.run(_serve(desk, port or 0, note, browser=browser))
        finally:
            note.unlink(missing_ok=True)
            _remove_ways_in(sitting.course_root)


def _lead(sitting: Sitting, running: dict[str, Any], *, browser: bool) -> None:
    if (running["rater"], running["blind"]) != (sitting.rater, sitting.blind):
        raise KitError("desk.open_already", assignment=running["assignment"], rater=running["rater"])
    say(
        f"The desk of this class is already open: {running['address']} (it marks {running['assignment']}; "
        "for another assignment, end it first)"
    )
    if browser:
        _open(sitting.course_root, running["address"])


async def _serve(desk: Desk, port: int, note: Path, *, browser: bool) -> None:
    from kit.desk import serving

    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    async with serving(desk, port) as served:
        say(f"The desk: {served.address} (keep this window open; Ctrl-C ends it, everything is saved)")
        running = {name: getattr(desk.sitting, name) for name in ("assignment", "rater", "blind")}
        replace(note, json.dumps({**running, "address": served.address}).encode("utf-8"), mode=0o600)
        if browser:
            _open(desk.sitting.course_root, served.address)
        await ended.wait()


def _remove_ways_in(course_root: Path) -> None:
    for file in course_root.glob(_WAY_IN):
        with suppress(OSError):
            file.unlink()


def _open(course_root: Path, address: str) -> None:
    """Open the page through a private file, since other accounts can see a program's arguments."""
    from kit.content import compiled
    from kit.web_page import leading_to

    words = compiled().words
    _remove_ways_in(course_root)
    file = course_root.resolve() / _WAY_IN.replace("*", secrets.token_hex(8))
    page = leading_to(address, opening=words["page.opening"], by_hand=words["page.open_by_hand"])
    try:
        replace(file, page.encode("utf-8"), mode=0o600)
        opened = webbrowser.open(file.as_uri())
    except OSError:
        opened = False
    if not opened:
        say("No browser could be opened; copy the address into one.")
