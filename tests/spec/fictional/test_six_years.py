"""An authority told over six years: the measures still answer what is true of it."""

import json
from datetime import date

import pytest

from handrail.fictional.authority import make
from handrail.fictional.write import write
from handrail.measures.definitions import measures
from handrail.measures.engine import measure_all
from handrail.measures.periods import Period
from handrail.returns.load import load


@pytest.mark.parametrize("seed", [11, 12])
def test_every_load_of_six_years_measures_what_is_true(seed, tmp_path):
    write(make(300, seed, years=6), tmp_path)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert len(truth["loads"]) == 12
    for expected in truth["loads"]:
        period = Period(date.fromisoformat(expected["from"]), date.fromisoformat(expected["to"]))
        loaded = load([tmp_path / path for path in expected["paths"]])
        assert loaded.problems == []
        found = {each.measure: each for each in measure_all(loaded.record, list(measures().values()), [period], {})}
        for figure in expected["figures"]:
            answer = {key: getattr(found[figure["measure"]], key) for key in figure if key != "measure"}
            expected_answer = {key: figure[key] for key in figure if key != "measure"}
            assert answer == expected_answer, f"{figure['measure']} {expected['load']} {expected['from']}"


@pytest.mark.parametrize("years", [2, 7])
def test_fewer_than_three_years_or_more_than_six_are_refused(years):
    with pytest.raises(ValueError, match="3 to 6 years"):
        make(10, 1, years=years)
