"""The pack of one child: everything on paper, and nothing of where somebody is who must not be found."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.service.conftest import SignedIn
from tests.service.packs.conftest import key_of

from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.people.models import Contact

QUERIES = 60
"""At most, on either engine: those of the page of a child, which it holds all of, and what it adds."""


def pack(authority: Authority, client: Client, page: str = "") -> bytes:
    answer = client.get(f"/fairlea/children/{key_of(authority)}/pack/{page}")
    assert answer.status_code == 200
    return bytes(answer.content)


def around(authority: Authority) -> None:
    key = key_of(authority)
    with wall(authority):
        known = {"child": key, "confirmed_on": date(2026, 3, 1), "confirmed_by": "Amara Osei"}
        Contact.objects.create(name="Ann Hale", role="mother", phone="01632 960001", address="1 Elm Street", **known)
        Contact.objects.create(
            name="Bob Hale", role="father", phone="01632 960002", address="2 Oak Road", undisclosed=True, **known
        )
        Contact.objects.create(name="Cy Hale", role="other", phone="01632 960003", child=key)


def test_it_holds_all_but_where_somebody_is(loaded: Authority, officer: Client) -> None:
    around(loaded)
    said = " ".join(html.fromstring(pack(loaded, officer)).text_content().split())
    for expected in (
        "Leah Turner C1", "Next due", "29 Sep", "Views", "What happened", "W1", "01632 960001",
        "Do not disclose where they are.", "No confirmed way to reach them",
    ):  # fmt: skip
        assert expected in said, expected
    for hidden in ("01632 960002", "Oak Road", "Elm Street", "01632 960003"):
        assert hidden not in said


def test_the_pdf_says_the_same_and_its_name_tells_nothing(loaded: Authority, officer: Client) -> None:
    around(loaded)
    answer = officer.get(f"/fairlea/children/{key_of(loaded)}/pack/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert 'filename="fairlea-child-pack-2026-04-02.pdf"' in answer["Content-Disposition"]
    with wall(loaded):
        entry = Entry.objects.get(action="export")
    assert (entry.kind, entry.route) == ("case_pack", "child-pack-pdf")
    assert key_of(loaded) in entry.children


def test_who_may_not_take_it_out_is_not_offered_it(loaded: Authority, officer: Client, signed_in: SignedIn) -> None:
    director = signed_in(loaded, "director")
    page = f"/fairlea/children/{key_of(loaded)}/"
    assert "Printable pack" in officer.get(page).content.decode()
    assert "Printable pack" not in director.get(page).content.decode()
    assert director.get(page + "pack/").status_code == 404


def test_it_asks_as_often_whoever_is_around(loaded: Authority, officer: Client) -> None:
    pack(loaded, officer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            pack(loaded, officer)
        return len(found)

    few = asked()
    around(loaded)
    assert asked() == few <= QUERIES
