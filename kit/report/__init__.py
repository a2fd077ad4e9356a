"""The cohort's report, as a page and as a PDF. Nothing here computes a statistic."""

from kit.report.cohort_report import Report, open_report
from kit.report.page import write_html
from kit.report.pdf import write_pdf
from kit.report.running import Made, make_report

__all__ = ["Made", "Report", "make_report", "open_report", "write_html", "write_pdf"]
