"""Two children with an officer and a social worker, people around the first, and what is done from pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.service.conftest import TODAY, SignedIn
from tests.service.due.authority import load
from tests.service.post.conftest import local, send, sent_to  # noqa: F401 - real servers to send to

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Worker
from handrail.record.tables import Child, Episode
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute
from handrail.service.meetings.links import secret_of
from handrail.service.meetings.models import Invitation, Meeting
from handrail.service.people.models import Contact, Particulars, WorkerDetails
from handrail.service.records.models import table

CAME, NEXT_WEEK = date(2025, 9, 1), TODAY + timedelta(days=7)
NAME, HOME = "Leah Marchetti", "14 Mill Lane\nFairlea FL1 2AB"
WORKERS = {"W": "reviewing_officer", "S": "social_worker", "M": "team_manager"}


def record_of(children: str = "ab") -> Record:
    record = Record(
        care_from=date(2025, 4, 1),
        care_to=date(2026, 3, 31),
        children=[Child(one, date(2014, 1, 1)) for one in children],
        episodes=[Episode(one, CAME, start_reason="S", legal_status="C2", placement_type="U6") for one in children],
        workers=[Worker(one, role, "irs" if one == "W" else "north") for one, role in WORKERS.items()],
        allocations=[Allocation(one, who, WORKERS[who], CAME) for one in children for who in "WS"],
    )
    record.periods_of_care = periods_of_care(record.episodes)
    return record


@dataclass
class World:
    """The authority, who is signed in as what, the child's key, and the people around the child by their names."""

    authority: Authority
    officer: Client
    child: str
    other: str
    people: dict[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> str:
        return f"/fairlea/children/{self.child}/meetings/"

    def plan(self, client: Client | None = None, **given: Any) -> Any:
        """Plan a meeting from the page; the answer."""
        return (client or self.officer).post(f"{self.pages}plan/", planned(**given), follow=True)

    def change(self, **given: Any) -> Any:
        meeting = self.meeting()
        said = planned(**given) | {"seen": given.get("seen", meeting.sequence)}
        return self.officer.post(f"{self.pages}change/?n={meeting.pk}", said, follow=True)

    def ask(self, *names: str, group: str = "by_mail") -> Any:
        asked = {group: [self.people[name] for name in names]}
        return self.officer.post(f"{self.pages}ask/?n={self.meeting().pk}", asked, follow=True)

    def meeting(self) -> Meeting:
        with wall(self.authority):
            return Meeting.objects.order_by("-id")[0]

    def invitation(self, name: str) -> Invitation:
        with wall(self.authority):
            return Invitation.objects.filter(name=name).order_by("-id").select_related("meeting")[0]

    def link(self, name: str) -> str:
        """The path of somebody's link."""
        return f"/fairlea/reply/{secret_of('fairlea', self.invitation(name))}/"

    def page(self, client: Client | None = None) -> str:
        return words((client or self.officer).get(f"{self.pages}one/?n={self.meeting().pk}"))


def planned(**given: Any) -> dict[str, Any]:
    on = given.pop("on", NEXT_WEEK)
    days = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    return {"kind": "review", **days, "begins": "10:00", "minutes": "90", "place": "Civic Centre, room 2", **given}


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def answered(link: str, choice: str, told: str = "", seen: int = 0, client: Client | None = None) -> Any:
    return (client or Client()).post(link, {"choice": choice, "words": told, "seen": seen}, follow=True)


@pytest.fixture
def world(fairlea: Authority, signed_in: SignedIn) -> World:
    cache.clear()  # nothing was tried yet
    load(fairlea, record_of())
    recompute.for_all(fairlea)
    with wall(fairlea):
        keys = dict(table("children").values_list("child_id", "key"))
        Particulars.objects.create(child=keys["a"], name=NAME)
        people = {one.name: f"contact:{one.pk}" for one in around(keys["a"])}
        for worker, name in (("S", "Sam Ito"), ("M", "Mo Adeyemi")):
            WorkerDetails.objects.create(worker_id=worker, name=name, email=f"{worker.lower()}@fairlea.example")
            people[name] = f"worker:{worker}"
    officer = signed_in(fairlea, "reviewing_officer", worker_id="W")
    return World(fairlea, officer, keys["a"], keys["b"], people)


def around(child: str) -> list[Contact]:
    """A mother, a carer who is reached with care, a father nobody confirmed, an aunt who must not be disclosed, a school."""
    sure = {"child": child, "confirmed_on": TODAY, "confirmed_by": "Amara Osei", "confirmed_how": "By telephone"}
    return [
        Contact.objects.create(name=name, **{**sure, **told})
        for name, told in {
            "Mia Marchetti": {"role": "mother", "email": "mia@home.example", "address": "3 Canal Side"},
            "Cass Doyle": {
                "role": "carer",
                "email": "cass@home.example",
                "address": HOME,
                "safe_contact": "By day only",
            },
            "Leo Marchetti": {"role": "father", "email": "leo@home.example", "confirmed_on": None},
            "Ada Moss": {"role": "relative", "email": "ada@home.example", "undisclosed": True},
            "Hill School": {"role": "school", "email": "office@school.example", "address": "1 Hill Road"},
        }.items()
    ]


@pytest.fixture
def asked(world: World) -> World:
    """A review is planned, and the mother and the social worker are asked to it."""
    world.plan()
    world.ask("Mia Marchetti", "Sam Ito")
    return world


Sends = Callable[[], str]
