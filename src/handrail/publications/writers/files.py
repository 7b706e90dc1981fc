"""Writing a report: every file whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from handrail.publications.document import Document
from handrail.publications.writers import docx, html, pdf, xlsx

PAGE, WORD, PDF, WORKBOOK = "index.html", "report.docx", "report.pdf", "report.xlsx"
FIGURES = "figures.json"


def write_all(document: Document, out: Path, figures_json: str) -> list[Path]:
    """Write the page, the Word document, the PDF, the workbook and the figures into a folder, and say which files they are.

    All are made before any is written, and each replaces its forerunner in one step: whoever opens the
    folder finds the old report or the new one, and never half of one. The figures are the exact counts, for
    those who work with them; everything else is protected.
    """
    contents = {
        PAGE: html.render(document).encode("utf-8"),
        WORD: docx.render(document),
        PDF: pdf.render(document),
        WORKBOOK: xlsx.render(document),
        FIGURES: figures_json.encode("utf-8"),
    }
    out.mkdir(parents=True, exist_ok=True)
    return [_replace(out / name, data) for name, data in contents.items()]


def _replace(path: Path, data: bytes) -> Path:
    """Put these bytes in place of the file in one step."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
        temporary = Path(new.name)
        try:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    temporary.chmod(0o644)
    temporary.replace(path)
    return path
