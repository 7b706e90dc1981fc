"""The annual report of an Independent Reviewing Service: chapters, and what binds them to figures."""

from handrail.publications.annual_report.contents import build, questions

__all__ = ["build", "questions"]
