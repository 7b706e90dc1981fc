"""The paper packs of last night in the data folder, where whoever runs the service finds them when no page opens.

    HANDRAIL_DATA/fairlea/paper-packs/reviewing_officer-1a2b3c4d.pdf

Only the user of the service may read them. Each names on every page for whom it is; its file names nobody.
"""

import os
from pathlib import Path

from django.conf import settings

from handrail.permissions import CARE
from handrail.service import clock
from handrail.service.access.models import Account
from handrail.service.access.queries import working
from handrail.service.access.visiting import visit_of
from handrail.service.asking import Asked
from handrail.service.audit.actions import enter_for
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import Progress
from handrail.service.diary.paper import pack

ROUTE = "paper-packs"
_ASKED = Asked("export", "due", CARE)


def folder_of(authority: Authority) -> Path:
    """Where an authority's packs are."""
    return Path(settings.HANDRAIL.data) / authority.key / "paper-packs"


def write_all(authority: Authority, progress: Progress) -> int:
    """Write the pack of everybody who may take what is due out as a file, and take away those of nobody; how many."""
    today = clock.today()
    with wall(authority):
        accounts = working(today, CARE)
    written = set()
    for done, account in enumerate(accounts):
        progress(done, len(accounts), "packs")
        if name := _write(authority, account):
            written.add(name)
    for old in folder_of(authority).glob("*.pdf"):
        if old.name not in written:
            old.unlink()
    return len(written)


def _write(authority: Authority, account: Account) -> str:
    """The name of the file; blank where the person has none, or sees no names and so could not work from it."""
    with wall(authority):
        visit = visit_of(account, authority, _ASKED, clock.now(), clock.today())
        if not visit.scope or not visit.by_name():
            return ""
        made = pack(visit)
        enter_for(
            authority, "", "", "export", at=visit.now, kind="due", children=visit.seen, route=ROUTE,
        )  # fmt: skip
    name = f"{visit.role}-{account.key[:8]}.pdf"
    _kept(folder_of(authority) / name, made)
    return name


def _kept(file: Path, made: bytes) -> None:
    """Whole or not at all, and readable by the service's own user alone."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.parent.chmod(0o700)
    part = file.with_suffix(".part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        opened.write(made)
    part.replace(file)
