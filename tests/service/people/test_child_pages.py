"""Who a child is and who is around them: written on a page, confirmed by name, and told to nobody who may not know."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import MORNING, TODAY, SignedIn, account_of
from tests.service.people.conftest import Begun
from tests.service.people.filling import sent_form, write

from handrail.permissions import CARE
from handrail.service.access.visiting import visit_of
from handrail.service.asking import Asked
from handrail.service.audit.models import Entry
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import wall
from handrail.service.people import queries
from handrail.service.people.models import Contact, Particulars

HIDDEN = "4 Lime Walk, Fairlea"


def of_child(begun: Begun, page: str) -> str:
    return f"/fairlea/children/{begun.child}/{page}"


def mother(begun: Begun, **told: Any) -> Contact:
    with wall(begun.authority):
        return Contact.objects.create(child=begun.child, name="Dana Holt", role="mother", **told)


def reading(client: Client, begun: Begun) -> Visit:
    return visit_of(account_of(client), begun.authority, Asked("read", "child_contact", CARE), MORNING, TODAY)


def test_an_officer_writes_how_a_child_is_called_and_the_trail_says_so(begun: Begun) -> None:
    answer = write(
        begun.officer, of_child(begun, "who/"), known_as="Lee", interpreter="true", communication="Draw it\r\nTake time"
    )
    assert (answer.status_code, answer["Location"]) == (302, of_child(begun, ""))
    page = begun.officer.get(of_child(begun, "")).content.decode()
    assert "About Lee" in page
    assert "with an interpreter" in page
    with wall(begun.authority):
        kept = Particulars.objects.get(child=begun.child)
        told = [
            json.loads(one.detail).get("what")
            for one in Entry.objects.filter(action="write", children__contains=begun.child)
        ]
    assert (kept.communication, kept.version) == ("Draw it\nTake time", 2)
    assert "particulars" in told


def test_a_form_that_is_only_looked_at_is_no_write_in_the_trail(begun: Begun) -> None:
    begun.officer.get(of_child(begun, "who/"))
    with wall(begun.authority):
        assert Entry.objects.latest("id").action == "read"


def test_a_contact_is_added_changed_confirmed_and_a_new_address_is_not_confirmed(begun: Begun) -> None:
    added = {"name": "Dana Holt", "role": "mother", "address": HIDDEN, "parental_responsibility": "true"}
    assert write(begun.officer, of_child(begun, "around/contact/"), **added).status_code == 302
    with wall(begun.authority):
        row = Contact.objects.get()
    at = f"?contact={row.pk}"
    with wall(begun.authority):
        assert queries.may_be_written_to(reading(begun.officer, begun), begun.child) == []
    write(begun.officer, of_child(begun, f"around/confirm/{at}"), confirmed_how="She said so by telephone")
    page = html.fromstring(begun.officer.get(of_child(begun, "around/")).content.decode()).text_content()
    assert "On Thursday 2 April 2026 by Amara Osei: She said so by telephone" in page
    with wall(begun.authority):
        (reached,) = queries.may_be_written_to(reading(begun.officer, begun), begun.child)
    assert (reached.name, reached.address) == ("Dana Holt", HIDDEN)
    write(begun.officer, of_child(begun, f"around/contact/{at}"), phone="01632 960001")
    with wall(begun.authority):
        assert Contact.objects.get().confirmed_on == TODAY
    write(begun.officer, of_child(begun, f"around/contact/{at}"), address="9 Oak Road")
    with wall(begun.authority):
        assert Contact.objects.get().confirmed_on is None
        assert queries.may_be_written_to(reading(begun.officer, begun), begun.child) == []


@pytest.mark.parametrize(
    ("told", "written_to"),
    [
        ({"address": HIDDEN, "confirmed_on": TODAY}, True),
        ({"email": "dana@example.org", "confirmed_on": TODAY}, True),
        ({"address": HIDDEN}, False),
        ({"address": HIDDEN, "confirmed_on": TODAY, "undisclosed": True}, False),
        ({"confirmed_on": TODAY}, False),
        ({"address": HIDDEN, "confirmed_on": TODAY, "holds_until": date(2026, 4, 1)}, False),
        ({"address": HIDDEN, "confirmed_on": TODAY, "holds_from": date(2026, 4, 3)}, False),
    ],
)
def test_whom_the_service_may_write_to(told: dict[str, Any], written_to: bool, begun: Begun) -> None:
    mother(begun, **told)
    with wall(begun.authority):
        assert bool(queries.may_be_written_to(reading(begun.officer, begun), begun.child)) == written_to


def test_nobody_is_written_to_by_somebody_who_may_not_read_of_them(begun: Begun, signed_in: SignedIn) -> None:
    mother(begun, address=HIDDEN, confirmed_on=TODAY)
    analyst = signed_in(begun.authority, "performance_analyst")
    with wall(begun.authority):
        assert queries.may_be_written_to(reading(analyst, begun), begun.child) == []


def test_what_must_not_be_disclosed_is_said_wherever_the_person_stands(begun: Begun, signed_in: SignedIn) -> None:
    mother(begun, address=HIDDEN, undisclosed=True, safe_contact="Never leave a message")
    page = begun.officer.get(of_child(begun, "around/")).content.decode()
    assert "Do not disclose. Tell nobody outside the service where Dana Holt is." in page
    assert "Never leave a message" in page
    own = begun.officer.get(of_child(begun, "")).content.decode()
    assert "Do not disclose where Dana Holt is." in own
    assert HIDDEN not in own
    analyst = signed_in(begun.authority, "performance_analyst")
    theirs = analyst.get(of_child(begun, ""))
    assert theirs.status_code == 200
    assert not any(word in theirs.content.decode() for word in ("Dana Holt", "disclose", HIDDEN))
    assert analyst.get(of_child(begun, "around/")).status_code == 404


def test_the_last_day_is_not_before_the_first_and_somebody_who_left_stands_apart(begun: Begun) -> None:
    row = mother(begun, holds_from=date(2026, 1, 1))
    address = of_child(begun, f"around/contact/?contact={row.pk}")
    until = {"holds_until_day": "31", "holds_until_month": "12", "holds_until_year": "2025"}
    assert "The last day is before the first" in write(begun.officer, address, **until).content.decode()
    write(begun.officer, address, **{**until, "holds_until_year": "2026", "holds_until_month": "3"})
    page = html.fromstring(begun.officer.get(of_child(begun, "around/")).content.decode())
    assert page.xpath("//details//h2")[0].text == "Dana Holt"


def test_a_contact_of_another_child_is_not_opened_through_this_one(begun: Begun) -> None:
    with wall(begun.authority):
        other = Contact.objects.create(child="f" * 32, name="Nobody's", role="mother")
    for page in ("contact", "confirm"):
        assert begun.officer.get(of_child(begun, f"around/{page}/?contact={other.pk}")).status_code == 404


def test_two_at_one_contact_the_second_sees_the_firsts_words_and_keeps_their_own(
    begun: Begun, signed_in: SignedIn
) -> None:
    row = mother(begun, phone="1", safe_contact="Ring first")
    address = of_child(begun, f"around/contact/?contact={row.pk}")
    support = signed_in(begun.authority, "business_support")
    mine = sent_form(support, address, safe_contact="Write to school", language="Polish")
    write(begun.officer, address, safe_contact="Never ring", phone="2")
    answer = support.post(address, mine)
    page = html.fromstring(answer.content.decode())
    assert "Somebody else changed this to “Never ring” while you were writing" in page.text_content()
    assert "Somebody else changed this while you were writing: Telephone." in page.text_content()
    again = dict(page.xpath("//main//form[@method='post']")[-1].form_values())
    assert (again["safe_contact"].strip(), again["phone"], again["language"]) == ("Write to school", "2", "Polish")
    with wall(begun.authority):
        assert Contact.objects.get().safe_contact == "Never ring"
    assert support.post(address, {name: value or "" for name, value in again.items()}).status_code == 302
    with wall(begun.authority):
        kept = Contact.objects.get()
    assert (kept.safe_contact, kept.phone, kept.language) == ("Write to school", "2", "Polish")


def test_an_address_that_changed_while_it_was_looked_at_is_not_confirmed(begun: Begun, signed_in: SignedIn) -> None:
    row = mother(begun, address=HIDDEN)
    confirm = of_child(begun, f"around/confirm/?contact={row.pk}")
    support = signed_in(begun.authority, "business_support")
    mine = sent_form(support, confirm, confirmed_how="Seen at a visit")
    write(begun.officer, of_child(begun, f"around/contact/?contact={row.pk}"), address="9 Oak Road")
    page = support.post(confirm, mine).content.decode()
    assert "Look at the address again." in page
    assert "9 Oak Road" in page
    assert "Seen at a visit" in page
    with wall(begun.authority):
        assert Contact.objects.get().confirmed_on is None


@pytest.mark.parametrize("page", ["who/", "around/", "around/contact/"])
def test_a_page_asks_as_much_for_many_as_for_few(page: str, begun: Begun) -> None:
    asked = []
    for more in (1, 12):
        for _ in range(more):
            mother(begun, address=HIDDEN)
        begun.officer.get(of_child(begun, page))
        with CaptureQueriesContext(connection) as queries_asked:
            begun.officer.get(of_child(begun, page))
        asked.append(len(queries_asked))
    assert asked[0] == asked[1] <= 22
