"""`handrail manage export_audit`: the trail of an authority, or a part of it, as a file."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from handrail.service.audit.actions import enter_for
from handrail.service.audit.exporting import Part, extract, whole
from handrail.service.audit.management import asked
from handrail.service.audit.sealing import seal
from handrail.service.authorities.walls import wall
from handrail.service.clock import now
from handrail.trail.canonical import is_key


class Command(BaseCommand):
    """Writes an authority's audit trail to a file that `handrail verify-audit` verifies, or an extract to read."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose trail, who gets it, which part, the file."""
        parser.add_argument("authority", metavar="AUTHORITY", help="the key of the authority")
        parser.add_argument("--by", metavar="EMAIL", required=True, help="the account of whoever gets it")
        parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="the new file")
        parser.add_argument("--child", metavar="KEY", type=_key, help="only entries about this child")
        parser.add_argument("--from", metavar="DAY", dest="first", type=_day, help="only entries from this day on")
        parser.add_argument(
            "--to", metavar="DAY", dest="last", type=_day, help="only entries up to the end of this day"
        )

    def handle(self, *args: Any, authority: str, by: str, out: Path, first: date | None = None, **options: Any) -> None:
        """Take down who got it, seal what waits, then write."""
        found, officer = asked.authority(authority), asked.account(by)
        part = Part(options["child"] or "", first, options["last"])
        with wall(found):
            about = [part.child] if part.child else []
            enter_for(found, officer.key, "", "export", at=now(), kind="audit_trail", children=about)
        seal(found, now())
        with wall(found):
            asked.new_file(out, whole(found) if part == Part() else extract(found, part))
        is_whole = "Verify it: handrail verify-audit" if part == Part() else "An extract cannot be verified by itself."
        self.stdout.write(f"'{out}' is written. {is_whole}")


def _key(text: str) -> str:
    if not is_key(text):
        raise ArgumentTypeError(f"'{text}' is not the key of a child")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is not a day such as 2026-04-01") from None
