"""The made-up authority of Fairlea in the service: its record, the names of its people, and one way in for each role."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from handrail.fictional.authority import make
from handrail.fictional.names import worker_name
from handrail.fictional.write import write
from handrail.permissions import CARE, COMMON, table_in_force
from handrail.returns.load import load
from handrail.service import clock
from handrail.service.access.models import Account, Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import keep
from handrail.service.authorities.walls import wall
from handrail.service.background.actions import enqueue
from handrail.service.demo.api import make_tokens
from handrail.service.demo.audit import hold_a_record
from handrail.service.demo.caseload import cover_an_absence
from handrail.service.demo.corrections import propose_corrections
from handrail.service.demo.diary import convene
from handrail.service.demo.events import tell_news
from handrail.service.demo.packs import write_and_pack
from handrail.service.demo.people import people_the_record
from handrail.service.demo.worklist import add_a_column
from handrail.service.due.recompute import for_all
from handrail.service.records import deposits
from handrail.service.records.models import table

KEY, NAME, PASSWORD = "fairlea", "Fairlea", "a made-up authority"
SEED = 1
_BEGINNING, _END = date(2020, 4, 1), date(2099, 12, 31)
_AS_WORKERS = ("reviewing_officer", "conference_chair", "social_worker")

_FILLS: tuple[Callable[[Authority], None], ...] = (
    cover_an_absence, propose_corrections, add_a_column, write_and_pack, tell_news, convene, make_tokens,
    hold_a_record,
)  # fmt: skip
"""What each app shows in the demonstration, in the open wall; what is there already is left as it is."""
PROFILE = Path(__file__).with_name("demo.toml")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Entrance:
    """A way in: who signs in, as what."""

    title: str
    email: str


class NotADemonstration(RuntimeError):
    """Made-up accounts with a known password were to be made where real work is done."""


def build(children: int, years: int, say: Say) -> list[Entrance]:
    """Make the authority and all in it where it is not there yet; the ways in. Raises NotADemonstration."""
    if not settings.HANDRAIL.demo:
        raise NotADemonstration("A made-up authority is only for a demonstration: set HANDRAIL_DEMO=1.")
    authority, _ = Authority.objects.get_or_create(key=KEY, defaults={"name": NAME, "made_up": True})
    if deposits.is_empty(authority):
        say(f"Making up {NAME}: {children:,} children and {years} years. Nobody in it is real.")
        _hand_in(authority, children, years)
        _name_everybody(authority)
    say("Working out what is due…")
    for_all(authority)
    enqueue(authority, "figures")
    entrances = list(_entrances(authority))
    with wall(authority):
        for fill in _FILLS:
            fill(authority)
    return entrances


def _hand_in(authority: Authority, children: int, years: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(make(children, SEED, years), Path(folder))
        record = [Path(folder) / "record"]
        loaded, sources = load(record), deposits.sources_of(authority, record)
        wanted = deposits.import_preview(authority, loaded).wanted
        deposits.import_apply(authority, wanted, author="demonstration", note="Made up", sources=sources)


def _name_everybody(authority: Authority) -> None:
    with wall(authority):
        keep(PROFILE.read_text(encoding="utf-8"), "", clock.now(), "As the made-up authority begins")
        people_the_record(clock.today())


def _entrances(authority: Authority) -> Iterator[Entrance]:
    """One account for each role of care and protection, or else of what is common."""
    for name, role in table_in_force().roles.items():
        stream = next((one for one in (CARE, COMMON) if one in role.streams), role.streams[0])
        email = f"{name.replace('_', '.')}@{KEY}.example"
        _let_in(authority, email, name, stream, role.for_a_time)
        yield Entrance(role.title, email)


def _let_in(authority: Authority, email: str, role: str, stream: str, for_a_time: bool) -> None:
    if Account.objects.filter(email=email).exists():
        return
    with wall(authority):
        worker = _busiest(role) if role in _AS_WORKERS else ""
        account = Account.objects.create_user(email, worker_name(worker or role), PASSWORD)
        team = table("workers").filter(worker_id=worker).values_list("team", flat=True).first() or ""
        until = _END if for_a_time else None
        Role.objects.create(
            account=account,
            role=role,
            stream=stream,
            worker_id=worker,
            team=team,
            holds_from=_BEGINNING,
            holds_until=until,
        )


def _busiest(role: str) -> str:
    """The worker with most children in this role today: a day worth looking at."""
    held = table("allocations").filter(role=role, started_on__lte=clock.today()).exclude(ended_on__lt=clock.today())
    found = Counter(held.values_list("worker_id", flat=True)).most_common(1)
    return found[0][0] if found else ""
