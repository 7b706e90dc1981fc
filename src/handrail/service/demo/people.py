"""The made-up people of Fairlea: names, how to speak with them, who is around them and where. Nobody of them is real."""

from collections.abc import Iterator
from datetime import date, timedelta

from handrail.fictional.names import child_name, worker_name
from handrail.service.people.models import Absence, Contact, Particulars, Tie, Undertaking, WorkerDetails
from handrail.service.records.models import table

_LANGUAGES = (
    "English",
    "English",
    "English",
    "English",
    "English",
    "English",
    "Polish",
    "Urdu",
    "British Sign Language",
)
_STREETS = ("Lime Walk", "Mill Lane", "Station Road", "Orchard Close", "High Street", "The Green", "Canal Side")
_SAFE = "Ring before 3 pm only, and leave no message. Send nothing to the house."
_COUNCIL = "fairlea.example"
_HOW = ("Said so by telephone", "Seen at a visit", "Answered a letter")


def people_the_record(today: date) -> None:
    """Give every child and worker of the record a name, and every child somebody around them."""
    families = dict(table("family_groups").values_list("child_id", "family_id"))
    children = list(table("children").order_by("child_id").values_list("child_id", "key"))
    Particulars.objects.bulk_create(
        _particulars(child_id, key, families.get(child_id, "")) for child_id, key in children
    )
    Contact.objects.bulk_create(
        contact
        for child_id, key in children
        for contact in _around(child_id, key, families.get(child_id, child_id), today)
    )
    workers = list(table("workers").order_by("worker_id").values_list("worker_id", flat=True))
    WorkerDetails.objects.bulk_create(_details(one, today) for one in workers)
    Absence.objects.bulk_create(_absence(one, today) for one in workers if _number(f"away {one}", 9) == 0)
    Undertaking.objects.bulk_create(
        Undertaking(worker_id=one, kind="panel", name="Fostering panel", first_on=today - timedelta(days=400))
        for one in workers
        if _number(f"panel {one}", 11) == 0
    )
    _tie(children, families)


def _particulars(child_id: str, key: str, family: str) -> Particulars:
    language = _LANGUAGES[_number(child_id, len(_LANGUAGES))]
    return Particulars(
        child=key,
        name=child_name(child_id, family),
        language=language,
        interpreter=None if language == "English" else _number(child_id, 2) == 0,
    )


def _around(child_id: str, key: str, family: str, today: date) -> Iterator[Contact]:
    """A mother, at an address that one in seven must not tell; a carer; for some a father, and a school."""
    yield _somebody("mother", family, key, today)
    yield _somebody("carer", child_id, key, today)
    if _number(f"father {family}", 3):
        yield _somebody("father", family, key, today)
    if _number(f"school {child_id}", 2):
        yield Contact(child=key, name=f"{_STREETS[_number(child_id, 7)]} School", role="school", phone="01632 960 700")


def _somebody(role: str, of: str, key: str, today: date) -> Contact:
    number = _number(f"{role} {of}", 9_999)
    is_hidden, is_confirmed = role == "mother" and number % 7 == 0, number % 3 > 0
    return Contact(
        child=key,
        name=child_name(f"{role} {of}", of),
        role=role,
        parental_responsibility=role in ("mother", "father"),
        phone=f"01632 960 {number % 1000:03}",
        email="" if number % 5 == 0 else f"{role}.{number}@home.example",
        address=f"{number % 90 + 1} {_STREETS[number % 7]}\nFairlea",
        undisclosed=is_hidden,
        safe_contact=_SAFE if is_hidden else "",
        confirmed_on=today - timedelta(days=number % 300) if is_confirmed else None,
        confirmed_by=worker_name("business_support") if is_confirmed else "",
        confirmed_how=_HOW[number % 3] if is_confirmed else "",
    )


def _details(worker_id: str, today: date) -> WorkerDetails:
    """A worker; of thirty registrations one or two have run out, and some soon will."""
    number = _number(f"registered {worker_id}", 9_999)
    return WorkerDetails(
        worker_id=worker_id,
        name=worker_name(worker_id),
        email=f"{worker_id.lower()}@{_COUNCIL}",
        phone=f"01632 960 {number % 1000:03}",
        registration=f"SW{number:05}",
        registered_until=today + timedelta(days=number % 800 - 30),
    )


def _absence(worker_id: str, today: date) -> Absence:
    kind = ("leave", "sickness", "training")[_number(worker_id, 3)]
    return Absence(
        worker_id=worker_id, kind=kind, first_on=today - timedelta(days=2), last_on=today + timedelta(days=8)
    )


def _tie(children: list[tuple[str, str]], families: dict[str, str]) -> None:
    """Children of one family group who live together: the first two of each."""
    keys, groups = dict(children), dict[str, list[str]]()
    for child_id, family in sorted(families.items()):
        groups.setdefault(family, []).append(child_id)
    Tie.objects.bulk_create(
        Tie(child=keys[group[0]], other=keys[group[1]], kind="household") for group in groups.values() if len(group) > 1
    )


def _number(of: str, below: int) -> int:
    """A number that is always the same for the same text."""
    return sum((place + 1) * ord(letter) for place, letter in enumerate(of)) % below
