"""`handrail manage checkpoint`: sign how far the trail of an authority is sealed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from handrail.service.audit.actions import enter_for
from handrail.service.audit.management import asked
from handrail.service.audit.sealing import end_of, seal
from handrail.service.authorities.walls import wall
from handrail.service.clock import now
from handrail.trail import checkpoint
from handrail.trail.keys import signing_key


class Command(BaseCommand):
    """Writes a signed checkpoint of an authority's audit trail, for somebody to keep outside the service."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose trail, who keeps it, the key, the file."""
        parser.add_argument("authority", metavar="AUTHORITY", help="the key of the authority")
        parser.add_argument("--by", metavar="EMAIL", required=True, help="the account of the officer who keeps it")
        parser.add_argument("--key", metavar="FILE", type=Path, help="the key that signs; else HANDRAIL_AUDIT_KEY")
        parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="the new file")

    def handle(self, *args: Any, authority: str, by: str, key: Path | None, out: Path, **options: Any) -> None:
        """Seal what waits, sign, and take down who got it."""
        found, officer, pem = asked.authority(authority), asked.account(by), _key(key or settings.HANDRAIL.audit_key)
        seal(found, now())
        with wall(found):
            try:
                made = checkpoint.make(end_of(found), now(), signing_key(pem))
            except ValueError as error:
                raise CommandError(str(error)) from error
            enter_for(found, officer.key, "", "checkpoint", at=now(), detail={"position": made.position})
            asked.new_file(out, [checkpoint.text_of(made).encode()])
        self.stdout.write(
            f"'{out}' says how the trail stood at position {made.position:,}. Keep it outside the service."
        )


def _key(path: Path | None) -> bytes:
    if path is None:
        raise CommandError("No key: give --key, or set HANDRAIL_AUDIT_KEY. `handrail manage audit_key` makes one.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"'{path}' cannot be read ({error.strerror}).") from error
