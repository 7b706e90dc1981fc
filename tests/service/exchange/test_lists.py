"""What the case system should put right: of one's own children only, in a constant number of queries, no formula in it."""

import io
from copy import copy
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.service.conftest import SignedIn
from tests.service.due.authority import made

from handrail.record.record import Record
from handrail.record.tables import Correction, RecordedDue
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.exchange import differing
from handrail.service.exchange.models import DifferingDate
from handrail.service.records import loading, reading
from handrail.service.records.models import table
from handrail.timescales import subjects, twin
from handrail.timescales.working_days import england

DUES, CORRECTIONS = "/fairlea/case-system/due-dates/", "/fairlea/case-system/corrections/"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def record(fairlea: Authority) -> Record:
    """A made-up record whose case system counts from the wrong day for every child with a review."""
    found = copy(made(40))
    rows = [row for row in subjects.build(found) if row.clock.startswith("lac_review") and row.met_on and row.due_on]
    found.recorded_dues = [
        RecordedDue(
            row.child_id, row.clock, "tracker", row.due_on + timedelta(days=40), row.met_on, None, None, FORMULA
        )
        for row in rows
    ]
    review = found.reviews[0]
    key = f"{review.child_id}|{review.opened_on.isoformat()}"
    found.corrections = [
        Correction(
            "reviews", key, "participation", review.participation, "PN2", FORMULA, "A. Manager", date(2026, 3, 2)
        )
    ]
    with wall(fairlea):
        loading.apply(found, 1)
    differing.work_out(fairlea)
    return found


def test_they_are_those_of_the_command_line(fairlea: Authority, record: Record) -> None:
    with wall(fairlea):
        held = reading.record()
    expected = twin.reconcile(held, subjects.build(held, calendar=england()), england()).differences
    assert len(expected) > 10
    with wall(fairlea):
        kept = DifferingDate.objects.values_list("child_id", "clock", "their_due_on", "kind")
        assert sorted(kept) == sorted((one.child_id, one.clock, one.their_due_on, one.kind) for one in expected)


def not_sealed() -> Any:
    """What differs of the children whom everybody may find."""
    return DifferingDate.objects.exclude(child_id__in=table("children").filter(sealed=True).values("child_id"))


def test_an_officer_sees_their_own_children_and_takes_out_what_a_manager_may(
    fairlea: Authority, record: Record, signed_in: SignedIn
) -> None:
    with wall(fairlea):
        held = table("allocations").filter(role="reviewing_officer", ended_on=None).order_by("worker_id")
        worker = held.values_list("worker_id", flat=True).first()
        mine = set(held.filter(worker_id=worker).values_list("child_id", flat=True))
        own, everybodys = not_sealed().filter(child_id__in=mine).count(), not_sealed().count()
    assert 0 < own < everybodys
    officer = signed_in(fairlea, "reviewing_officer", worker_id=worker)
    assert f"{own:,} in all" in officer.get(DUES).content.decode()
    assert f"{everybodys:,} in all" in signed_in(fairlea, "performance_analyst").get(DUES).content.decode()


@pytest.mark.parametrize(("address", "rows"), [(DUES, None), (CORRECTIONS, 1)])
def test_a_workbook_holds_them_all_and_no_formula_and_is_entered(
    fairlea: Authority, record: Record, signed_in: SignedIn, address: str, rows: int | None
) -> None:
    answer = signed_in(fairlea, "performance_analyst").get(f"{address}list.xlsx")
    assert answer["Content-Disposition"].startswith('attachment; filename="fairlea-')
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    with wall(fairlea):
        assert sheet.max_row - 1 == (not_sealed().count() if rows is None else rows)
        entered: Any = Entry.objects.filter(action="export").last()
    assert any(str(cell.value).startswith(FORMULA) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    assert entered.children != "[]"


@pytest.mark.parametrize("address", [DUES, CORRECTIONS])
def test_the_number_of_queries_does_not_grow(
    fairlea: Authority, record: Record, signed_in: SignedIn, address: str
) -> None:
    client = signed_in(fairlea, "performance_analyst")
    client.get(address)
    asked = list[int]()
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))
        with wall(fairlea):
            first = DifferingDate.objects.first()
            DifferingDate.objects.exclude(pk=first.pk).delete()
    assert asked[0] == asked[1]
