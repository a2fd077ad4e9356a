"""The ``kit`` command line: one module per command, and one place that turns an error into one sentence.

A command's module imports what it needs inside its function. ``kit --help`` stays quick that way, and a
learner's installation never fails on a package that only instructors have. To add a command, add a module
here with a function, and add its name to `COMMANDS`.
"""

import importlib
import os
import sys
import sysconfig
from collections.abc import Callable

import typer

from kit.model import KitError, MissingExtra
from kit.terminal import say

COMMANDS = (
    "start", "handin", "import", "export", "backup", "growth", "agree", "cohort", "class",
    "certificate", "roster", "collect", "grades", "mark", "marks", "feedback", "score", "check",
     "build", "doctor", "demo",
)  # fmt: skip
"""Each name has a module ``kit.cli.<name>_command`` with a function ``command``; its docstring is the help.

In a command that has subcommands, ``command`` is a `typer.Typer` instead.
"""

EXTRAS = {
    **dict.fromkeys(("matplotlib", "nbgrader", "numpy", "pandas", "papermill", "scipy"), "instructor"),
    **dict.fromkeys(("sqlalchemy", "statsmodels", "nh3", "rapidfuzz", "tqdm"), "instructor"),
    **dict.fromkeys(("dask", "distributed", "pyarrow"), "scale"),
}
"""Packages that a learner's installation lacks, each with the extra that installs it."""


def app(*names: str) -> typer.Typer:
    """Return the command line with the named commands, or with all. Importing each one takes time."""
    made = typer.Typer(
        name="kit",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        help="Partnership Kit: a course about partnership with families, and the tools around it.",
        # Without a callback, typer would drop the command's name when there is only one.
        callback=lambda: None,
    )
    for name in names or COMMANDS:
        command: Callable[..., None] | typer.Typer = importlib.import_module(
            f"kit.cli.{name}_command"
        ).command
        if isinstance(command, typer.Typer):
            made.add_typer(command, name=name)
        else:
            made.command(name)(command)
    return made


def main() -> None:
    """Run the command line. An error prints one sentence and exits with 2; ``KIT_DEBUG=1`` raises it."""
    offer_own_programs()
    # nbgrader imports jsonschema, which would spend two seconds building grammars for IRIs. We use none.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        _run()
    except (KitError, OSError, UnicodeError) as fault:
        if os.environ.get("KIT_DEBUG"):
            raise
        from kit.content import sentence_of

        say(f"kit: {sentence_of(fault)}", err=True)
        sys.exit(2)


def _run() -> None:
    try:
        app(*(name for name in sys.argv[1:2] if name in COMMANDS))()
    except ModuleNotFoundError as fault:
        missing = (fault.name or "").partition(".")[0]
        if missing not in EXTRAS:
            raise
        raise MissingExtra(f"this command needs {missing}", EXTRAS[missing]) from fault


def offer_own_programs() -> None:
    """Put this environment's programs on PATH; nbgrader calls one by name, even if nobody activated it."""
    own = sysconfig.get_path("scripts")
    known = os.environ.get("PATH", "").split(os.pathsep)
    if own not in known:
        os.environ["PATH"] = os.pathsep.join([own, *known])
