"""Uploads that are no hand-in, such as a Word file or a text typed into the platform: each one is named."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from kit.grading.left_out import LeftOut, is_clutter
from kit.grading.whose import Whose
from kit.handin.downloads import account, is_platforms_own, is_typed, named_by


class Upload(NamedTuple):
    """A file beside hand-ins, and the whole way to it."""

    name: str
    folder: str


def not_taken(
    uploads: Collection[Upload], came: Collection[str | None], assignment: str, whose: Whose
) -> Iterator[LeftOut]:
    """A row for each upload that isn't a zip.

    ``came`` are accounts of the platform that sent a zip in the same download. What a platform adds by itself
    is nobody's upload; a text typed there counts where its learner sent nothing else.
    """
    kept = [one for one in uploads if not _is_nobodys(one)]
    sent = {*came, *(account(*one) for one in kept if not is_typed(one.name))} - {None}
    for one in kept:
        who = account(*one)
        typed = is_typed(one.name)
        if typed and who in sent:
            continue
        why = f"{one.name} was typed into the platform, without a zip" if typed else "not a zip"
        yield LeftOut(
            one.name, whose.in_words(*one, assignment), why, _sentence(one.name, typed, who in came)
        )


def _is_nobodys(one: Upload) -> bool:
    # Without a platform's word before it, a typed text is nobody's.
    lone = is_typed(one.name) and named_by(*one) is None
    return lone or is_clutter(Path(one.name)) or is_platforms_own(*one)


def _sentence(name: str, typed: bool, came: bool) -> str:
    if came:
        return (
            f"Your zip has come. {name[:80]} beside it is not part of it and was not read; you need not send "
            "it again."
        )
    what = "What you typed into the platform" if typed else name[:80]
    return (
        f"{what} is not the zip that Hand in makes, so it could not be collected. Hand in again: open the "
        "notebook, choose Hand in, and upload the zip."
    )
