"""Words on a terminal: a learner's or a file's words are printed as text and can do nothing there."""

import logging
import unicodedata
from collections.abc import Sequence

import typer

_STEERING = frozenset("\u061c\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Besides control characters: what turns the direction of writing, or begins a line."""


def printable(text: str) -> str:
    r"""A text whose control characters are written out; lines, accents and emoji stay.

    A terminal takes them for commands: to color, to move, to link, to write over the line above.

    >>> printable("María \x1b[2J\u202e\r\n\ud83d")
    'María \\x1b[2J\\u202e\n\\ud83d'
    """
    return "".join(
        letter.encode("unicode_escape").decode("ascii") if _acts(letter) else letter
        for letter in text.replace("\r\n", "\n")
    )


def _acts(letter: str) -> bool:
    return letter not in "\n\t" and (unicodedata.category(letter) in ("Cc", "Cs") or letter in _STEERING)


def some(names: Sequence[str], most: int) -> str:
    """The first of many names, and how many more there are.

    >>> some(["ana", "ben", "chi"], 2), some(["ana"], 2)
    ('ana, ben and 1 more', 'ana')
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def say(text: object, *, err: bool = False) -> None:
    """Print a sentence, or on the error stream; every command prints by this."""
    typer.echo(printable(str(text)), err=err)  # noqa: TID251 - the one place


class PrintableFilter(logging.Filter):
    """Lets a log say only what `printable` leaves; for nbgrader, which names files and learners."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message."""
        record.msg, record.args = printable(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = printable(logging.Formatter().formatException(record.exc_info))
        return True
