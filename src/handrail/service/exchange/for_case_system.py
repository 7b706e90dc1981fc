"""What the case system should put right: due dates that differ from ours, and corrections, as pages and workbooks."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.urls import reverse

from handrail.permissions import CARE
from handrail.record.schema import TABLE_BY_NAME
from handrail.record.tables import Correction
from handrail.returns.workbook_write import Sheet, packed
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import page_at
from handrail.service.exchange.models import DifferingDate
from handrail.service.people import queries as people
from handrail.service.records import reading
from handrail.service.records.models import table
from handrail.service.records.within import within
from handrail.timescales import twin
from handrail.timescales.clocks import clock

A_PAGE = 50
_DUES = ("Child", "What", "Runs from", "Held", "Our date", "Their date", "Days", "They say", "Why", "What to do", "Law",
         "Source", "Read from")  # fmt: skip
_CORRECTIONS = ("table", "key", "field", "recorded", "verified", "reason", "author", "corrected_on")
_SAID = {None: "", True: "in time", False: "late"}


class Book(NamedTuple):
    """A workbook to hand out."""

    name: str
    data: bytes


def dues(visit: Visit, kind: str, page: str) -> dict[str, Any]:
    """The due dates that differ, of the children the visit reaches, a page at a time."""
    reached = _differing(visit)
    kinds = list(reached.order_by().values_list("kind").annotate(number=Count("id")).order_by("-number", "kind"))
    shown = reached.filter(kind=kind) if kind in twin.MEANING else reached
    total = sum(number for name, number in kinds if kind in ("", name) or kind not in twin.MEANING)
    number, pages = page_at(page, total, A_PAGE)
    rows = list(shown[(number - 1) * A_PAGE : number * A_PAGE])
    keys = _keys(visit, [row.child_id for row in rows])
    names = people.names(visit, list(keys.values()))
    return {
        "title": "Due dates that differ",
        "key": visit.authority.key,
        "kinds": [{"name": name, "meaning": twin.MEANING.get(name, name), "number": many} for name, many in kinds],
        "rows": [_shown(row, keys.get(row.child_id, ""), names, visit) for row in rows],
        "total": total,
        "page": number,
        "pages": pages,
        "query": {"kind": kind} if kind in twin.MEANING else {},
        "may_export": bool(visit.reach("export", "due", CARE)),
    }


def dues_book(visit: Visit) -> Book:
    """The same as a workbook, whole: the case system's own numbers, and no name."""
    rows = list(_differing(visit))
    _keys(visit, [row.child_id for row in rows])
    cells = [
        (
            row.child_id, _title(row.clock), row.triggered_on, row.held_on, row.our_due_on, row.their_due_on, row.days,
            _SAID[row.flag], twin.MEANING.get(row.kind, row.kind), row.what_to_do, row.law, row.source, row.read_from,
        )
        for row in rows
    ]  # fmt: skip
    return _book(visit, "due-dates-that-differ", Sheet("Due dates", None, _DUES, cells))


def corrections(visit: Visit, page: str) -> dict[str, Any]:
    """The corrections that were made here, for the case system to make as well, latest first, a page at a time."""
    found = _corrections(visit)
    number, pages = page_at(page, len(found), A_PAGE)
    shown = found[(number - 1) * A_PAGE : number * A_PAGE]
    return {
        "title": "Corrections to make in the case system",
        "key": visit.authority.key,
        "rows": [each._asdict() | {"table": each.table.replace("_", " ").capitalize()} for each in shown],
        "total": len(found),
        "page": number,
        "pages": pages,
        "may_export": bool(visit.reach("export", "correction", CARE)),
    }


def corrections_book(visit: Visit) -> Book:
    """The same as a workbook, in the columns that corrections are imported with."""
    cells = [tuple(getattr(each, name) for name in _CORRECTIONS) for each in _corrections(visit)]
    return _book(visit, "corrections", Sheet("Corrections", None, _CORRECTIONS, cells))


def _differing(visit: Visit) -> QuerySet[DifferingDate]:
    return DifferingDate.objects.filter(child_id__in=within(visit.scope, visit.today).values("child_id"))


def _corrections(visit: Visit) -> list[Correction]:
    """Those about the children the visit reaches; whoever reaches them all is shown also those of no one child."""
    children = dict(within(visit.scope, visit.today).values_list("child_id", "key"))
    every = reading.rows(TABLE_BY_NAME["corrections"], table("corrections")) if visit.scope.whole else None
    found = reading.as_written(list(children)).corrections if every is None else every
    visit.shows(children[named] for each in found if (named := _named(each)) in children)
    return sorted(found, key=lambda each: (each.corrected_on, each.table, each.key), reverse=True)


def _named(correction: Correction) -> str:
    """The child whom the key of the corrected entry names; blank where it names none."""
    known = TABLE_BY_NAME.get(correction.table)
    if known is None or "child_id" not in known.key:
        return ""
    parts = correction.key.split("|")
    place = known.key.index("child_id")
    return parts[place] if place < len(parts) else ""


def _keys(visit: Visit, child_ids: Sequence[str]) -> Mapping[str, str]:
    """The keys of these children, who are shown."""
    keys = dict(table("children").filter(child_id__among=sorted({*child_ids, ""})).values_list("child_id", "key"))
    visit.shows(keys.values())
    return keys


def _shown(row: DifferingDate, key: str, names: Mapping[str, Any], visit: Visit) -> dict[str, Any]:
    return {
        "name": names[key].name if key in names else row.child_id,
        "href": reverse("child", args=[visit.authority.key, key]) if key and visit.reach("read", "child", CARE) else "",
        "what": _title(row.clock),
        "ours": row.our_due_on,
        "theirs": row.their_due_on,
        "days": row.days,
        "said": _SAID[row.flag],
        "why": twin.MEANING.get(row.kind, row.kind),
        "what_to_do": row.what_to_do,
        "source": f"{row.source}, {row.read_from}",
    }


def _title(name: str) -> str:
    try:
        return clock(name).title
    except LookupError:
        return name


def _book(visit: Visit, name: str, sheet: Sheet) -> Book:
    named = f"{visit.authority.key}-{name}-{visit.today.isoformat()}.xlsx"
    return Book(named, packed([sheet], visit.today))
