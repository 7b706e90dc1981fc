"""One SQL, three engines: the service's own database counts what the command line counts, measure by measure.

The command line counts by DuckDB; the service by SQLite here, and by PostgreSQL where the suite is run on it.
"""

from datetime import date
from random import Random

from tests.service.due.test_same_ledger import CHANGES

from handrail.measures.counting import ListedRow
from handrail.measures.definitions import Measure, all_measures, choose
from handrail.measures.engine import Engine
from handrail.measures.groups import lists
from handrail.measures.periods import Period
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute
from handrail.service.records import reading
from handrail.service.records.models import table
from handrail.service.scorecard.counting import counting
from handrail.service.scorecard.standing import Wanted, standing

PERIODS = [
    Period(date(2025, 11, 1), date(2025, 11, 30)),
    Period(date(2026, 3, 1), date(2026, 3, 31)),
    Period(date(2025, 4, 1), date(2026, 3, 31)),
]
MEASURES = list(all_measures().values())


def in_order(rows: list[ListedRow]) -> list[ListedRow]:
    return sorted(rows, key=repr)


def compared(authority: Authority, measures: list[Measure] = MEASURES, groups: bool = False, **given: str) -> int:
    """Hold every measure's rows and figures against the command line's; how many rows there were."""
    listed, every = 0, range(len(PERIODS))
    with wall(authority):
        wanted = Wanted(PERIODS, choose(given), lists(), many=True)
        engine = Engine(reading.record(), PERIODS, given, measures, any_split=True)
        with counting(wanted, measures, lambda measure: measure.groups) as ours:
            for measure in measures:
                rows = in_order(engine.rows(measure))
                assert in_order(ours.rows(measure)) == rows, measure.name
                listed += len(rows)
                for split in ([], *([name] for name in measure.groups if groups)):
                    there = engine.split(measure, split, every)
                    assert ours.split(measure, split, every) == there, (measure.name, split)
    return listed


def test_every_measure_and_every_split_of_it(worked_out: Authority) -> None:
    assert compared(worked_out, groups=True) > 1_000


def test_after_merges_and_corrections_as_recorded_and_as_verified(worked_out: Authority) -> None:
    random = Random(3)
    with wall(worked_out):
        for change in (*CHANGES, *CHANGES):
            recompute.for_children(change(random))
        assert table("merges").count() > 0
        assert table("corrections").count() > 3
    assert compared(worked_out) > 1_000
    assert compared(worked_out, basis_of_record="verified") > 1_000


def test_on_the_limits_of_the_statistic(worked_out: Authority) -> None:
    by_it = [one for one in MEASURES if "basis" in one.settings]
    assert compared(worked_out, by_it, basis="dfe_statistic") > 100


def test_of_some_children_only_theirs_are_listed(worked_out: Authority) -> None:
    children_alone = [one for one in MEASURES if one.unit in ("child", "review", "plan", "period of care")]
    with wall(worked_out):
        some = table("children").filter(child_id__in=table("reviews").values("child_id")).order_by("child_id")[:12]
        mine = {child.child_id for child in some}
        reached = table("children").filter(child_id__in=mine)
        with counting(Wanted(PERIODS, choose({}), lists()), children_alone) as ours:
            every = {one.name: in_order(ours.rows(one)) for one in children_alone}
        with counting(Wanted(PERIODS, choose({}), lists(), reached), children_alone) as ours:
            theirs = {one.name: in_order(ours.rows(one)) for one in children_alone}
    assert sum(map(len, theirs.values())) > 50
    for name, rows in theirs.items():
        assert rows == [row for row in every[name] if row.child_id in mine], name


def test_nothing_is_left_behind(worked_out: Authority) -> None:
    with wall(worked_out):
        for _ in range(2):  # a second time under the same names
            with standing(Wanted(PERIODS, choose({}), lists())) as record:
                record.ready([one.sql for one in MEASURES])
                assert record.run("SELECT COUNT(*) FROM reviews")[0][0] > 0
