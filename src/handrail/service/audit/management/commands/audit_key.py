"""`handrail manage audit_key`: the key that signs checkpoints."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from handrail.service.audit.management.asked import new_file
from handrail.trail.keys import new_signing_key, public_pem, signing_key


class Command(BaseCommand):
    """Makes a key that signs checkpoints of the audit trail, and the public key to hand out."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="the new file of the secret key")

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        """Two files: the secret key, and beside it the public one."""
        secret, public = new_signing_key(), out.with_name(f"{out.name}.public")
        new_file(out, [secret])
        new_file(public, [public_pem(signing_key(secret))])
        self.stdout.write(f"'{out}' holds the key that signs: name it in HANDRAIL_AUDIT_KEY, and show it to nobody.")
        self.stdout.write(f"'{public}' holds the public key: give it to whoever may verify.")
