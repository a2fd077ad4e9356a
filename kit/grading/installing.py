"""Where nbgrader's commands and its marking page look for their own converters, they find the course's."""

from nbgrader.apps import api, autogradeapp, generateassignmentapp, generatefeedbackapp, zipcollectapp

from kit.grading.autograding import Marking
from kit.grading.collecting import collect
from kit.grading.converters import FeedbackPages, Release


def install() -> None:
    """Let nbgrader use these converters, and collect as this course does."""
    generateassignmentapp.GenerateAssignment = api.GenerateAssignment = Release
    autogradeapp.Autograde = api.Autograde = Marking
    generatefeedbackapp.GenerateFeedback = api.GenerateFeedback = FeedbackPages
    # nbgrader unpacks into a folder that has to be empty, and copies from there.
    zipcollectapp.ZipCollectApp.extract_archive_files = collect
    zipcollectapp.ZipCollectApp.process_extracted_files = lambda _: None
