"""Joiners, movers and leavers: what a file of people changes at one authority, in words, and the change itself.

Nothing is deleted. A role that is given up gets its last day; an account that holds no role anywhere is closed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handrail.permissions import table_in_force
from handrail.service.access.ending import close_where_nothing_is_held, end_sessions
from handrail.service.access.models import Account, Role
from handrail.service.access.people_file import Line, People
from handrail.service.access.queries import in_force, not_ended
from handrail.service.audit.actions import enter_for
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.design.dates import long_date

JOINS, MOVES, LEAVES = "joins", "moves", "leaves"


@dataclass(frozen=True)
class Change:
    """What becomes of one person: `given` are roles to begin, `ended` roles with another last day than they had."""

    kind: str
    email: str
    name: str
    given: tuple[Line, ...] = ()
    ended: tuple[tuple[Role, date | None], ...] = ()
    renamed: bool = False

    def __str__(self) -> str:
        said = [
            f"takes on {_title(one)} from {long_date(one.holds_from)}{_until(one.holds_until)}" for one in self.given
        ]
        said += [f"{_title(role)} ends on {long_date(last)}" for role, last in self.ended if last]
        said += [f"{_title(role)} has no last day any more" for role, last in self.ended if last is None]
        said += ["is called so from now on"] if self.renamed else []
        return f"{self.name} ({self.email}) {self.kind}: {'; '.join(said)}."


def difference(people: People, today: date) -> list[Change]:
    """What the file changes, by e-mail address. Raises NoWall outside the wall of the authority."""
    told: dict[str, list[Line]] = {}
    for line in people.lines:
        told.setdefault(line.email, []).append(line)
    held: dict[str, list[Role]] = {}
    for role in not_ended(today).select_related("account"):
        held.setdefault(role.account.email, []).append(role)
    changes = (_person(told.get(email, []), held.get(email, []), email, people, today) for email in {*told, *held})
    return sorted(filter(None, changes), key=lambda change: change.email)


def apply(changes: Iterable[Change], authority: Authority, now: datetime, today: date) -> None:
    """Make the change, one transaction, with an entry in the trail for every role. Who left is signed out at once."""
    with wall(authority):
        accounts = [_changed(change, authority, now) for change in changes]
        holding = set(in_force(today).values_list("account_id", flat=True))
    end_sessions([one for one in accounts if one.pk not in holding])
    close_where_nothing_is_held([one for one in accounts if one.pk not in holding], today)


def give(account: Account, line: Line, authority: Authority, now: datetime) -> None:
    """Give somebody a role, and open their account again if it was closed. Raises NoWall outside the wall."""
    if not account.is_active:
        account.is_active = True
        account.save(update_fields=["is_active"])
    given = {name: getattr(line, name) for name in ("role", "stream", "team", "worker_id", "holds_from", "holds_until")}
    _enter(authority, Role.objects.create(account=account, **given), "given", now)


def _person(lines: list[Line], roles: list[Role], email: str, people: People, today: date) -> Change | None:
    wanted, have = {line.key: line for line in lines}, {_key(role): role for role in roles}
    given = tuple(line for key, line in wanted.items() if key not in have and _still(line, today))
    ended = [(role, wanted[key].holds_until) for key, role in have.items() if key in wanted]
    ended = [(role, last) for role, last in ended if role.holds_until != last]
    if people.may_go(email):
        gone = today - timedelta(days=1)
        ended += [(role, gone) for key, role in have.items() if key not in wanted]
    name = lines[0].name if lines else roles[0].account.name
    renamed = bool(roles) and name != roles[0].account.name
    if not given and not ended and not renamed:
        return None
    stays = bool(given) or len([last for _, last in ended if last and last < today]) < len(roles)
    kind = JOINS if not roles else MOVES if stays else LEAVES
    return Change(kind, email, name, given, tuple(ended), renamed)


def _key(role: Role) -> tuple[str, str, str, str]:
    return role.role, role.stream, role.team, role.worker_id


def _still(line: Line, today: date) -> bool:
    return line.holds_until is None or line.holds_until >= today


def _changed(change: Change, authority: Authority, now: datetime) -> Account:
    """The account as the change leaves it."""
    account = Account.objects.filter(email=change.email).first()
    if account is None:
        account = Account.objects.create_user(change.email, change.name)
    if change.renamed:
        account.name = change.name
        account.save(update_fields=["name"])
    for line in change.given:
        give(account, line, authority, now)
    for role, last in change.ended:
        role.holds_until = last
        role.save(update_fields=["holds_until"])
        _enter(authority, role, "dated", now)
    return account


def _enter(authority: Authority, role: Role, what: str, now: datetime) -> None:
    last = role.holds_until.isoformat() if role.holds_until else None
    detail = {"account": role.account.key, "role": role.role, "stream": role.stream, "until": last, "change": what}
    enter_for(authority, "", "", "access_changed", at=now, kind="account", detail=detail)


def _title(role: Line | Role) -> str:
    table = table_in_force()
    where = [table.stream(role.stream).title.lower(), *([f"team {role.team}"] if role.team else [])]
    return f"{table.role(role.role).title.lower()} ({', '.join(where)})"


def _until(last: date | None) -> str:
    return f" until {long_date(last)}" if last else ""
