"""Puts the pages of inspection packs together: the list of them, one with its lists, and who may go on to a child."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from handrail.permissions import CARE
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import page_at
from handrail.service.design.dates import short_date
from handrail.service.design.forms import problems
from handrail.service.packs import inspecting
from handrail.service.packs.inspection_forms import AskForm, ReleaseForm
from handrail.service.packs.models import ASKED, MADE, RELEASED, InspectionList
from handrail.service.records.models import table
from handrail.service.records.within import within

PER_PAGE = 50
STATES = {ASKED: "Being made", MADE: "Made, not handed over", RELEASED: "Released to inspectors"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def every(visit: Visit) -> dict[str, Any]:
    """The packs there are, the latest first."""
    return {
        "title": "Inspection packs",
        "authority": visit.authority.key,
        "rows": [_row(visit, one) for one in inspecting.packs(visit)],
        "may_ask": bool(visit.reach("write", "inspection_pack", CARE)),
    }


def ask(visit: Visit, form: AskForm) -> dict[str, Any]:
    """The form that asks for one."""
    back = reverse("inspection-packs", args=[visit.authority.key])
    return {"title": "Make an inspection pack", "back": back, "form": form, "errors": problems(form)}


def one(visit: Visit, pack: Any, asked: tuple[str, str], form: ReleaseForm) -> dict[str, Any]:
    """One pack, with one of its lists a page at a time; `asked` is the list and the page that were typed."""
    lists = list(InspectionList.objects.filter(pack=pack).defer("rows", "headings"))
    wanted = next((each for each in lists if f"{each.number}" == asked[0]), lists[0] if lists else None)
    return {
        "title": f"Inspection pack of {short_date(pack.snapshot)}",
        "back": reverse("inspection-packs", args=[visit.authority.key]),
        "authority": visit.authority.key,
        "pack": _row(visit, pack),
        "number": pack.pk,
        "sha256": pack.sha256,
        "left_out": pack.left_out,
        "lists": [(each.number, each.title, each.count) for each in lists],
        "shown": _shown(visit, wanted.pk, asked[1]) if wanted else None,
        "may_release": pack.state == MADE and bool(visit.reach("write", "inspection_pack", CARE)),
        "may_take": pack.state != ASKED and bool(visit.reach("export", "inspection_pack", CARE)),
        "form": form,
        "errors": problems(form),
    }


def keys_in(pack: Any) -> set[str]:
    """The keys of all the children a pack is about."""
    ids = {row[0] for rows in InspectionList.objects.filter(pack=pack).values_list("rows", flat=True) for row in rows}
    return set(_keys(ids).values())


def _row(visit: Visit, pack: Any) -> dict[str, Any]:
    handed = f"{pack.handed_to}, by {pack.releaser}, {moment(pack.released_at)}" if pack.released_at else ""
    return {
        "href": reverse("inspection-pack", args=[visit.authority.key, pack.pk]),
        "snapshot": pack.snapshot,
        "state": STATES[pack.state],
        "asked": f"{pack.asker}, {moment(pack.asked_at)}",
        "handed": handed,
        "run": reverse("task", args=[visit.authority.key, pack.run]) if pack.state == ASKED and pack.run else "",
    }


def _shown(visit: Visit, number: int, page: str) -> dict[str, Any]:
    held = InspectionList.objects.get(pk=number)
    at, pages = page_at(page, held.count, PER_PAGE)
    rows = held.rows[(at - 1) * PER_PAGE : at * PER_PAGE]
    keys = _keys(row[0] for row in rows)
    visit.shows(keys.values())
    open_to, hidden = _open_to(visit, keys.values()), _hidden(visit, keys.values())
    return {
        "number": held.number,
        "title": held.title,
        "count": held.count,
        "headings": held.headings,
        "rows": [_unsaid(row) if keys.get(row[0]) in hidden else _cells(visit, row, keys, open_to) for row in rows],
        "page": at,
        "pages": pages,
        "query": {"list": str(held.number)},
    }


def _cells(visit: Visit, row: Sequence[Any], keys: dict[str, str], open_to: set[str]) -> dict[str, Any]:
    key = keys.get(row[0], "")
    href = reverse("child", args=[visit.authority.key, key]) if key in open_to else ""
    return {"child": row[0], "href": href, "cells": [_said(value) for value in row[1:]]}


def _unsaid(row: Sequence[Any]) -> dict[str, Any]:
    return {"child": "A record under seal", "href": "", "cells": [""] * (len(row) - 1)}


def _said(value: Any) -> str:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return short_date(date.fromisoformat(value))
    return "" if value is None else f"{value}"


def _open_to(visit: Visit, keys: Iterable[str]) -> set[str]:
    """Those whose page this person may open."""
    reached = within(visit.reach("read", "child", CARE), visit.today).filter(key__in=[*keys, ""])
    return set(reached.values_list("key", flat=True))


def _hidden(visit: Visit, keys: Iterable[str]) -> set[str]:
    """Those under a seal that this person does not reach; an inspector sees what was released as it was released."""
    if not visit.scope.whole:
        return set()
    sealed = table("children").filter(key__in=[*keys, ""], sealed=True)
    return set(sealed.exclude(key__in=within(visit.scope, visit.today).values("key")).values_list("key", flat=True))


def _keys(ids: Iterable[str]) -> dict[str, str]:
    return dict(table("children").filter(child_id__among=sorted(set(ids))).values_list("child_id", "key"))
