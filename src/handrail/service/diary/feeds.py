"""Calendar feeds: made, withdrawn, found again by their secret, and shown."""

from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from secrets import token_urlsafe

from handrail.permissions import COMMON
from handrail.service import clock
from handrail.service.access.models import Account
from handrail.service.access.visiting import visit_of
from handrail.service.asking import Asked
from handrail.service.audit.actions import enter
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.diary.mine import days
from handrail.service.diary.models import Feed
from handrail.service.post.icalendar import calendar

ROUTE = "calendar-feed"
_ASKED = Asked("read", "calendar_feed", COMMON)


@dataclass(frozen=True)
class Shown:
    """A calendar as it is handed over: its text, the mark of just this text, and when it came to be so."""

    text: str
    etag: str
    changed_at: datetime


def hash_of(secret: str) -> str:
    """What is kept of a secret: from 256 random bits, so that its hash needs no salt."""
    return sha256(secret.encode()).hexdigest()


def mine(visit: Visit) -> Feed | None:
    """The person's feed, if there is one."""
    return Feed.objects.filter(account__key=visit.viewer.account, ended_at=None).first()


def make(visit: Visit) -> str:
    """A new feed in place of any before; its secret, which is never seen again."""
    withdraw(visit)
    secret, account = token_urlsafe(32), Account.objects.get(key=visit.viewer.account)
    Feed.objects.create(account=account, secret_hash=hash_of(secret), made_at=visit.now, changed_at=visit.now)
    return secret


def withdraw(visit: Visit) -> bool:
    """End the person's feed; False where there was none."""
    there = Feed.objects.filter(account__key=visit.viewer.account, ended_at=None)
    return bool(there.update(ended_at=visit.now))


def shown(authority: Authority, secret: str, now: datetime, today: date) -> Shown | None:
    """The calendar behind a secret, inside the open wall, with its entry in the trail; None where it leads nowhere.

    It leads nowhere once it is withdrawn, the account is closed, or no role of the person brings a calendar today.
    """
    feed = Feed.objects.filter(secret_hash=hash_of(secret), ended_at=None, account__is_active=True).first()
    visit = visit_of(feed.account, authority, _ASKED, now, today) if feed else None
    if feed is None or not visit:
        return None
    if not visit.scope:
        return None
    name = f"Handrail {authority.name}"
    text = calendar(name, days(visit), datetime.combine(today, time(), clock.LONDON))
    enter(visit, "read", children=visit.seen, route=ROUTE)
    return _kept(feed, text, now)


def _kept(feed: Feed, text: str, now: datetime) -> Shown:
    etag = f'"{sha256(text.encode()).hexdigest()}"'
    if feed.etag != etag:
        feed.etag, feed.changed_at = etag, now
    feed.read_at = now
    feed.save(update_fields=["etag", "changed_at", "read_at"])
    return Shown(text, etag, feed.changed_at)
