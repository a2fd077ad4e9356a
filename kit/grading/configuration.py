"""The course's nbgrader configuration in one place: which steps run when, and what they replace.

``assignments/nbgrader_config.py`` calls `configure` and does nothing else.
"""

from pathlib import Path
from typing import Any

from kit.handin.records import ABOUT, JOURNAL

_STEPS = "kit.grading.steps."
_NBGRADER = "nbgrader.preprocessors."
_TEMPLATES = Path(__file__).parent / "templates"


def configure(c: Any, root: Path) -> None:
    """Set up nbgrader for the course root ``root``; ``c`` is ``get_config()``.

    >>> from traitlets.config import Config
    >>> c = Config()
    >>> configure(c, Path("assignments"))
    >>> c.Autograde.sanitize_preprocessors[0]
    'kit.grading.steps.CleanSubmission'
    """
    import warnings

    from sqlalchemy.exc import SAWarning

    from kit.grading.course_nbgrader import install

    install()
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = "partnership"
    c.ExportApp.plugin_class = "kit.grading.exporting.ScoresExporter"
    c.ExchangeFactory.collect = "kit.grading.collecting.CollectWhole"
    c.ExchangeFactory.release_feedback = "kit.grading.feedback_pages.ReleaseFeedback"
    c.Application.logging_config = {
        "filters": {"printable": {"()": "kit.terminal.PrintableFilter"}},
        "handlers": {"console": {"filters": ["printable"]}},
    }
    # nbgrader's nine lines per learner would bury the summary.
    c.ZipCollectApp.log_level = "WARN"
    _autograde(c, root)
    _pages(c)
    # Avoid alarming warnings about nbgrader's own database queries.
    warnings.filterwarnings("ignore", category=SAWarning)


def _autograde(c: Any, root: Path) -> None:
    c.Autograde.sanitize_preprocessors = [
        _STEPS + "CleanSubmission",
        _NBGRADER + "ClearOutput",
        _NBGRADER + "DeduplicateIds",
        _NBGRADER + "OverwriteKernelspec",
        _STEPS + "RestoreMarkSchemes",
        _NBGRADER + "OverwriteCells",
        _STEPS + "InjectAnswer",
        _NBGRADER + "CheckCellMetadata",
    ]
    # Without nbgrader's step that runs the notebook; `Marking` refuses graded code.
    c.Autograde.autograde_preprocessors = [
        _NBGRADER + "IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        _NBGRADER + "LimitOutput",
        _NBGRADER + "SaveAutoGrades",
        _NBGRADER + "AssignLatePenalties",
        _STEPS + "FlagMarks",
        _NBGRADER + "CheckCellMetadata",
    ]
    # A file in the source overwrites the learner's file of the same name, unless it is listed here.
    c.Autograde.exclude_overwriting = {
        folder.name: [JOURNAL, ABOUT] for folder in sorted((root / "source").glob("*/"))
    }


def _pages(c: Any) -> None:
    from nbgrader.server_extensions.formgrader import handlers

    # The course makes its own feedback page: `kit.grading.feedback_pages.FeedbackPages`.
    c.GenerateFeedback.preprocessors = []
    c.HTMLExporter.filters = {"markdown2html": "kit.grading.pages.markdown2html"}
    # nbgrader's marking page loads a formula renderer from another host, and its shortcuts wait for that.
    c.HTMLExporter.extra_template_basedirs = [str(_TEMPLATES), handlers.template_path]
