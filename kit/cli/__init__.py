"""The command ``kit``: one module per command, one place that turns a fault into one sentence.

A command's module imports what it needs inside the function, so that ``kit --help`` stays quick and
a learner's installation never trips over an instructor's package. Adding a command: a module here with
a function, and its name in `COMMANDS`.
"""

import importlib
import os
import sys
import sysconfig
from collections.abc import Callable

import typer

from kit.model import KitError, MissingExtra, in_words
from kit.terminal import say

COMMANDS = (
    "start", "handin", "import", "export", "backup", "growth", "agree", "charts", "cohort", "class",
    "certificate", "roster", "collect", "grades", "mark", "marks", "feedback", "score", "label", "train",
    "check", "build", "doctor", "bench", "demo",
)  # fmt: skip
"""Each is ``kit.cli.<name>_command`` with a function ``command`` whose docstring is its help.

A command with commands of its own has a `typer.Typer` of that name instead.
"""

EXTRAS = {
    **dict.fromkeys(("matplotlib", "nbgrader", "numpy", "pandas", "papermill", "scipy"), "instructor"),
    **dict.fromkeys(("sqlalchemy", "statsmodels", "nh3", "rapidfuzz", "tornado", "tqdm"), "instructor"),
    **dict.fromkeys(("dask", "distributed", "duckdb", "pyarrow", "upath"), "scale"),
}
"""What a learner's installation lacks, each with the extra that brings it."""


def app(*names: str) -> typer.Typer:
    """The command line with the commands of these names, or with all: each takes its time to import."""
    made = typer.Typer(
        name="kit",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        help="Partnership Kit: a course about partnership with families, and the tools around it.",
        # With a callback, one command alone is called by its name as well.
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
    """Run the command line; a fault is one sentence and exit code 2 (``KIT_DEBUG=1`` shows the traceback)."""
    offer_own_programs()
    # jsonschema, which nbgrader imports, builds grammars of IRIs that nothing here names: two seconds.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        _run()
    except (KitError, OSError, UnicodeError) as fault:
        if os.environ.get("KIT_DEBUG"):
            raise
        say(f"kit: {in_words(fault)}", err=True)
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
    """Put this environment's programs on the path: nbgrader calls one by name, switched on or not."""
    own = sysconfig.get_path("scripts")
    known = os.environ.get("PATH", "").split(os.pathsep)
    if own not in known:
        os.environ["PATH"] = os.pathsep.join([own, *known])
