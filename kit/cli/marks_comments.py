"""``kit marks comments``: export the bank of comments to a CSV, or import one."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Root
from kit.files import require_folder
from kit.model import NotFound, PlainError
from kit.terminal import say


def comments(
    course_root: Root,
    out: Annotated[Path | None, typer.Option(help="Write the whole comment bank to this CSV.")] = None,
    take: Annotated[
        Path | None, typer.Option(help="Add the comments in this CSV to the comment bank.")
    ] = None,
) -> None:
    """Show how many comments markers can start from, or export this comment bank or add comments to it.

    The course has comments for each criterion at each level. Your own comments, and how often each one was
    used, are in `comments.csv` in the course root. A table for `--take` needs the columns criterion, level,
    and text. In a text, {quote} stands for the learner's own words. Taking the same table twice changes
    nothing.

    Examples: `kit marks comments assignments --out bank.csv` ·
    `kit marks comments assignments --take bank.csv`
    """
    from kit.grading.comment_bank import export_bank, import_bank, read_bank

    require_folder(course_root)
    if out is not None and take is not None:
        raise PlainError("use --out or --take, but not both.")
    if take is not None:
        if not take.is_file():
            raise NotFound(f"there is no file {take}; check the name.")
        taken = import_bank(course_root, take)
        say(f"{take}: {taken.added} added to the bank, {taken.known} already there.")
    if out is not None:
        say(f"{out}: {export_bank(course_root, out)} comments.")
        return
    bank = read_bank(course_root)
    own, used = sum(one.own for one in bank), sum(one.uses for one in bank)
    say(f"The bank has {len(bank)} comments, {own} of them your own; they were used {used} times.")
