"""Refuse ``nbgrader export``, which would count as zero what isn't handed in or not marked yet."""

from typing import Any

from nbgrader.plugins import ExportPlugin


class ScoresExporter(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """The exporter of ``nbgrader export``; `kit grades` writes the grades, and leaves blank what is open."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.parent.fail("this course's grades are written by kit grades, which leaves blank what is open.")
