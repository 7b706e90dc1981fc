"""Tokens of programs: made, withdrawn, presented. A token never does more than its owner may on the day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.http import HttpRequest

from handrail.permissions import COMMON, Viewer, may
from handrail.permissions.policy import About
from handrail.service.access.models import Account, Token
from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit

KIND = "api_token"
LONGEST = 365  # days
_NEEDS = {
    "write": ("list", "read"),
    "read": ("list",),
    "approve": ("list", "read"),
    "export": ("list", "read"),
    "list": (),
}
_BEARER, _PREFIX = "bearer ", "handrail_"


def make(visit: Visit, name: str, chosen: Iterable[tuple[str, str]], expires_on: date) -> tuple[Token, str]:
    """A new token of whoever visits, and its secret, which is shown once and kept nowhere.

    `chosen` are actions with their kinds of record; whoever may write may read. Raises ValueError for a day that is not
    ahead, or further than a year.
    """
    if not visit.today < expires_on <= visit.today + timedelta(days=LONGEST):
        raise ValueError("The last day of a token is after today and within a year.")
    secret = _PREFIX + token_urlsafe(32)
    token = Token.objects.create(
        account=Account.objects.get(key=visit.viewer.account),
        name=name,
        hash=_hash(secret),
        may=sorted(" ".join(each) for each in _with_needs(chosen)),
        made_at=visit.now,
        expires_on=expires_on,
    )
    enter(visit, "write", kind=KIND, detail={"what": "made", "about": token.key})
    return token, secret


def withdraw(visit: Visit, token: Token) -> None:
    """End a token at once, for good. One that was withdrawn before stays as it was."""
    withdrawn = {"withdrawn_at": visit.now, "withdrawn_by": visit.viewer.account}
    if Token.objects.filter(pk=token.pk, withdrawn_at=None).update(**withdrawn):
        enter(visit, "write", kind=KIND, detail={"what": "withdrawn", "about": token.key})


def reached(visit: Visit) -> "QuerySet[Token]":
    """The tokens the visit reaches: all of the authority, or one's own."""
    every = Token.objects.select_related("account")
    return every if visit.scope.whole else every.filter(account__key=visit.scope.owner or "")


def presented(request: HttpRequest, today: date) -> Token | None:
    """The token a program shows, if it holds today and its owner's account is open."""
    said = request.headers.get("Authorization", "")
    secret = said[len(_BEARER) :].strip() if said.lower().startswith(_BEARER) else ""
    good = Token.objects.filter(hash=_hash(secret), withdrawn_at=None, expires_on__gte=today, account__is_active=True)
    return good.select_related("account").first()


def held_by(token: Token, viewer: Viewer, today: date) -> Viewer | None:
    """The owner, as far as the token lets a program be them; None where the owner may hold no token any longer."""
    if not may(viewer, "write", About(KIND, COMMON, owner=viewer.account), today):
        return None
    return replace(viewer, only=frozenset(granted(token)))


def granted(token: Token) -> Iterable[tuple[str, str]]:
    """The actions with their kinds of record."""
    for each in token.may:
        action, _, kind = each.partition(" ")
        yield action, kind


def count(token: Token, now: datetime) -> bool:
    """Take down that it was used; whether it may be, with so many requests in this minute."""
    minute = now.replace(second=0, microsecond=0)
    more = Case(When(Q(minute=minute), then=F("in_minute") + 1), default=Value(1))
    Token.objects.filter(pk=token.pk).update(used_at=now, in_minute=more, minute=minute)
    so_many = Token.objects.filter(pk=token.pk).values_list("in_minute", flat=True).get()
    return so_many <= per_minute()


def _with_needs(chosen: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(each, kind) for action, kind in chosen for each in (action, *_NEEDS[action])}


def _hash(secret: str) -> str:
    """A token is as long as a key, so that one round of hashing is enough to keep it."""
    return sha256(secret.encode()).hexdigest()


def per_minute() -> int:
    """How many requests a token may make in a minute."""
    found: int = settings.HANDRAIL.api_per_minute
    return found
