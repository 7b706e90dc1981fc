"""The ledger shared out over processes is the ledger of one."""

import pytest

from handrail.fictional.as_record import record_of
from handrail.fictional.authority import make
from handrail.measures.ledger_table import ledger_table
from handrail.timescales.subjects import COUNTED


@pytest.mark.parametrize("cores", [2, 3, 7])
def test_the_parts_together_are_the_whole(cores: int) -> None:
    record = record_of(make(120, 5))
    whole = sorted(map(str, ledger_table(record, "statutory", COUNTED, cores=1).to_pylist()))
    parts = sorted(map(str, ledger_table(record, "statutory", COUNTED, cores=cores).to_pylist()))
    assert len(whole) > 300
    assert parts == whole
