"""Six years of a council's returns through the screen: handed in, read, applied, worked out; on PostgreSQL.

    .venv/bin/python bench/service_import.py [CHILDREN]

Prints the seconds from the press of the button to what was recognised, and from *Apply* to what is due.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from a_service import HANDRAIL, service

from handrail.fictional.authority import make
from handrail.fictional.write import write

SEED, YEARS = 1, 6
LIMIT = 60  # seconds


def main(children: int) -> int:
    """Do it and print the figures; 1 where it takes longer than it may."""
    with tempfile.TemporaryDirectory() as folder, service(Path(folder)) as made:
        packed = returns(Path(folder), children)
        made.manage("collectstatic", "--noinput", "--verbosity", "0")
        made.manage("authority", "fairlea", "Fairlea")
        os.environ.update(
            made.environment, HANDRAIL_LOG_LEVEL="WARNING", DJANGO_SETTINGS_MODULE="handrail.service.config.settings"
        )
        with subprocess.Popen([*HANDRAIL, "manage", "work"], env=made.environment) as worker:
            try:
                return int(through_the_screen(packed) > LIMIT)
            finally:
                worker.terminate()


def returns(folder: Path, children: int) -> Path:
    """The SSDA903 sets and CIN censuses of six years, as one archive."""
    write(make(children, SEED, YEARS), folder / "made")
    target = folder / "returns.zip"
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for file in sorted(one for part in ("ssda903", "cin") for one in (folder / "made" / part).rglob("*.*")):
            archive.write(file, file.relative_to(folder / "made"))
    return target


def through_the_screen(packed: Path) -> float:
    """As an analyst does it; the seconds it takes."""
    import django

    django.setup()
    client = signed_in()
    begun = time.monotonic()
    with packed.open("rb") as file:
        place = client.post("/fairlea/imports/hand-in/", {"given": file})["Location"]
    read = until(client, place, "Rows read")
    print(f"read and compared: {read - begun:.1f} s")
    client.post(f"{place}apply/")
    done = until(client, place, "holds now")
    print(
        f"applied, and what is due worked out: {done - read:.1f} s\ntogether: {done - begun:.1f} s of {LIMIT}",
        flush=True,
    )
    return done - begun


def signed_in():
    """An analyst."""
    from datetime import date

    from django.test import Client

    from handrail.service.access.models import Account, Role
    from handrail.service.authorities.models import Authority
    from handrail.service.authorities.walls import wall

    account = Account.objects.create_user("analyst@fairlea.example", "Amara Osei")
    with wall(Authority.objects.get()):
        Role.objects.create(
            account=account, role="performance_analyst", stream="care_and_protection", holds_from=date(2020, 1, 1)
        )
    client = Client(headers={"host": "localhost"})
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def until(client, place: str, words: str) -> float:
    """The moment the page says so; each second prints how far it is."""
    while words not in (page := client.get(place).content.decode()):
        far = page.partition('-words"><bdi>')[2].partition("<")[0]
        print(f"  {far or 'at work'}", flush=True)
        time.sleep(1)
    return time.monotonic()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000))
