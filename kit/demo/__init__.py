"""The made-up year: learners who do not exist, their hand-ins, marks and report, made without a screen.

`kit.demo.steps` is what is done, in order. What the learners write comes from
``case_studies/demo``. Nothing here knows a form or a command.
"""

from pathlib import Path
from typing import Any

__all__ = ["configure"]


def configure(c: Any, root: Path) -> None:
    """Set nbgrader up for the course root of a made-up year; ``c`` is its ``get_config()``."""
    from kit.content.sample_class import sample_class
    from kit.grading import configure as as_in_the_course

    as_in_the_course(c, root)
    steps = list(c.Autograde.sanitize_preprocessors)
    c.Autograde.sanitize_preprocessors = [*steps, "kit.demo.made_up_step.SayMadeUp"]
    c.FeedbackPages.closing = sample_class().words.banner
    c.Exchange.root = str(root / "exchange")
    # The one who submits is nobody, and the folder belongs to whoever runs this.
    c.ExchangeCollect.check_owner = False
