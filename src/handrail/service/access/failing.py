"""Sign-ins that did not succeed, in the trail of every authority the account works for: who, when, at which step.

What was typed is kept nowhere: of an address that nobody has only the log says that it was tried, and not which.
"""

import logging
from typing import Any

from allauth.mfa.signals import authentication_failed
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from handrail.service.access.comings import FAILED, take_down
from handrail.service.access.lockout import username
from handrail.service.access.models import Account

PASSWORD, SECOND_STEP = "password", "second_step"
_LOG = logging.getLogger("handrail.access")


def listen() -> None:
    """Hear of them from now on; what counts them (axes) has heard first."""
    user_login_failed.connect(_password, dispatch_uid="handrail.access")
    authentication_failed.connect(_second_step, dispatch_uid="handrail.access")


def _password(request: HttpRequest | None, credentials: dict[str, Any], **_: Any) -> None:
    if request is None:
        return
    account = Account.objects.filter(email=username(request, credentials)).first()
    tries, most = getattr(request, "axes_failures_since_start", None) or 0, settings.AXES_FAILURE_LIMIT
    if account is None:
        _LOG.warning("a sign-in failed: nobody has this address")
    elif tries <= most:  # whoever is locked out does not fill the trail
        take_down(request, account, FAILED, step=PASSWORD, locked=tries == most)


def _second_step(request: HttpRequest, user: Any, **_: Any) -> None:
    take_down(request, user, FAILED, step=SECOND_STEP, locked=False)
