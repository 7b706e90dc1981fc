"""Every measure, clock and setting is complete, cited and portable."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from handrail.measures import definitions
from handrail.measures.definitions import OUTCOMES, ROW_COLUMNS, all_measures, settings, tables_read, views
from handrail.measures.groups import groups, lists
from handrail.measures.helpers import HELPERS
from handrail.measures.portable import NotPortable, refuse_unless_portable
from handrail.measures.told import FACTS
from handrail.publications.safeguards.measures import snapshots
from handrail.record.schema import TABLE_BY_NAME
from handrail.timescales.clocks import clocks

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("name", [*all_measures(), *views()])
def test_the_sql_is_portable(name: str) -> None:
    found = all_measures().get(name)
    refuse_unless_portable(found.split_by(found.groups) if found else views()[name])


@pytest.mark.parametrize("name", [*all_measures(), *views()])
def test_the_sql_reads_only_what_there_is(name: str) -> None:
    found = all_measures().get(name)
    read = tables_read(found.split_by(found.groups) if found else views()[name])
    assert read <= set(TABLE_BY_NAME) | set(views()) | set(HELPERS) | {"ledger", "worst_first"}  # a WITH of its own


def test_a_list_that_judges_is_part_of_the_definition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changes after how many months a plan is out of date changes the hash of the figure."""
    before, other = _hash("care_plans_up_to_date"), _hash("documents_returned")
    changed = {**lists(), "document": {**lists()["document"], "entry": []}}
    monkeypatch.setattr(definitions, "lists", lambda: changed)
    assert _hash("care_plans_up_to_date") != before
    assert _hash("documents_returned") == other


def _hash(name: str) -> str:
    return replace(all_measures()[name]).definition  # a copy, which has worked out nothing yet


def test_every_group_says_what_it_means_and_every_list_where_it_comes_from() -> None:
    used = {name for measure in all_measures().values() for name in measure.groups}
    assert used == set(groups())
    for group in groups().values():
        assert group.meaning.endswith(".")
        assert group.listed_in is None or lists()[group.listed_in]["source"].endswith(".")
    for found in lists().values():
        codes = [code for entry in found["entry"] for code in entry.get("codes", ())]
        assert len(codes) == len(set(codes)), "a code in two groups would count twice"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT DATE_DIFF('day', a, b) AS n FROM t",
        "SELECT a FROM t CROSS JOIN u",
        "SELECT a FROM t UNION SELECT a FROM u",
        "SELECT a::DATE AS b FROM t",
        "SELECT a FROM t RIGHT JOIN u ON t.a = u.a",
        "SELECT a + INTERVAL 1 DAY AS b FROM t",
    ],
)
def test_sql_that_is_not_portable_is_refused(sql: str) -> None:
    with pytest.raises(NotPortable):
        refuse_unless_portable(sql)


@pytest.mark.parametrize("name", all_measures())
def test_a_measure_says_everything_about_itself(name: str) -> None:
    measure = all_measures()[name]
    assert measure.question.endswith("?")
    assert all((measure.title, measure.unit, measure.numerator, measure.items, measure.why_it_matters))
    assert set(measure.settings) <= set(settings())
    assert set(measure.clocks) <= set(clocks())
    assert set(measure.needs) <= set(TABLE_BY_NAME)
    assert set(measure.tells) <= set(FACTS)
    assert all(f"AS {column}" in measure.sql for column in ROW_COLUMNS)
    sql = re.sub(r"CASE(?:(?!CASE|END).)*END AS (?!outcome\b)\w+", "", measure.sql, flags=re.DOTALL)  # other columns
    outcomes = set(re.findall(r"(?:THEN|ELSE) '(\w+)'", sql)) | set(re.findall(r"'(\w+)' AS outcome", sql))
    assert outcomes <= set(OUTCOMES)


@pytest.mark.parametrize("name", all_measures())
def test_every_setting_the_sql_reads_is_declared(name: str) -> None:
    measure = all_measures()[name]
    text = measure.sql + "".join(sql for view, sql in views().items() if view in reachable(measure.sql))
    read = {setting for setting in settings() if setting in text}
    assert read <= set(measure.settings)
    assert reachable(measure.sql) <= set(measure.views), "the hash must cover every view the measure reads"


def reachable(sql: str) -> set[str]:
    found = {view for view in views() if re.search(rf"\b{view}\b", sql)}
    for view in list(found):
        found |= reachable(views()[view])
    return found


@pytest.mark.parametrize("name", clocks())
def test_a_clock_cites_its_law_for_every_figure(name: str) -> None:
    clock = clocks()[name]
    for figures in clock.bases.values():
        for figure in figures:
            assert figure.law
            assert figure.certainty == "local" or (figure.link or "").startswith("https://")
            assert figure.evidence in set("TSNLB")
            assert figure.span is None or figure.span.amount > 0
            assert TODAY - figure.read_on <= timedelta(days=366), "read the law again and date it"
    if clock.repeats_as:
        assert clock.repeats_as in clocks()


def test_what_is_counted_at_the_end_of_a_day_is_known_as_such() -> None:
    """A snapshot ends a month and a year on one day with one number: protection and headings go by it."""
    asked = {name for name, one in all_measures().items() if "at the end of the last day of the period" in one.question}
    assert asked <= snapshots()
