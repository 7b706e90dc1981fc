"""Writers: one document tree, written as a web page, a Word document, a tagged PDF and a workbook."""

from handrail.publications.writers.files import rendered, write_all

__all__ = ["rendered", "write_all"]
