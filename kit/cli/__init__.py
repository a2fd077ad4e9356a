"""The command ``kit``: one module per command, one place that turns a fault into one sentence.

A command's module imports what it needs inside the function, so that ``kit --help`` stays quick and
a learner's installation never trips over an instructor's package.
"""

from __future__ import annotations

import os
import sys
import sysconfig

import typer

from kit.cli import register
from kit.model import KitError, in_words

app = register.app


def main() -> None:
    """Run the command line; a fault is one sentence and exit code 2 (``KIT_DEBUG=1`` shows the traceback)."""
    offer_own_programs()
    try:
        app()
    except (KitError, OSError, UnicodeError) as fault:
        if os.environ.get("KIT_DEBUG"):
            raise
        typer.echo(f"kit: {in_words(fault)}", err=True)
        sys.exit(2)


def offer_own_programs() -> None:
    """Put this environment's programs on the path: nbgrader calls one by name, switched on or not."""
    own = sysconfig.get_path("scripts")
    known = os.environ.get("PATH", "").split(os.pathsep)
    if own not in known:
        os.environ["PATH"] = os.pathsep.join([own, *known])
