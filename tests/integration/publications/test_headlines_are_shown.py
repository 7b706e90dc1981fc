"""What a report is read for first is not kept back where something else may be."""

import pytest
from tests.integration.publications.fairlea import made, record

from handrail.publications.document import BulletList, Number
from handrail.publications.numbers import NOT_SHOWN


@pytest.mark.slow
def test_the_same_counted_another_way_is_kept_back_rather_than_the_headline() -> None:
    document = made("annual_report", record=record(600, 4), audience="public")
    printed = [one for one in document.numbers() if one.figure and one.figure.measure == "icpc_held"]
    without = [one for one in printed if one.figure and one.figure.settings["transfers_in"] == "without"]
    (summary, *_) = document.sections
    items = [item for block in summary.blocks if isinstance(block, BulletList) for item in block.items]
    headlines = [part for item in items for part in item if isinstance(part, Number)]
    assert any(one.text.startswith(NOT_SHOWN) for one in without)
    assert [one.text for one in headlines if one.text.startswith(NOT_SHOWN)] == []
