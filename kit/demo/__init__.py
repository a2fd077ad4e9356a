"""The made-up year: learners who do not exist, their hand-ins, marks and report, made without a screen.

`kit.demo.steps` is what is done, in order. What the learners write comes from
``case_studies/demo``. Nothing here knows a form or a command.
"""

from kit.demo.configuration import configure

__all__ = ["configure"]
