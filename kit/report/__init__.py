"""Make the pages about a class: the instructor's own, and the version to share."""

from kit.report.running import make_own, make_shared
from kit.report.shared import open_report

__all__ = ["make_own", "make_shared", "open_report"]
