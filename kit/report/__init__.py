"""Make the report on a class as a page and as a PDF. No statistic is computed here."""

from kit.report.cohort_report import Report, open_report
from kit.report.documents import write_pdf
from kit.report.running import make_report

__all__ = ["Report", "make_report", "open_report", "write_pdf"]
