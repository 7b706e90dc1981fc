"""What a process does to a trail, for tests of several at once; see `own`."""

import sys
from datetime import UTC, datetime, timedelta
from time import sleep

from django.contrib.auth import get_user_model
from django.db import connection, connections

from handrail.service.audit.actions import enter_for
from handrail.service.audit.sealing import seal
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall

AT = datetime(2026, 4, 1, 9, tzinfo=UTC)


def begin() -> None:
    """A council and an officer."""
    Authority.objects.create(key="fairlea", name="Fairlea", made_up=True)
    get_user_model().objects.create_user("amara@example.org", "Amara Osei")


def write(count: str, named: str = "x") -> None:
    """So many entries, each in a transaction of its own."""
    fairlea = Authority.objects.get()
    for number in range(int(count)):
        with wall(fairlea):
            told = {"children": [f"{named}{number}"], "reason": f"because {number}"}
            enter_for(fairlea, named, "", "read", at=AT + timedelta(seconds=number), kind="child", **told)


def seal_often(rounds: str) -> None:
    """Seal again and again; print what each round sealed."""
    for _ in range(int(rounds)):
        for each in seal(Authority.objects.get(), datetime.now(UTC)):
            print(each.batch, each.first, each.last)
        sleep(0.01)


def late() -> None:
    """An entry that drew its number first and is written for good after a later one was sealed."""
    fairlea, second = Authority.objects.get(), connections.create_connection("default")
    with wall(fairlea):
        enter_for(fairlea, "late", "", "read", at=AT, kind="child")
        with second.cursor() as cursor:
            cursor.execute("SELECT set_config('handrail.authority', %s, false)", [str(fairlea.pk)])
            cursor.execute(
                "INSERT INTO audit_entry (authority_id, at, who, role, through, action, kind, children, route, reason, "
                "detail, salt, erased) VALUES (%s, %s, 'early', '', '', 'read', 'child', '[]', '', '', '{}', '', '')",
                [fairlea.pk, AT],
            )
        print("between", flush=True)
        sys.stdin.readline()
    connection.close()
    second.close()


def do() -> None:
    """The work that the command line names."""
    globals()[sys.argv[1]](*sys.argv[2:])
