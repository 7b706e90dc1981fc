"""What the service holds before anything is killed. Run inside the service, by `Deployment.act`."""

from datetime import date
from pathlib import Path
from uuid import uuid4

from django.core.files import File
from django.test import Client
from django_tasks_db.models import DBTaskResult
from tests.builders import write_set

from handrail.permissions import CARE
from handrail.record.corrections import key_text
from handrail.record.schema import TABLE_BY_NAME
from handrail.returns.load import load
from handrail.service import clock
from handrail.service.access.models import Account, Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background import nights
from handrail.service.background.actions import enqueue
from handrail.service.background.models import DONE, Run
from handrail.service.corrections.models import Proposal as Correction
from handrail.service.due.models import Duty, Stamp
from handrail.service.due.recompute import for_all
from handrail.service.exchange import folders, reading
from handrail.service.exchange.models import APPLYING, Proposal
from handrail.service.records import deposits
from handrail.service.records.models import table

CHILDREN = 12


def make(folder: str) -> None:
    """An authority with its record and other files handed in; somebody who is signed in: prints their session."""
    authority = Authority.objects.create(key="fairlea", name="Fairlea", made_up=True)
    _import(authority, _written(Path(folder) / "first", 10))
    for_all(authority)
    _hand_in(authority, _written(Path(folder) / "second", 20))
    with wall(authority):
        _propose_correction()
    _have_the_night_done(authority)
    print(_signed_in(authority))


def ask() -> None:
    """What is due to be worked out anew, as after an upgrade that changed the law, then the import to be applied."""
    authority = Authority.objects.get()
    with wall(authority):
        Stamp.objects.update(law="")
        Duty.objects.all().delete()
        Proposal.objects.update(state=APPLYING)
        number = Proposal.objects.get().pk
    enqueue(authority, "ledger")
    enqueue(authority, "apply_import", number=number)


def _written(folder: Path, day: int) -> Path:
    children = range(1, CHILDREN + 1)
    header = [f"{child},01/01/2015" for child in children]
    episodes = [f"{child},01/04/2024,S,C2,U6,," for child in children]
    reviews = [f"{child},01/01/2015,{day}/05/2024,PN1" for child in children]
    return write_set(folder, header, episodes, reviews)


def _import(authority: Authority, folder: Path) -> None:
    sources, wanted = (
        deposits.sources_of(authority, [folder]),
        deposits.import_preview(authority, load([folder])).wanted,
    )
    deposits.import_apply(authority, wanted, author="prepared", sources=sources)


def _hand_in(authority: Authority, folder: Path) -> None:
    key = uuid4().hex
    count = folders.keep(authority, key, [File(one.open("rb"), one.name) for one in sorted(folder.iterdir())])
    with wall(authority):
        proposal = Proposal.objects.create(key=key, files=count, begun_at=clock.now())
    reading.read(authority, proposal, lambda *_: None)


def _propose_correction() -> None:
    review = table("reviews").order_by("child_id")[0]
    child = table("children").get(child_id=review.child_id)
    said = {"by": "somebody else", "author": "Amara Osei", "at": clock.now(), "why": "The minutes say so."}
    of = {"child": child.key, "table": "reviews", "key": key_text(TABLE_BY_NAME["reviews"], review)}
    days = {"recorded": {"opened_on": review.opened_on.isoformat()}, "verified": {"opened_on": "2024-04-26"}}
    Correction.objects.create(**said, **of, **days)


def _have_the_night_done(authority: Authority) -> None:
    list(nights.begin_all())
    DBTaskResult.objects.all().delete()
    with wall(authority):
        Run.objects.update(state=DONE, ended_at=clock.now())


def _signed_in(authority: Authority) -> str:
    account = Account.objects.create_user("service.manager@fairlea.example", "Ruth Marsh")
    with wall(authority):
        Role.objects.create(account=account, role="service_manager", stream=CARE, holds_from=date(2020, 4, 1))
    client = Client()
    client.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["session"].value
