"""Writing a report: every file whole or not at all."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import NamedTemporaryFile

from handrail.publications.document import Document
from handrail.publications.writers import docx, html, pdf, xlsx

PAGE, WORD, PDF, WORKBOOK = "index.html", "report.docx", "report.pdf", "report.xlsx"
FIGURES = "figures.json"


def rendered(document: Document, figures: bytes) -> dict[str, bytes]:
    """The page, the Word document, the PDF, the workbook and the figures, by the names of their files.

    The figures are the exact counts, for those who work with them; everything else is protected. The PDF is set
    beside the others: its compiler needs no Python while it works.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        set_in_type = beside.submit(pdf.render, document)
        page, word, workbook = html.render(document).encode("utf-8"), docx.render(document), xlsx.render(document)
        return {PAGE: page, WORD: word, PDF: set_in_type.result(), WORKBOOK: workbook, FIGURES: figures}


def write_all(files: Mapping[str, bytes], out: Path) -> list[Path]:
    """Write files into a folder, and say which they are.

    Each replaces its forerunner in one step: whoever opens the folder finds the old report or the new one, and never
    half of one.
    """
    out.mkdir(parents=True, exist_ok=True)
    return [_replace(out / name, data) for name, data in files.items()]


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
