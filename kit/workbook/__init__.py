"""What a learner made, gathered once, and put out as a page, a Word file, a PDF, and dates for a calendar.

Private answers are in it only where they were asked for, and then each page says so. No file is written here.
"""

from kit.workbook.record import Completion, Entry, Week, WeekDone, Workbook, gather

__all__ = ["Completion", "Entry", "Week", "WeekDone", "Workbook", "gather"]
