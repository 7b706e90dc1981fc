"""Ending: the sessions of an account, its second steps, and the account itself where it is of use nowhere."""

from collections.abc import Iterable
from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from handrail.service.access.models import Account
from handrail.service.access.queries import not_ended
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall


def end_sessions(accounts: Iterable[Account]) -> None:
    """Sign these people out wherever they are signed in."""
    keys = {str(account.pk) for account in accounts}
    if not keys:
        return
    ended = [one.pk for one in Session.objects.iterator() if one.get_decoded().get("_auth_user_id") in keys]
    Session.objects.filter(pk__in=ended).delete()


def forget_second_steps(account: Account) -> None:
    """Take away passkeys, app and recovery codes of somebody who lost them: they set up new ones at the next sign-in."""
    Authenticator.objects.filter(user=account).delete()
    end_sessions([account])


def close_where_nothing_is_held(accounts: Iterable[Account], today: date) -> None:
    """Close the accounts that hold no role anywhere, now or later. Opened again when one is given."""
    left = {account.pk for account in accounts}
    for authority in Authority.objects.all() if left else ():
        with wall(authority):
            left -= set(not_ended(today).filter(account__in=left).values_list("account_id", flat=True))
    Account.objects.filter(pk__in=left).update(is_active=False)
