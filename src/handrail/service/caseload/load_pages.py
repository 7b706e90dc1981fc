"""Puts the pages of workload together: what each officer carries, beside the guidance and never scored; month by month."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from markupsafe import Markup

from handrail.caseload.ties import CHAIR, OFFICER
from handrail.caseload.workload import GUIDANCE, Load, weighed
from handrail.permissions import CARE
from handrail.publications.charts import svg
from handrail.publications.document import Chart, Series, Text
from handrail.publications.numbers import capital, month_name
from handrail.record.schema import TABLE_BY_NAME
from handrail.service.access.models import Cover, Role
from handrail.service.authorities.visits import Visit
from handrail.service.caseload.loads import by_month, chaired, loads
from handrail.service.design.addresses import page_at
from handrail.service.people import queries as people
from handrail.service.people.models import Absence, Undertaking
from handrail.service.records.models import table
from handrail.service.records.reading import rows

MONTHS, PER_PAGE, YEAR = 12, 100, timedelta(days=365)
_Months = dict[date, tuple[int, int]]


def workers(visit: Visit) -> list[Any]:
    """The officers and chairs in post whose workload the visit reaches, as rows of the record."""
    own = (
        Role.objects.filter(account__key=visit.scope.owner or "")
        .exclude(worker_id="")
        .values_list("worker_id", flat=True)
    )
    here = table("workers").filter(Q(ended_on=None) | Q(ended_on__gte=visit.today), role__in=(OFFICER, CHAIR))
    reached = Q(worker_id__in=[*own, ""]) | Q(team__in=visit.scope.teams)
    return rows(TABLE_BY_NAME["workers"], here if visit.scope.whole else here.filter(reached))


def workload(visit: Visit, page: str) -> dict[str, Any]:
    """Everybody's load, a page at a time, and the service's month by month."""
    found = workers(visit)
    ids = [one.worker_id for one in found]
    names, carried = people.worker_names(ids), loads(found, visit.profile, visit.today)
    held_meetings = chaired(ids, visit.today - YEAR, visit.today)
    ordered = sorted(found, key=lambda one: (-carried[one.worker_id].in_care, names[one.worker_id]))
    number, pages = page_at(page, len(ordered), PER_PAGE)
    shown = ordered[(number - 1) * PER_PAGE : number * PER_PAGE]
    months = by_month(None if visit.scope.whole else ids, _month_ends(visit.today))
    return _frame(visit, months) | {
        "title": "Workload",
        "rows": [_row(one, carried, names, held_meetings, visit) for one in shown],
        "page": number,
        "pages": pages,
        "unknown": sum(one.distance_unknown for one in carried.values()),
        "in_care": sum(one.in_care for one in carried.values()),
        "weights": _weights(visit),
    }


def officer(visit: Visit, worker_id: str) -> dict[str, Any] | None:
    """One officer's load with what else takes their time; None where it is nobody the visit reaches."""
    found = next((one for one in workers(visit) if one.worker_id == worker_id), None)
    if found is None:
        return None
    load = loads([found], visit.profile, visit.today)[worker_id]
    return _frame(visit, by_month([worker_id], _month_ends(visit.today))) | {
        "title": people.worker_names([worker_id])[worker_id],
        "caption": "Workload",
        "back": reverse("workload", args=[visit.authority.key]),
        "worker": worker_id,
        "facts": _facts(load, visit),
        "besides": list(_besides(worker_id, visit.today)),
        "may_hand_over": bool(visit.reach("read", "case_pack", CARE)),
    }


def _frame(visit: Visit, months: _Months) -> dict[str, Any]:
    profile = visit.profile
    return {
        "authority": visit.authority.key,
        "today": visit.today,
        "guidance": GUIDANCE,
        "officer_word": capital(profile.words.reviewing_officer),
        "chart": chart(months, profile.accent),
        "message": _message([counts[0] for counts in months.values()]),
        "months": [[month_name(day), *counts] for day, counts in reversed(months.items())],
    }


def _row(
    one: Any, carried: dict[str, Load], names: dict[str, str], meetings: dict[str, int], visit: Visit
) -> dict[str, Any]:
    load = carried[one.worker_id]
    full = load.for_full_time(load.in_care)
    return {
        "worker": one.worker_id,
        "name": names[one.worker_id],
        "hours": one.fte_percent,
        "in_care": load.in_care,
        "full": None if full is None else round(full),
        "on_plan": load.on_plan,
        "families": load.families,
        "far": load.far,
        "chaired": meetings.get(one.worker_id, 0),
        "weighed": round(weighed(load, visit.profile.allocation)),
    }


def _facts(load: Load, visit: Visit) -> list[dict[str, Any]]:
    guided, full = load.guided, load.for_full_time(load.in_care)
    hours = f"{load.fte_percent}% of full time" if load.fte_percent else "Not recorded"
    beside = (
        f"{guided[0]:.0f} to {guided[1]:.0f} looked-after children at these hours"
        if guided
        else "Not recorded: no hours"
    )
    miles = visit.profile.allocation.far_miles
    facts = {
        "Hours": hours,
        "Children in care": f"{load.in_care}" + (f", as {full:.0f} at full-time hours" if full is not None else ""),
        "The guidance comes to": beside,
        "Children with a plan": f"{load.on_plan}; the guidance says nothing of them",
        "Families": f"{load.families}, with {load.siblings} brothers and sisters beyond the first of each",
        f"{miles} miles or more from home": f"{load.far}; not recorded for {load.distance_unknown}",
        "By this authority’s weights": f"{weighed(load, visit.profile.allocation):.0f}",
    }
    return [{"key": key, "value": value} for key, value in facts.items()]


def _besides(worker_id: str, today: date) -> Any:
    """Absence, panels and groups, and cover for others, now or to come."""
    for absence in Absence.objects.filter(worker_id=worker_id).exclude(last_on__lt=today):
        yield {"key": f"Away: {absence.kind.replace('_', ' ')}", "value": _days(absence.first_on, absence.last_on)}
    for one in Undertaking.objects.filter(worker_id=worker_id).exclude(last_on__lt=today):
        yield {"key": one.get_kind_display(), "value": f"{one.name}, {_days(one.first_on, one.last_on)}"}
    covers = Cover.objects.filter(worker_id=worker_id, last_on__gte=today).values_list("first_on", "last_on")
    for (first, last), count in _counted(covers).items():
        yield {"key": "Covers for others", "value": f"{count} children, {_days(first, last)}"}


def _counted(pairs: Collection[tuple[date, date]]) -> dict[tuple[date, date], int]:
    found: dict[tuple[date, date], int] = {}
    for one in pairs:
        found[one] = found.get(one, 0) + 1
    return found


def _days(first: date, last: date | None) -> str:
    begins = f"from {first.day} {first:%B %Y}"
    return f"{begins} to {last.day} {last:%B %Y}" if last else begins


def _weights(visit: Visit) -> str:
    by = visit.profile.allocation
    return (
        f"A child in care {by.weight_care}%, a child with a plan {by.weight_plan}%, each further child of a family "
        f"{by.weight_sibling}%, living {by.far_miles} miles or more from home {by.weight_far}% more."
    )


def _month_ends(today: date) -> list[date]:
    """The last days of the eleven months before, and today."""
    found, first = [today], today.replace(day=1)
    for _ in range(MONTHS - 1):
        found.append(first - timedelta(days=1))
        first = found[-1].replace(day=1)
    return found[::-1]


def chart(months: _Months, accent: str) -> Markup:
    """Children in care and children with a plan at the end of each month, as a drawing with its message in words."""
    said = _message([counts[0] for counts in months.values()])
    drawn = Chart(
        id="chart-load",
        title=(Text(said),),
        alt=f"{said} The same months stand in the table below.",
        unit="count",
        axis="Children",
        labels=tuple(map(month_name, months)),
        series=(
            Series("Children in care", "line", tuple(float(one) for one, _ in months.values())),
            Series("Children with a plan", "faint", tuple(float(one) for _, one in months.values())),
        ),
        table="months",
        small=True,
    )
    return Markup(svg(drawn, accent))  # noqa: S704 - our own drawing, escaped where it is made


def _message(counts: Sequence[int]) -> str:
    first, last = counts[0], counts[-1]
    word = "as many as" if first == last else "more than" if last > first else "fewer than"
    return f"{last} children in care are allocated today, {word} the {first} of eleven months ago."
