"""The texts of one assignment, each under a code: what is read at the desk. No name leaves this module."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kit.grading.handed import marked_of_somebody_else
from kit.grading.texts import also_written, marked_texts, voice_told
from kit.journal import LEARNER_ID
from kit.model import Response

# No vowels: no code is a word.
_SIGNS = "BCDFGHJKLMNPQRSTVWXYZ23456789"
_LENGTH = 4
LONGEST = 100_000
"""Characters of one text that the page shows."""
_NOTHING = 0x200B
"""A space without a width."""
_UNSEEN = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), _NOTHING),
    **dict.fromkeys((13, 0x2028, 0x2029), 10),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F), _NOTHING),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}
"""Control characters, and what turns the direction of writing around."""


class Text(NamedTuple):
    """What one learner handed in, as it is read."""

    revision: str | None
    """Id of the answer that is marked; ``None`` where none came."""
    text: str
    other: tuple[str, ...]
    """What was answered on another computer, which came too."""
    also: str
    """What was typed into the notebook itself."""
    voice: str
    """Which of a case's voices the learner lives with, as a sentence."""
    cut: bool
    """Whether the text is longer than the page shows."""
    autograded: bool
    """Whether the gradebook can have a mark of it."""


def learners_of(course_root: Path, assignment: str) -> list[str]:
    """Whose hand-ins of an assignment there are, by id; those of somebody else are left out."""
    elses = marked_of_somebody_else(course_root)
    found = {
        folder.parent.name
        for step in ("autograded", "submitted")
        for folder in (course_root / step).glob(f"*/{assignment}")
        if folder.is_dir() and LEARNER_ID.fullmatch(folder.parent.name)
    }
    return sorted(one for one in found if not elses(one, assignment))


def codes_of(learners: Iterable[str], assignment: str) -> dict[str, str]:
    """A code for each learner, the same whenever and by whomever it is asked for; learners by code.

    >>> sorted(codes_of(["amy", "bo"], "equity").values())
    ['amy', 'bo']
    >>> list(codes_of(["amy"], "equity")) == list(codes_of(["amy"], "equity"))
    True
    """
    found: dict[str, str] = {}
    for learner in sorted(learners):
        number = 0
        while (code := _code(f"{assignment}/{learner}/{number}")) in found:
            number += 1
        found[code] = learner
    return found


def _code(of: str) -> str:
    digest = hashlib.sha256(of.encode("utf-8", "replace")).digest()
    return "".join(_SIGNS[byte % len(_SIGNS)] for byte in digest[:_LENGTH])


def read_text(course_root: Path, learner: str, assignment: str, item: str) -> Text:
    """What a learner handed in, as it lies on disk now."""
    answers = [one for one in marked_texts(course_root, learner, assignment, item) if _written(one)]
    last = answers[-1] if answers else None
    text = readable(str(last.value)) if last else ""
    made = course_root / "autograded" / learner / assignment
    notebook = made / f"{assignment}.ipynb"
    folder = made if made.is_dir() else course_root / "submitted" / learner / assignment
    return Text(
        revision=last.id if last else None,
        text=text[:LONGEST],
        other=tuple(readable(str(one.value))[:LONGEST] for one in answers[:-1]),
        also=readable(_also(notebook))[:LONGEST],
        voice=voice_told(folder, assignment),
        cut=len(text) > LONGEST,
        autograded=notebook.is_file(),
    )


def readable(text: str) -> str:
    r"""A learner's words without what hides or turns them on a page; everything else stays.

    As long as they were, so that a place in the one is the same place in the other.

    >>> readable("He said\r\nno\x07. \u202eevil \ud83d").replace("\u200b", "|")
    'He said|\nno|. |evil �'
    """
    return text.replace("\r\n", "\0\n").translate(_UNSEEN)


def _written(answer: Response) -> bool:
    return isinstance(answer.value, str)


def _also(notebook: Path) -> str:
    try:
        return also_written(notebook)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # No notebook, or one that no marker needs: the answer is beside it.
        return ""
