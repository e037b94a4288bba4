"""Refusals of this room."""

from omnipresence.base.problems import Problem


class ReportTooLarge(Problem):
    status = 422
    code = "report-too-large"
    title = "This report has too many rows for that form; narrow it, or take CSV."


class FontsMissing(Problem):
    status = 503
    code = "fonts-missing"
    title = "The server has no font to write a PDF with; its operator installs fonts-noto-core. CSV works."
