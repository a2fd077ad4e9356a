"""Answers on disk: appended, fsynced, merged by id. Drafts are replaced one file at a time.

The two lanes are two places: shared answers are in the workspace, private ones in the user's own data folder.
Nothing here knows about widgets, rubrics or grades.
"""

from kit.journal.files import FileJournal, open_journal
from kit.journal.heads import answer_of, first_of, heads_of, later_of, merge
from kit.journal.lines import line_of, read_bytes, read_lines
from kit.journal.places import private_folder
from kit.journal.voice import draw_voice, kept_voice, voice_for
from kit.journal.workspace import (
    LEARNER_ID,
    find_workspace,
    kept_under,
    learner_of,
    make_workspace,
    read_workspace,
    update_workspace,
)

__all__ = [
    "LEARNER_ID",
    "FileJournal",
    "answer_of",
    "draw_voice",
    "find_workspace",
    "first_of",
    "heads_of",
    "kept_under",
    "kept_voice",
    "later_of",
    "learner_of",
    "line_of",
    "make_workspace",
    "merge",
    "open_journal",
    "private_folder",
    "read_bytes",
    "read_lines",
    "read_workspace",
    "update_workspace",
    "voice_for",
]
