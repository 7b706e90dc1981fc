"""The measures answer what is true of a made-up authority, loaded whole, one year alone, and as a record."""

import json
from datetime import date

import pytest

from handrail.fictional.authority import make
from handrail.fictional.calendar import days_after, months_after
from handrail.fictional.story import FIRST_DAY, YEARS, Year
from handrail.fictional.truth import figures
from handrail.fictional.write import write
from handrail.measures.definitions import measures
from handrail.measures.engine import measure_all
from handrail.measures.periods import Period
from handrail.returns.load import load

SEEDS = (1, 2, 3, 4, 5)
CHILDREN = 300


def measured(paths, periods):
    """What `handrail measure` prints for these paths and periods, by measure and first day of the period."""
    loaded = load(paths)
    assert loaded.problems == []
    found = measure_all(loaded.record, list(measures().values()), [Period(*period) for period in periods], {})
    return {
        (figure.measure, figure.period_from): {
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "not_assessable": figure.not_assessable,
            "not_recorded": figure.not_recorded,
        }
        for figure in found
    }


def answers(figures):
    return {figure["measure"]: {key: figure[key] for key in figure if key != "measure"} for figure in figures}


@pytest.fixture(scope="module", params=SEEDS, ids="seed {}".format)
def written(request, tmp_path_factory):
    out = tmp_path_factory.mktemp("authority")
    authority = make(CHILDREN, request.param)
    write(authority, out)
    return authority, out, json.loads((out / "truth.json").read_text(encoding="utf-8"))


def test_every_load_measures_what_is_true(written):
    _, out, truth = written
    for expected in truth["loads"]:
        first, last = date.fromisoformat(expected["from"]), date.fromisoformat(expected["to"])
        found = measured([out / path for path in expected["paths"]], [(first, last)])
        by_measure = {measure: figure for (measure, _), figure in found.items()}
        assert by_measure == answers(expected["figures"]), f"{expected['load']} {expected['from']}"


def test_the_record_measures_the_same_as_the_returns_loaded_whole(written):
    _, out, truth = written
    for expected in truth["loads"]:
        if expected["load"] == "whole":
            first, last = date.fromisoformat(expected["from"]), date.fromisoformat(expected["to"])
            found = measured([out / "record"], [(first, last)])
            by_measure = {measure: figure for (measure, _), figure in found.items()}
            assert by_measure == answers(expected["figures"])


def months_of(years):
    for year in years:
        for number in range(12):
            first = months_after(year.first_day, number)
            yield Year(first.isoformat(), first, days_after(months_after(first, 1), -1))


LOADS = [("whole", FIRST_DAY, YEARS)] + [("alone", year.first_day, (year,)) for year in YEARS]


@pytest.mark.parametrize(("name", "first_loaded_day", "years"), LOADS)
def test_every_month_measures_what_is_true(written, name, first_loaded_day, years):
    authority, out, _ = written
    paths = [out / "ssda903", out / "cin"]
    if name == "alone":
        paths = [out / "ssda903" / years[0].name, out / "cin" / f"CIN_{years[0].name}.xml"]
    months = list(months_of(years))
    found = measured(paths, [(month.first_day, month.last_day) for month in months])
    for month in months:
        expected = answers([figure._asdict() for figure in figures(authority, first_loaded_day, month)])
        for measure, answer in expected.items():
            assert found[measure, month.first_day] == answer, f"{measure} in {month.name}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_many_more_authorities(seed, tmp_path):
    write(make(600, seed), tmp_path)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    for expected in truth["loads"]:
        first, last = date.fromisoformat(expected["from"]), date.fromisoformat(expected["to"])
        found = measured([tmp_path / path for path in expected["paths"]], [(first, last)])
        by_measure = {measure: figure for (measure, _), figure in found.items()}
        assert by_measure == answers(expected["figures"]), f"{expected['load']} {expected['from']}"
