"""Every file the Department published that lies beside the project is read, and agrees with every other."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from handrail.comparators import england, pick
from handrail.comparators.folder import Store, add
from handrail.comparators.load import Loaded, load
from handrail.comparators.neighbours import of

FOLDERS = ("dfe-lait", "dfe-csc-outcomes-and-enablers", "dfe-children-in-need-2024-via-d2i", "derived-la-codes")


@pytest.fixture(scope="module")
def everything(shared: Path) -> Loaded:
    folders = (shared / "data/public" / name for name in FOLDERS)
    return load(path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in (".csv", ".xlsx"))


def values(everything: Loaded, area: str, indicator: str) -> dict[tuple[str, int], Decimal | None]:
    return {
        (row.source, row.year): row.value
        for row in everything.comparators
        if row.area_number == area and row.indicator == indicator and row.value is not None
    }


def test_every_file_is_read_and_only_one_share_is_not_what_its_counts_give(everything: Loaded) -> None:
    assert len(everything.files) == 21
    assert all(everything.files.values())
    assert [problem.rule for problem in everything.problems] == ["HR-CMP-PERCENT"]


def test_no_sign_was_read_as_a_number(everything: Loaded) -> None:
    statuses = Counter(row.status for row in everything.comparators)
    assert statuses["suppressed"] > 5000
    assert all((row.value is None) == (row.status not in ("given", "worked out")) for row in everything.comparators)


def test_the_sources_agree_where_they_publish_the_same(everything: Loaded) -> None:
    """Where two tables give one share or count of one year and area, they are equal, but for later revisions."""
    told: dict[tuple[str, str, int], list[Decimal]] = {}
    for row in everything.comparators:
        if (
            row.value is not None
            and row.rounding != "from counts to the nearest 10"
            and not row.indicator.endswith("_rate")
        ):
            told.setdefault((row.indicator, row.area_number or row.area_code, row.year), []).append(row.value)
    several = [values for values in told.values() if len(values) > 1]
    apart = [values for values in several if len(set(values)) > 1]
    assert len(several) > 25_000
    assert len(apart) / len(several) < 0.001


@pytest.mark.parametrize("figure", england.figures(), ids=lambda row: f"{row.indicator}-{row.year}")
def test_the_shipped_figures_of_england_are_the_published_ones(everything: Loaded, figure: england.Comparator) -> None:
    assert values(everything, "970", figure.indicator)[figure.source, figure.year] == figure.value
    if figure.numerator is not None:
        counts = {
            (row.numerator, row.denominator)
            for row in everything.comparators
            if (row.area_number, row.indicator, row.year) == ("970", figure.indicator, figure.year)
        }
        assert (figure.numerator, figure.denominator) in counts or counts == {(None, None)}


def test_both_files_of_one_model_name_the_same_neighbours(everything: Loaded) -> None:
    numbers = {each.number for each in everything.neighbours if each.model == "2025"}
    assert len(numbers) == 153
    for number in numbers:
        one, other = (of(number, everything.neighbours, model) for model in ("2025", "May 2025"))
        assert [each.neighbour for each in one] == [each.neighbour for each in other]


def test_an_authority_is_found_across_a_change_of_code(everything: Loaded) -> None:
    store = Store()
    add(store, everything, [])
    for name in ("North Yorkshire", "E10000023", "E06000065", "815"):
        assert {area.code for area in pick.areas_called(store, name)} == {"E10000023", "E06000065"}, name
    rows = pick.of_areas(pick.of_indicator(store, "cp_plans_at_31_march"), pick.areas_called(store, "815"))
    assert {row.year for row in rows} == set(range(2013, 2026))
    assert {row.area_code for row in rows if row.year == 2023} == {"E10000023"}
    assert {row.area_code for row in rows if row.year == 2024} == {"E06000065"}
    assert pick.areas_called(store, "Bristol")[0].number == "801"
