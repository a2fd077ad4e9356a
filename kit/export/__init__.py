"""The cohort's report, as a page and as a PDF. Nothing here computes a statistic."""

from kit.export.cohort_report import Report, open_report
from kit.export.page import write_html
from kit.export.pdf import write_pdf
from kit.export.running import Made, make_report

__all__ = ["Made", "Report", "make_report", "open_report", "write_html", "write_pdf"]
