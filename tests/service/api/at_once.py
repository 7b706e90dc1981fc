"""A program that sends one write many times at once, for a test with a database of its own."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from threading import Barrier

from django.db import connection
from django.test import Client
from tests.service.due.authority import load, made

from handrail.permissions import CARE, COMMON
from handrail.service import clock
from handrail.service.access.models import Account, Role, Token
from handrail.service.api.models import Answered
from handrail.service.api.once import REPLAYED
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute
from handrail.service.due.models import Duty, Note
from handrail.service.records.models import table

SECRET, TIMES = "a token of the tests", 4


def begin() -> None:
    """An authority, and a program of its service manager."""
    authority, today = Authority.objects.create(key="fairlea", name="Fairlea", made_up=True), clock.today()
    load(authority, made(6))
    recompute.for_all(authority)
    account = Account.objects.create_user("ruth.marsh@example.org", "Ruth Marsh")
    with wall(authority):
        for role, stream in (("service_manager", CARE), ("administrator", COMMON)):
            Role.objects.create(account=account, role=role, stream=stream, holds_from=today)
        said = {
            "account": account,
            "name": "A program",
            "made_at": clock.now(),
            "expires_on": today + timedelta(days=1),
        }
        Token.objects.create(
            hash=sha256(SECRET.encode()).hexdigest(), may=["list due", "read due", "write due"], **said
        )


def write() -> None:
    """The same note, in so many threads at the same moment; prints what each was answered."""
    with wall(Authority.objects.get()):
        duty = Duty.objects.order_by("pk")[0]
        child = table("children").get(child_id=duty.child_id).key
    address, together = f"/fairlea/api/v1/children/{child}/due/{duty.pk}/notes", Barrier(TIMES)
    headers = {"host": "localhost", "authorization": f"Bearer {SECRET}", "idempotency-key": "sent-again-and-again"}
    body = json.dumps({"text": "Rang the school."})

    def one(_: int) -> tuple[int, bool, str]:
        client = Client(headers=headers)
        together.wait()
        answer = client.post(address, body, content_type="application/json")
        connection.close()
        return answer.status_code, REPLAYED in answer, answer.content.decode()

    with ThreadPoolExecutor(TIMES) as pool:
        print(json.dumps(list(pool.map(one, range(TIMES)))))


def count() -> None:
    """How often it was done, and how many entries say so."""
    with wall(Authority.objects.get()):
        entered = Entry.objects.filter(detail__contains='"what":"note"').count()
        print(Note.objects.count(), Answered.objects.count(), entered)


def do() -> None:
    """What the command line names."""
    globals()[sys.argv[1]]()
