"""Sealing in batches."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.trail.made import AT, entries, read, sealed

from handrail.trail.chain import beginning, genesis, seal
from handrail.trail.entry import Entry


@given(st.lists(entries(), min_size=1, max_size=6), st.sets(st.integers(1, 5)))
def test_however_batches_are_split_the_chain_is_the_same(made: list[Entry], cuts: set[int]) -> None:
    whole, split = sealed(made), sealed(made, cuts)
    assert [entry for batch in split for entry in batch.entries] == list(whole[0].entries)
    assert sum(batch.seal.count for batch in split) == len(made)
    assert split[-1].seal.link == whole[0].seal.link


@given(st.lists(entries(), min_size=2, max_size=2, unique_by=lambda entry: entry.number))
def test_another_order_is_another_chain(made: list[Entry]) -> None:
    assert sealed(made)[0].seal.link != sealed(made[::-1])[0].seal.link


def test_batches_are_numbered_and_go_on_where_the_last_ended() -> None:
    seals = [batch.seal for batch in sealed([read(number) for number in range(1, 7)], (2, 5))]
    assert [(each.batch, each.first, each.last, each.count) for each in seals] == [
        (1, 1, 2, 2),
        (2, 3, 5, 3),
        (3, 6, 6, 1),
    ]


def test_a_mark_holds_when_a_batch_was_sealed() -> None:
    one, later = (seal(beginning("fairlea"), [read(1)], AT + timedelta(seconds=wait)).seal for wait in (0, 1))
    assert one.link == later.link
    assert one.mark != later.mark


def test_two_authorities_begin_apart() -> None:
    assert genesis("fairlea") != genesis("elsewhere")


def test_nothing_cannot_be_sealed_nor_an_entry_of_another_authority() -> None:
    with pytest.raises(ValueError, match="nothing to seal"):
        seal(beginning("fairlea"), [], AT)
    with pytest.raises(ValueError, match="Entry 1 belongs to 'fairlea'"):
        seal(beginning("elsewhere"), [read(1)], AT)
    with pytest.raises(ValueError, match="time zone"):
        seal(beginning("fairlea"), [read(1)], AT.replace(tzinfo=None))
