"""A document of 60 tables, 25 charts and 300 sentences is clean, and read in half a second."""

import time

from tests.unit.publications.safeguards.large_document import large

from handrail.publications.document import Chart, Paragraph, Table
from handrail.publications.safeguards import examine

LIMIT = 0.5  # seconds of the processor


def test_a_large_document_is_read_fast() -> None:
    document, standing = large()
    blocks = list(document.blocks())
    assert [sum(isinstance(one, kind) for one in blocks) for kind in (Table, Chart, Paragraph)] == [60, 25, 300]
    assert examine(document, standing) == []
    took = []
    for _ in range(3):
        before = time.process_time()
        examine(document, standing)
        took.append(time.process_time() - before)
    assert min(took) < LIMIT
