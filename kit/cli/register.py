"""The list of commands. Adding one: a module here with a function, and a line below."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import typer

app = typer.Typer(
    name="kit",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="Partnership Kit: a course about partnership with families, and the tools around it.",
)

COMMANDS = (
    "start",
    "handin",
    "import",
    "growth",
    "agree",
    "charts",
    "cohort",
    "class",
    "marks",
    "score",
    "label",
    "train",
    "check",
    "build",
    "doctor",
    "bench",
    "demo",
)
"""Each is ``kit.cli.<name>_command`` with a function ``command`` whose docstring is its help.

A command with commands of its own has a `typer.Typer` of that name instead.
"""


def _load(name: str) -> Callable[..., None] | typer.Typer:
    command: Callable[..., None] | typer.Typer = importlib.import_module(f"kit.cli.{name}_command").command
    return command


for _name in COMMANDS:
    _command = _load(_name)
    if isinstance(_command, typer.Typer):
        app.add_typer(_command, name=_name)
    else:
        app.command(_name)(_command)
