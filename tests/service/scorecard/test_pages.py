"""The pages of the scorecard: numbers with both counts, whose they are, the children behind them and back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import MORNING, TODAY, SignedIn

from handrail.measures.definitions import all_measures, families, of_family
from handrail.measures.engine import Engine
from handrail.measures.periods import Period
from handrail.service.access.models import Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import keep
from handrail.service.authorities.walls import wall
from handrail.service.records import changes, reading
from handrail.service.records.models import table
from handrail.service.scorecard.count import count_all, count_family
from handrail.service.scorecard.models import Counted, Figure

MOST_BYTES = 150_000
TARGET = """authority = "Fairlea"

[[targets]]
measure = "reviews_held_on_time"
value = 1.0
from = 2025-04-01
set_by = "Corporate Parenting Board"
"""
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
HELD = "/fairlea/scorecard/measures/reviews_held_on_time/"


@pytest.fixture
def counted(worked_out: Authority, on_the_day: None) -> Authority:
    """With some families counted: all of them take long."""
    with wall(worked_out):
        for family in ("review_timeliness", "population"):
            count_family(worked_out, family, "recorded", TODAY)
    return worked_out


@pytest.fixture
def all_counted(worked_out: Authority, on_the_day: None) -> Authority:
    count_all(worked_out)
    return worked_out


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.fromstring(answer.content).text_content().split())


def kept() -> list[str]:
    fields = [one.name for one in Figure._meta.fields if one.name != "id"]
    return sorted(map(repr, Figure.objects.values_list(*fields)))


def test_every_figure_is_the_command_lines_however_often_it_is_counted(all_counted: Authority) -> None:
    with wall(all_counted):
        engine = Engine(reading.record(), [MARCH], {}, list(all_measures().values()))
        held = {one.measure: one for one in Figure.objects.filter(by="", from_on=MARCH.first, to_on=MARCH.last)}
        for name, one in all_measures().items():
            there, ours = engine.figures(one)[0], held[name]
            assert (ours.numerator, ours.denominator) == (there.numerator, there.denominator), name
            assert (ours.definition, ours.record) == (one.definition, 1)
        before = kept()
        Counted.objects.filter(family="plans").update(record=0)
    assert count_all(all_counted, anew=False) == 1
    assert count_all(all_counted, anew=False) == 0
    with wall(all_counted):
        assert kept() == before


def test_a_manager_sees_the_whole_service_and_comes_to_the_children_and_back(
    counted: Authority, signed_in: SignedIn
) -> None:
    manager = signed_in(counted, "service_manager")
    with wall(counted):
        figure = Figure.objects.get(measure="reviews_held_on_time", by="", from_on=MARCH.first, to_on=MARCH.last)
    said = f"({figure.numerator} of {figure.denominator}"
    assert said in text(manager, "/fairlea/scorecard/?month=2026-03")
    page = html.fromstring(manager.get(HELD + "?month=2026-03").content)
    link = page.xpath("//dd//a/@href")[0]
    there = manager.get(link)
    rows = html.fromstring(there.content).xpath("//tbody/tr")
    assert len(rows) == min(50, figure.denominator + figure.not_assessable)
    child = html.fromstring(there.content).xpath("//td/a[contains(., 'Other figures')]/@href")[0]
    said = text(manager, child)
    assert "Reviews held on time" in said
    assert families()["population"] in said, "of every family"


def test_an_officer_sees_their_own_children_only_and_is_told_how_many_more(
    counted: Authority, signed_in: SignedIn
) -> None:
    with wall(counted):
        worker = table("allocations").filter(role="reviewing_officer", ended_on=None).first().worker_id
        figure = Figure.objects.get(measure="looked_after_children", by="", from_on=MARCH.first, to_on=MARCH.last)
    officer = signed_in(counted, "reviewing_officer", worker_id=worker)
    address = "/fairlea/scorecard/measures/looked_after_children/children/?month=2026-03"
    page = html.fromstring(officer.get(address).content)
    listed = len(page.xpath("//tbody/tr"))
    assert 0 < listed < figure.numerator
    assert f"The number counts {figure.numerator - listed} more" in text(officer, address)


def test_a_team_manager_sees_their_team_and_nothing_of_another(counted: Authority, signed_in: SignedIn) -> None:
    with wall(counted):
        team = Figure.objects.filter(measure="reviews_overdue", by="team").exclude(of="not recorded").first().of
    manager = signed_in(counted, "team_manager", team=team)
    page = text(manager, "/fairlea/scorecard/?month=2026-03")
    assert "The whole service" not in page
    assert "Reviews overdue" in page
    other = manager.get("/fairlea/scorecard/?month=2026-03&team=some_other_team")
    assert "some_other_team" not in other.content.decode()


def test_an_officer_sees_the_figures_of_no_other_officer(counted: Authority, signed_in: SignedIn) -> None:
    with wall(counted):
        mine, other, *_ = sorted({one.of for one in Figure.objects.filter(measure="reviews_held", by="officer")})
    officer = signed_in(counted, "reviewing_officer", worker_id=mine)
    with wall(counted):
        assert Role.objects.filter(worker_id=mine).exists()
    page = officer.get(HELD + "?month=2026-03").content.decode()
    assert f"officer={mine}" in page
    assert f"officer={other}" not in page
    everybody = signed_in(counted, "service_manager").get(HELD + "?month=2026-03").content.decode()
    assert f"officer={other}" in everybody


def test_whoever_sees_only_what_is_published_sees_no_figure(counted: Authority, signed_in: SignedIn) -> None:
    member = signed_in(counted, "board_member")
    for address in ("/fairlea/scorecard/", HELD):
        assert "Figures are shown to you in what was published." in text(member, address)
        assert "of" in text(member, address)


@pytest.mark.parametrize("address", ["/fairlea/scorecard/", HELD, HELD + "children/"])
def test_a_page_costs_the_same_whatever_it_shows(
    address: str, counted: Authority, signed_in: SignedIn, queries_of: Callable[[Client, str], int]
) -> None:
    manager = signed_in(counted, "service_manager")
    manager.get(address)
    most = queries_of(manager, address + "?month=2026-03")
    assert queries_of(manager, address + "?month=2024-06") <= most <= {"/fairlea/scorecard/": 27}.get(address, 60)


def test_one_family_is_shown_at_a_time_and_every_one_can_be_chosen(all_counted: Authority, signed_in: SignedIn) -> None:
    manager = signed_in(all_counted, "service_manager")
    page = html.fromstring(manager.get("/fairlea/scorecard/").content)
    offered = page.xpath("//select[@name='family']/option/@value")
    assert offered == list(families())
    assert "Placement stability" not in page.xpath("string(//table)")
    for family in offered:
        answer = manager.get(f"/fairlea/scorecard/?family={family}&month=2026-03")
        assert len(answer.content) < MOST_BYTES
        page = html.fromstring(answer.content)
        assert page.xpath("//select[@name='family']/option[@selected]/@value") == [family]
        measured = {one.title for one in of_family(family)}
        assert measured >= set(page.xpath("//tbody/tr/th/a/text()"))
    assert "Reviews held on time" in text(manager, "/fairlea/scorecard/?family=nothing")


def test_what_has_a_target_comes_first(counted: Authority, signed_in: SignedIn) -> None:
    with wall(counted):
        keep(TARGET, "", MORNING, "test")
    manager = signed_in(counted, "service_manager")
    page = html.fromstring(manager.get("/fairlea/scorecard/?month=2026-03").content)
    assert page.xpath("//tbody/tr/th/a/text()") == ["Reviews held on time"]
    assert "at least 100%" in page.xpath("string(//tbody)")


def test_a_page_says_so_when_the_record_was_written_to_since(counted: Authority, signed_in: SignedIn) -> None:
    count_all(counted, anew=False)
    manager = signed_in(counted, "service_manager")
    assert "Something has changed since" not in text(manager, "/fairlea/scorecard/")
    with wall(counted):
        changes.written()
    assert "Something has changed since" in text(manager, "/fairlea/scorecard/")
    count_all(counted, anew=False)
    assert "Something has changed since" not in text(manager, "/fairlea/scorecard/")


@pytest.fixture
def queries_of() -> Callable[[Client, str], int]:
    def count(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return count


def test_a_page_says_that_nothing_was_counted_and_has_it_counted(worked_out: Authority, signed_in: SignedIn) -> None:
    manager = signed_in(worked_out, "service_manager")
    assert "Nothing has been counted yet." in text(manager, "/fairlea/scorecard/")
    assert manager.post("/fairlea/scorecard/count/").status_code == 302
    assert "Figures are being counted now" in text(manager, "/fairlea/scorecard/")


def test_a_measure_that_does_not_exist_leads_to_those_that_do(worked_out: Authority, signed_in: SignedIn) -> None:
    manager = signed_in(worked_out, "service_manager")
    assert manager.get("/fairlea/scorecard/measures/nothing/").status_code == 302
