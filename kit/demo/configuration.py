"""nbgrader's configuration of the sample class: the course's own, a banner, and an exchange beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

FILE = '''"""nbgrader's configuration of the sample class. Everything in this course root is made up."""

from pathlib import Path

from kit.demo import configure

configure(get_config(), Path(__file__).resolve().parent)  # noqa: F821  # nbgrader provides it
'''


def configure(c: Any, root: Path) -> None:
    """Set nbgrader up for the course root ``root`` of a made-up year.

    Parameters
    ----------
    c
        The configuration object, ``get_config()``.
    """
    from kit.grading import configure as as_in_the_course

    as_in_the_course(c, root)
    steps = list(c.Autograde.sanitize_preprocessors)
    c.Autograde.sanitize_preprocessors = [*steps, "kit.demo.made_up_step.SayMadeUp"]
    c.Exchange.root = str(root.parent / "exchange")
    # The one who submits is nobody, and the folder belongs to whoever runs this.
    c.ExchangeCollect.check_owner = False
