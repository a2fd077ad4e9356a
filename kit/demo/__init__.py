"""Make up a year of a class without a screen: its learners, hand-ins, marks, and report.

`kit.demo.steps` has the steps in order. What the learners write comes from ``case_studies/demo``. Nothing
here uses a form or a command.
"""

from pathlib import Path
from typing import Any

__all__ = ["configure"]


def configure(c: Any, root: Path) -> None:
    """Configure nbgrader for the course root of a made-up year. ``c`` is its ``get_config()``."""
    from kit.content.sample_class import sample_class
    from kit.grading import configure as as_in_the_course

    as_in_the_course(c, root)
    steps = list(c.Autograde.sanitize_preprocessors)
    c.Autograde.sanitize_preprocessors = [*steps, "kit.demo.made_up_step.SayMadeUp"]
    c.FeedbackPages.closing = sample_class().words.banner
    c.Exchange.root = str(root / "exchange")
    # The learner who submits doesn't exist, so the folder belongs to the person who runs this.
    c.ExchangeCollect.check_owner = False
