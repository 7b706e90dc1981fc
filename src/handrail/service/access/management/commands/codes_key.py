"""`handrail manage codes_key`: what one-time codes are made from, encrypted by the newest key."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from handrail.service.access.at_rest import Unreadable, locked_anew

_SECRETS = ("secret", "seed")


class Command(BaseCommand):
    """Encrypts what one-time and recovery codes are made from by the first key of HANDRAIL_CODES_KEY."""

    help = "Encrypt what one-time codes are made from by the first key of HANDRAIL_CODES_KEY. Then the others may go."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, all at once; what no key opens is left and counted."""
        done = left = 0
        with transaction.atomic():
            for one in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
                try:
                    one.data |= {name: locked_anew(one.data[name]) for name in _SECRETS if name in one.data}
                except Unreadable:
                    left += 1
                    continue
                one.save(update_fields=["data"])
                done += 1
        self.stdout.write(f"Encrypted by the newest key: {done}.")
        if left:
            self.stdout.write(
                f"No key opens {left}. Whoever they belong to sets the app up anew: "
                "docs/how-to/look-after-accounts.md says how. Keep the older keys until nothing is left."
            )
