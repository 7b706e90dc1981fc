"""The daily digest and the weekly look-ahead: written once for each person and day or week, however often it is tried."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handrail.permissions import CARE
from handrail.service import clock
from handrail.service.access.models import Account
from handrail.service.access.queries import notices_of, working
from handrail.service.access.visiting import visit_of
from handrail.service.asking import Asked
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import wall
from handrail.service.background.job import Progress
from handrail.service.design.dates import long_date
from handrail.service.diary.choices import chosen
from handrail.service.diary.letters import Part, letter
from handrail.service.diary.mine import counted
from handrail.service.diary.models import DAILY, OFF
from handrail.service.post.actions import write_to_account

_ASKED = Asked("list", "due", CARE)
_WEEKS, _WEEK, _DAY = 4, timedelta(days=7), timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Kind:
    """One of the two: its name, its subject, and how long it is of use."""

    name: str
    subject: str
    of_use: timedelta


DIGEST = Kind("digest", "Today in Handrail", _DAY)
LOOK_AHEAD = Kind("look_ahead", "Your next four weeks in Handrail", 4 * _DAY)


def write_all(authority: Authority, progress: Progress) -> int:
    """Write what is to be written today, each person in a transaction of its own; how many messages."""
    today = clock.today()
    with wall(authority):
        accounts = working(today)
    written = 0
    for done, account in enumerate(accounts):
        progress(done, len(accounts), "people")
        with wall(authority):
            written += _write(authority, account, today)
    return written


def _write(authority: Authority, account: Account, today: date) -> int:
    """What one person is to get today; there is none at the week's end."""
    visit = visit_of(account, authority, _ASKED, clock.now(), today)
    often = chosen(visit)
    if often == OFF or today.weekday() >= _SATURDAY:
        return 0
    monday = today - today.weekday() * _DAY
    sent = _sent(visit, LOOK_AHEAD, monday, list(look_ahead(visit)))
    return sent + (_sent(visit, DIGEST, today, list(digest(visit))) if often == DAILY else 0)


def _sent(visit: Visit, kind: Kind, of: date, parts: list[Part]) -> int:
    if not parts:
        return 0
    once = f"{kind.name}:{visit.viewer.account}:{of}"
    made = letter(visit, kind.name, kind.subject, parts, once=once, of_use_until=visit.now + kind.of_use)
    return int(write_to_account(visit.authority, visit.viewer.account, made, visit.now))


def look_ahead(visit: Visit) -> Iterator[Part]:
    """What is late, then what falls due in each of the next four weeks; weeks with nothing are left out."""
    yield from _part("Late now", visit, None, visit.today - _DAY)
    monday = visit.today - visit.today.weekday() * _DAY
    for week in (monday + number * _WEEK for number in range(_WEEKS)):
        title = f"Week of {long_date(week)}"
        yield from _part(title, visit, max(week, visit.today), week + _WEEK - _DAY)


def digest(visit: Visit) -> Iterator[Part]:
    """What became late since the last working day, what falls due until Sunday, and whether notices wait."""
    yesterday, sunday = visit.today - _DAY, visit.today + (6 - visit.today.weekday()) * _DAY
    friday = yesterday - (2 * _DAY if visit.today.weekday() == 0 else 0 * _DAY)
    yield from _part("Became late", visit, friday, yesterday)
    yield from _part("Due this week", visit, visit.today, sunday)
    if waits := notices_of(visit).filter(seen_at=None).count():
        yield Part("Notices that nobody has seen yet", waits, ())


def _part(title: str, visit: Visit, first: date | None, last: date) -> Iterator[Part]:
    if visit.scope and (found := counted(visit, first, last)):
        yield Part(title, sum(one.count for one in found), tuple(found))
