"""The texts of one assignment, as they are read at the desk, each with a code in place of a name."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kit.grading.finished import is_finished
from kit.grading.markable import markable
from kit.grading.texts import also_written, marked_texts, voice_told
from kit.journal import LEARNER_ID
from kit.model import Response

# No vowels, so that no code spells a word.
_SIGNS = "BCDFGHJKLMNPQRSTVWXYZ23456789"
_LENGTH = 4
LONGEST = 100_000
"""The most characters of one text that the page shows."""
_NOTHING = 0x200B
"""A zero-width space."""
_UNSEEN = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), _NOTHING),
    **dict.fromkeys((13, 0x2028, 0x2029), 10),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F), _NOTHING),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}
"""Replacements for control characters, line separators, marks of writing direction and lone surrogates."""


class Text(NamedTuple):
    """One learner's hand-in, as the desk shows it."""

    revision: str | None
    """The id of the answer that is marked, or ``None`` if the hand-in has no answer."""
    text: str
    other: tuple[str, ...]
    """Answers in the same hand-in that were written on another computer."""
    also: str
    """Text that was typed into the notebook itself."""
    voice: str
    """A sentence about which of a case's voices the learner lives with."""
    cut: bool
    """Whether the text is longer than the page shows."""


def learners_of(course_root: Path, assignment: str) -> list[str]:
    """Return the ids of learners whose hand-in of an assignment was autograded and is `markable`."""
    is_markable = markable(course_root)
    made = filter(is_finished, course_root.glob(f"autograded/*/{assignment}"))
    found = {folder.parent.name for folder in made if LEARNER_ID.fullmatch(folder.parent.name)}
    return sorted(one for one in found if is_markable(one, assignment))


def codes_of(learners: Iterable[str], assignment: str) -> dict[str, str]:
    """Return the learners by code. The same learners always get the same codes.

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
    """Read a learner's hand-in from disk."""
    answers = [one for one in marked_texts(course_root, learner, assignment, item) if _written(one)]
    last = answers[-1] if answers else None
    text = readable(str(last.value)) if last else ""
    made = course_root / "autograded" / learner / assignment
    return Text(
        revision=last.id if last else None,
        text=text[:LONGEST],
        other=tuple(readable(str(one.value))[:LONGEST] for one in answers[:-1]),
        also=readable(_also(made / f"{assignment}.ipynb"))[:LONGEST],
        voice=voice_told(made, assignment),
        cut=len(text) > LONGEST,
    )


def readable(text: str) -> str:
    r"""Return a learner's text without characters that hide text or change its direction on a page.

    The length doesn't change, so a position in one is the same position in the other.

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
        # A missing or damaged notebook doesn't matter to a marker, since the answer is saved next to it.
        return ""
