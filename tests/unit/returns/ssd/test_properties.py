"""Whatever is missing or wrong in a dataset, reading it never stumbles, and what is said has a remedy."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.returns.ssd.made_up import DATASET, Rows, write_csv

from handrail.record.problems import catalogue
from handrail.returns.load import Loaded, load

CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "NULL", "-1", "0", "101", "Y", "1900-01-01", "2024-06-03", "9999-12-31", "0001-01-01", "C1", "{"]
    ),
    st.text(max_size=6),
)


def _load(dataset: dict[str, Rows]) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        loaded = load([write_csv(Path(folder), dataset)])
    assert all(problem.message and problem.what_to_do for problem in loaded.problems)
    assert {problem.rule for problem in loaded.problems} <= set(catalogue())
    return loaded


@given(st.data())
def test_any_tables_and_columns_may_be_missing(data: st.DataObject) -> None:
    dataset: dict[str, Rows] = {}
    for name in data.draw(st.lists(st.sampled_from(sorted(DATASET)), unique=True)):
        gone = set(data.draw(st.lists(st.sampled_from(sorted(DATASET[name][0])), unique=True)))
        dataset[name] = [{key: cell for key, cell in row.items() if key not in gone} for row in DATASET[name]]
    loaded = _load(dataset)
    for part in loaded.parts:
        known = {child.child_id for child in part.record.children}
        for rows in (part.record.episodes, part.record.reviews, part.record.plans, part.record.events):
            assert {row.child_id for row in rows} <= known


@given(st.data())
def test_any_cell_may_hold_anything(data: st.DataObject) -> None:
    dataset = {name: [dict(row) for row in rows] for name, rows in DATASET.items()}
    for _ in range(data.draw(st.integers(1, 8))):
        rows = dataset[data.draw(st.sampled_from(sorted(dataset)))]
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(CELLS)
    _load(dataset)


@given(st.permutations(range(3)), st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(tables: list[int], random: object) -> None:
    import random as module

    assert isinstance(random, module.Random)
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in DATASET.items()}
    (first,), (second,) = _load(DATASET).parts, _load(shuffled).parts
    for name in ("children", "episodes", "reviews", "enquiries", "conference_children", "plans", "events"):
        ours, theirs = ([row._replace(read_from="") for row in getattr(part.record, name)] for part in (first, second))
        assert ours == theirs
