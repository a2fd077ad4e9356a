"""``kit start``: open the course in the browser, in the learner's own copy."""

import os
import signal
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from kit.terminal import say

_NO_BROWSER = "No browser could be opened; copy the address into one."


def command(
    workspace: Annotated[
        Path | None,
        typer.Option(
            help="Your folder for the course; the first start makes it.", show_default="~/partnership-course"
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1024, max=65535, help="Port; each folder remembers its own.")
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in your browser.")
    ] = True,
    handin_to: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="The folder Hand in copies your file to; the course remembers it. Use an empty name to stop "
            "this.",
        ),
    ] = None,
    learner: Annotated[
        str | None, typer.Option(help="The name that your instructor's gradebook has for you.")
    ] = None,
    lab: Annotated[bool, typer.Option("--lab", help="Open the course's notebooks in JupyterLab.")] = False,
    reading: Annotated[
        bool | None,
        typer.Option(
            "--reading/--no-reading",
            help="Show *Where would a reader look?* under graded texts; the folder remembers this choice.",
        ),
    ] = None,
) -> None:
    """Open the course in your browser.

    The notebooks are copied into a folder of your own. Each start updates them and keeps every answer. If you
    changed a notebook, your version is kept next to the new one as `NAME (yours).ipynb`.

    Example: `kit start`
    """
    from kit.content.course_files import course_files
    from kit.journal import read_workspace
    from kit.journal.faults import faults_in
    from kit.launch import DEFAULT, find_running, out_of_date, refresh, start_server

    folder = (workspace or DEFAULT).expanduser().resolve()
    root, is_made = course_files(), (folder / ".partnership" / "workspace.json").is_file()
    # An invitation's id stays, whatever the hub calls its account.
    own = read_workspace(folder)["learner"] if is_made else None
    learner = learner or own or os.environ.get("JUPYTERHUB_USER")
    if newer := out_of_date(root):
        changed = newer[0].relative_to(root)
        say(f"{changed} has changed since the last build; run `kit build` to see it.")
    if is_made and (running := find_running(folder, lab=lab)):
        _hand_in_to(folder, handin_to)
    else:
        done = refresh(folder, learner=learner)
        for name, kept in done.kept:
            say(
                f"You had changed {name}: your copy is now “{kept}”, and {name} is the course's version "
                "again."
            )
        for fault in faults_in(folder):
            say(fault)
        _hand_in_to(folder, handin_to)
        if reading is not None:
            from kit.journal.workspace import update_workspace

            update_workspace(folder, reading=reading)
        _end_like_ctrl_c()
        try:
            running = start_server(folder, port=port, lab=lab)
        except KeyboardInterrupt:
            raise typer.Exit(0) from None
    if running.process is None:
        say(f"The course is already open: {running.address} (to end it, press Ctrl-C where you started it)")
        if browser and not running.open_page():
            say(_NO_BROWSER)
        return
    try:
        if running.moved_from:
            say(
                f"Another program uses port {running.moved_from}, so this page has a different address "
                "today; all your saved answers are there."
            )
        title = "Your course in JupyterLab" if lab else "Your course"
        say(f"{title}: {running.address} (keep this window open; Ctrl-C ends the course)")
        say(
            f"The same course on pages of its own: {running.page_address}"
            if lab
            else "The same course as notebooks: Help, Open this week as a notebook, or kit start --lab"
        )
        if browser and not running.open_page():
            say(_NO_BROWSER)
        code = running.wait()
    except KeyboardInterrupt:
        code = 0
    finally:
        running.stop()
    raise typer.Exit(1 if code else 0)


def _hand_in_to(folder: Path, named: str | None) -> None:
    from kit.handin.sending import folder_for, name_folder

    if named is not None:
        name_folder(folder, named)
    if place := folder_for(folder):
        say(f"Hand in will copy your file to {place} (it says so on the page before you choose it).")


def _end_like_ctrl_c() -> None:
    """Make closing the window, or a kill signal, end the course as Ctrl-C does. A second one is ignored."""
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        numbers.remove(signal.SIGHUP)  # started with nohup, so it should keep running

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:  # an impatient second Ctrl-C would leave kernels running
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, interrupt)
