"""Puts together the pages of how long things are kept, of legal holds and of destruction. Nobody is named on them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from handrail.permissions import COMMON
from handrail.service.audit.destroying import MOST_ENTRIES
from handrail.service.audit.forms import DecisionForm, FindForm, HoldForm, LiftForm, WordsForm
from handrail.service.audit.models import Destruction, Entry, EntryChild, LegalHold
from handrail.service.audit.queries import names_of
from handrail.service.audit.retention import classes, longest
from handrail.service.audit.sentences import moment, sentence
from handrail.service.audit.standing import events_of, over
from handrail.service.authorities.visits import Visit
from handrail.service.design.dates import long_date
from handrail.service.design.forms import problems
from handrail.service.records.within import numbered, within
from handrail.trail.verify import AUDIT_TRAIL

MOST_ENDED = 20
_GONE = "somebody whose account is gone"


def may(visit: Visit, action: str, kind: str) -> bool:
    """Whether whoever is here may do this with what is common to the authority."""
    return bool(visit.reach(action, kind, COMMON))


def found(visit: Visit, number: str) -> str:
    """The key of the child whose number was typed, as far as the visit reaches; blank where there is none."""
    there = within(visit.scope, visit.today).filter(numbered(number)).order_by("child_id")
    return there.values_list("key", flat=True).first() or ""


def front(visit: Visit, form: FindForm | None = None, wrong: DecisionForm | None = None) -> dict[str, Any]:
    """What waits to be decided or done, the holds that stand, the records whose time is over, and every class."""
    form = form or FindForm()
    holds = list(LegalHold.objects.filter(lifted_at=None)) if may(visit, "list", "legal_hold") else []
    proposals = [
        *Destruction.objects.filter(Destruction.STANDS),
        *Destruction.objects.exclude(Destruction.STANDS).order_by("-id")[:MOST_ENDED],
    ]
    old = over(visit)
    about = [one.child for one in holds] + [one.child for one in proposals] + [key for key, _ in old]
    here = _reached(visit, about)
    visit.shows(here)
    names = names_of(_who(proposals) | {one.placed_by for one in holds})
    told = [_proposal(visit, one, names, here, wrong) for one in proposals]
    return {
        "title": "How long things are kept",
        "errors": problems(form, *([wrong] if wrong else [])),
        "form": form,
        "authority": visit.authority.key,
        "waiting": [one for one in told if one["stands"]],
        "ended": [one for one in told if not one["stands"]],
        "holds": [_hold(visit, one, names) for one in holds if one.child in here],
        "sees_holds": may(visit, "list", "legal_hold"),
        "over": [(_address(visit, key), record_name(key), on) for key, on in old if key in here],
        "classes": [_class(name, visit.today) for name in classes()],
        "may_decide": may(visit, "approve", "retention"),
        "may_write": may(visit, "write", "retention"),
    }


def record(visit: Visit, **forms: Any) -> dict[str, Any]:
    """How long a child's record is kept and why, the holds over it, what was proposed, and the words in its trail."""
    child = visit.child or ""
    visit.shows([child])
    events = events_of([child])[child]
    holds = list(LegalHold.objects.filter(child=child)) if may(visit, "read", "legal_hold") else []
    proposals = list(Destruction.objects.filter(child=child))
    names = names_of(_who(proposals) | {who for one in holds for who in (one.placed_by, one.lifted_by)})
    words = words_of(visit) if may(visit, "read", "audit_trail") else []
    last = longest(events)[1] if events else None
    given = {"hold": HoldForm(), "words": WordsForm(None, words), **forms}
    lift = given.get("lift")
    return {
        "title": record_name(child),
        "caption": "How long it is kept",
        "back": reverse("retention", args=[visit.authority.key]),
        "errors": problems(*(one for one in given.values() if one is not None)),
        "authority": visit.authority.key,
        "child": child,
        "classes": [_of_child(name, on) for name, on in events.items()],
        "last": last,
        "first": last + timedelta(days=1) if last and last < date.max else None,
        "is_over": bool(last and last < visit.today),
        "holds": [_hold(visit, one, names, lift) for one in holds],
        "sees_holds": may(visit, "read", "legal_hold"),
        "may_hold": may(visit, "write", "legal_hold"),
        "may_write": may(visit, "write", "retention"),
        "is_proposed": any(one.stands for one in proposals),
        "proposals": [_proposal(visit, one, names, {child}, None) for one in proposals],
        "hold_form": given["hold"],
        "words_form": given["words"] if words else None,
    }


def words_of(visit: Visit) -> list[tuple[int, str]]:
    """The sealed entries about a child that hold words somebody typed, latest first, each as it reads."""
    about = EntryChild.objects.filter(child=visit.child).values("entry")
    rows = Entry.objects.filter(pk__in=about, sealed__isnull=False, erased="").exclude(reason="")
    shown = list(rows.exclude(action="erase", kind=AUDIT_TRAIL).order_by("-pk")[:MOST_ENTRIES])
    names = names_of({row.who for row in shown})
    return [
        (row.pk, f"{sentence(row, names.get(row.who, _GONE.capitalize()))} Reason given: {row.reason}") for row in shown
    ]


def record_name(child: str) -> str:
    """What a child's record is called where nobody is named: the same each time, and telling nothing."""
    return f"Record {child[:6].upper()}"


def _reached(visit: Visit, keys: Iterable[str]) -> set[str]:
    reached = within(visit.scope, visit.today).filter(key__in=[*keys, ""])
    return set(reached.values_list("key", flat=True))


def _address(visit: Visit, child: str) -> str:
    return reverse("retention-record", args=[visit.authority.key, child])


def _class(name: str, today: date) -> dict[str, Any]:
    one = classes()[name]
    figure = one.figure(today)
    return {"title": one.title, "from": one.event, "long": figure.words or str(figure.span), "law": figure.law}


def _of_child(name: str, on: date) -> dict[str, Any]:
    one, last = classes()[name], classes()[name].kept_until(on)
    until = "for ever" if last == date.max else f"through {long_date(last)}"
    return {
        "title": one.title,
        "said": f"Kept {until}, counted from the {one.event} on {long_date(on)}.",
        "law": one.figure(on).law,
    }


def _who(proposals: Iterable[Destruction]) -> set[str]:
    return {who for one in proposals for who in (one.proposed_by, one.approved_by, one.withdrawn_by) if who}


def _hold(visit: Visit, one: LegalHold, names: Mapping[str, str], wrong: LiftForm | None = None) -> dict[str, Any]:
    by = [f"Placed by {names.get(one.placed_by, _GONE)} on {moment(one.placed_at)}."]
    if one.lifted_at:
        by.append(f"Lifted by {names.get(one.lifted_by, _GONE)} on {moment(one.lifted_at)}.")
    return {
        "id": one.pk,
        "name": record_name(one.child),
        "href": _address(visit, one.child),
        "reason": one.reason,
        "by": " ".join(by),
        "stands": one.lifted_at is None,
        "form": wrong if wrong and wrong.hold == one.pk else LiftForm(None, one.pk),
    }


def _proposal(
    visit: Visit, one: Destruction, names: Mapping[str, str], here: set[str], wrong: DecisionForm | None
) -> dict[str, Any]:
    numbers, me = json.loads(one.entries), visit.viewer.account
    return {
        "id": one.pk,
        "what": _what(one, numbers, here),
        "href": _address(visit, one.child) if one.child in here else "",
        "why": classes()[one.why].title if one.child and one.why in classes() else one.why,
        "kept_until": one.kept_until if one.child else None,
        "steps": list(_steps(one, names)),
        "stands": one.stands,
        "approved": bool(one.approved_at),
        "decides": one.stands and not one.approved_at and one.proposed_by != me and may(visit, "approve", "retention"),
        "erases": one.stands and bool(numbers and one.approved_at) and may(visit, "write", "retention"),
        "withdraws": one.stands and may(visit, "write", "retention"),
        "form": wrong if wrong and wrong.number == one.pk else DecisionForm(None, one.pk),
    }


def _what(one: Destruction, numbers: list[int], here: set[str]) -> str:
    if numbers:
        entries = ", ".join(f"{number:,}" for number in numbers[:10]) + (" and others" if len(numbers) > 10 else "")
        return (
            f"The words typed into {len(numbers):,} entr{'y' if len(numbers) == 1 else 'ies'} of the trail ({entries})"
        )
    return record_name(one.child) if one.child in here else "A record that you do not reach"


def _steps(one: Destruction, names: Mapping[str, str]) -> Iterator[str]:
    yield f"Proposed by {names.get(one.proposed_by, _GONE)} on {moment(one.proposed_at)}."
    if one.approved_at:
        yield f"Approved by {names.get(one.approved_by, _GONE)} on {moment(one.approved_at)}."
    if one.withdrawn_at:
        did = f"Refused ({one.why_not})" if one.why_not else "Withdrawn"
        yield f"{did} by {names.get(one.withdrawn_by, _GONE)} on {moment(one.withdrawn_at)}."
    if one.destroyed_at:
        yield f"Done on {moment(one.destroyed_at)}."
