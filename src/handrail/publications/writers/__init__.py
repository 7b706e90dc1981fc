"""Writers: one document tree, written as a web page, a Word document, a tagged PDF and a workbook."""

from handrail.publications.writers.files import write_all

__all__ = ["write_all"]
