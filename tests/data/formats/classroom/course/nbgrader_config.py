"""nbgrader's configuration of this course root; what it sets and why: kit/grading/configuration.py."""

from pathlib import Path

from kit.grading import configure

configure(get_config(), Path(__file__).resolve().parent)  # noqa: F821  # nbgrader provides it
