"""Gather what a learner made, and format it as a page, a Word file, a PDF, or dates for a calendar.

Private answers are included only on request, and then each page says so. No file is written here.
"""

from kit.workbook.record import Completion, Entry, Week, WeekDone, Workbook, gather

__all__ = ["Completion", "Entry", "Week", "WeekDone", "Workbook", "gather"]
