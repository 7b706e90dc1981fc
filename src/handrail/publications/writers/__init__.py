"""Writers: one document tree, written as a web page, a Word document and a tagged PDF."""

from handrail.publications.writers.files import write_all

__all__ = ["write_all"]
