"""Print on a terminal. Text from a learner or a file can't act as terminal commands."""

import logging
import unicodedata
from collections.abc import Sequence

import typer

_STEERING = frozenset("\u061c\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters besides control characters that change the direction of writing, start a line, or don't show."""


def printable(text: str) -> str:
    r"""Return a text with control characters escaped. Line breaks, tabs, accents, and emoji stay.

    A terminal takes control characters as commands to color, move, link, or overwrite the line above.

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
    """Return the first ``most`` names, and how many more there are.

    >>> some(["ana", "ben", "chi"], 2), some(["ana"], 2)
    ('ana, ben and 1 more', 'ana')
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def many(count: int, noun: str) -> str:
    """Return a number with its noun, in the plural unless it is one.

    >>> many(1, "level"), many(2, "level")
    ('1 level', '2 levels')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def say(text: object, *, err: bool = False) -> None:
    """Print a sentence to stdout, or to stderr with ``err``. Every command prints with this."""
    typer.echo(printable(str(text)), err=err)  # noqa: TID251 - the one place


class PrintableFilter(logging.Filter):
    """A filter that makes log messages `printable`. nbgrader's messages name files and learners."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message and traceback, and keep the record."""
        record.msg, record.args = printable(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = printable(logging.Formatter().formatException(record.exc_info))
        return True
