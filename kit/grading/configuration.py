"""The course's nbgrader configuration, in one place: which steps run when, and what they replace.

``assignments/nbgrader_config.py`` calls `configure` and holds nothing else.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

from kit.grading.open_gradebook import GradebookFault, refuse_locked
from kit.handin.records import ABOUT, JOURNAL

_STEPS = "kit.grading.steps."
_NBGRADER = "nbgrader.preprocessors."
_TEMPLATES = Path(__file__).parent / "templates"


def configure(c: Any, root: Path) -> None:
    """Set nbgrader up for the course root ``root``.

    Parameters
    ----------
    c
        The configuration object, ``get_config()``.
    root
        The folder with ``source/`` and ``release/``.

    Examples
    --------
    >>> from traitlets.config import Config
    >>> c = Config()
    >>> configure(c, Path("assignments"))
    >>> c.Autograde.sanitize_preprocessors[0]
    'kit.grading.steps.RefuseBadSubmission'
    """
    _stop_if_locked(root)
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = "partnership"
    _release(c)
    _collect(c)
    _autograde(c, root)
    _pages(c)
    _quiet(c)


def _stop_if_locked(root: Path) -> None:
    # nbgrader would advise to upgrade the database, and remove the page that it was about to replace.
    if Path(sys.argv[0]).stem == "nbgrader":
        try:
            refuse_locked(root / "gradebook.db")
        except GradebookFault as fault:
            raise SystemExit(f"nbgrader: {fault}") from None


def _quiet(c: Any) -> None:
    # Alarming noise about nothing: nbgrader's own use of its database, a connection within this machine.
    from sqlalchemy.exc import SAWarning

    warnings.filterwarnings("ignore", category=SAWarning)
    c.KernelManager.transport_encryption = "auto"


def _release(c: Any) -> None:
    from nbgrader.converters import GenerateAssignment

    usual = GenerateAssignment.class_traits()["preprocessors"].make_dynamic_default()
    c.GenerateAssignment.preprocessors = [_STEPS + "RefuseStrayAnswers", *usual]


def _collect(c: Any) -> None:
    c.ZipCollectApp.extractor_plugin = "kit.grading.collecting.HandInExtractor"
    c.ZipCollectApp.collector_plugin = "kit.grading.collecting.HandInCollector"


def _autograde(c: Any, root: Path) -> None:
    c.Autograde.sanitize_preprocessors = [
        _STEPS + "RefuseBadSubmission",
        _STEPS + "CleanSubmission",
        _NBGRADER + "ClearOutput",
        _NBGRADER + "DeduplicateIds",
        _NBGRADER + "OverwriteKernelspec",
        _NBGRADER + "OverwriteCells",
        _STEPS + "InjectAnswer",
        _NBGRADER + "CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        _STEPS + "ExecuteWhereTested",
        _NBGRADER + "IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        _NBGRADER + "LimitOutput",
        _NBGRADER + "SaveAutoGrades",
        _NBGRADER + "AssignLatePenalties",
        "kit.grading.marking_steps.FlagMarks",
        _NBGRADER + "CheckCellMetadata",
    ]
    # Whatever lies in the source overwrites the learner's file of that name, unless it is named here.
    c.Autograde.exclude_overwriting = {
        folder.name: [JOURNAL, ABOUT] for folder in sorted((root / "source").glob("*/"))
    }


def _pages(c: Any) -> None:
    from nbgrader.server_extensions.formgrader import handlers

    c.GenerateFeedback.preprocessors = [
        "kit.grading.marking_steps.HoldFeedback",
        "kit.grading.marking_steps.LeaveOutForms",
        _NBGRADER + "ClearMarkScheme",
        _NBGRADER + "GetGrades",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    c.HTMLExporter.filters = {"markdown2html": "kit.grading.pages.markdown2html"}
    # Both pages fetch a formula renderer from another host, and the marking page's keys wait for it.
    c.HTMLExporter.extra_template_basedirs = [str(_TEMPLATES), handlers.template_path]
