"""Puts the pages of the case system together: what waits to be filed, and all that was written about one child."""

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse

from handrail.permissions import CARE
from handrail.service import filing
from handrail.service.audit.queries import names_of
from handrail.service.authorities.visits import Visit
from handrail.service.clock import LONDON
from handrail.service.design.addresses import page_at
from handrail.service.design.forms import problems
from handrail.service.filing import Mark
from handrail.service.packs import queries
from handrail.service.packs.forms import FiledForm, ReceiptsForm
from handrail.service.packs.making import Written, note
from handrail.service.packs.queries import Standing
from handrail.service.people import queries as people
from handrail.service.records.models import table

PER_PAGE = 50


def to_file(visit: Visit, page: str, form: FiledForm, *, everything: bool = False) -> dict[str, Any]:
    """What waits to be filed, a page at a time, the longest waiting first; `everything` of the page is chosen."""
    waiting = queries.unfiled(visit)
    number, pages = page_at(page, len(waiting), PER_PAGE)
    shown = waiting[(number - 1) * PER_PAGE : number * PER_PAGE]
    return {
        **_common(visit, form),
        **({"chosen": [one.mark.id for one in shown]} if everything else {}),
        "title": "To file in the case system",
        "rows": _rows(visit, shown),
        "total": len(waiting),
        "page": number,
        "pages": pages,
    }


def of_child(visit: Visit, key: str, form: FiledForm) -> dict[str, Any]:
    """All that was written about one child, the latest first: the words to paste, and whether they were filed."""
    here = table("children").filter(key=key)
    found = [one for one in queries.standings(here) if one.is_shown]
    shown = sorted(found, key=lambda one: (one.mark.at, one.mark.id), reverse=True)
    visit.shows([key])
    return {
        **_common(visit, form),
        "title": "For the case system",
        "caption": people.names(visit, [key])[key].name,
        "child": key,
        "back": reverse("child", args=[visit.authority.key, key]),
        "rows": _rows(visit, shown),
    }


def receipts(visit: Visit, form: ReceiptsForm, kept: int | None, wrong: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """Bringing receipts back in a file, and what came of it."""
    return {
        "title": "Bring receipts back",
        "authority": visit.authority.key,
        "back": reverse("case-system", args=[visit.authority.key]),
        "form": form,
        "errors": problems(form),
        "kept": kept,
        "wrong": wrong,
    }


def written(visit: Visit, ids: Collection[str]) -> list[Written]:
    """The items of these ids that the visit reaches, as they say now, in the order they were written."""
    items = {one.partition("-")[0] for one in ids}
    found = [one.mark for one in queries.standings(queries.reached(visit)) if one.is_shown and one.mark.item in items]
    marks = sorted(found, key=lambda mark: (mark.at, mark.id))
    visit.shows(_keys(marks).values())
    return list(_written(visit, marks).values())


def _common(visit: Visit, form: FiledForm) -> dict[str, Any]:
    return {
        "authority": visit.authority.key,
        "form": form,
        "chosen": form.chosen,
        "errors": problems(form),
        "may_file": bool(visit.reach("write", "case_pack", CARE)),
        "may_take": bool(visit.reach("export", "case_pack", CARE)),
    }


def _rows(visit: Visit, shown: Sequence[Standing]) -> list[dict[str, Any]]:
    marks = [one.mark for one in shown]
    keys = _keys(marks)
    visit.shows(keys.values())
    said, names = _written(visit, marks), people.names(visit, list(keys.values()))
    return [_row(visit, one, said[one.mark.id], keys[one.mark.child_id], names) for one in shown]


def _row(visit: Visit, one: Standing, said: Written, key: str, names: Any) -> dict[str, Any]:
    return {
        "id": one.mark.id,
        "item": one.mark.item,
        "title": said.item.title,
        "note": note(said),
        "name": names[key].name,
        "href": reverse("case-system-child", args=[visit.authority.key, key]) + f"#item-{one.mark.item}",
        "author": said.author,
        "on": one.mark.at.astimezone(LONDON).date(),
        "to_file": one.to_file,
        "receipt": one.receipt,
        "before": one.before,
        "gone": one.mark.gone,
    }


def _written(visit: Visit, marks: Sequence[Mark]) -> dict[str, Written]:
    items = filing.told(visit, marks)
    names = names_of(one.by for one in items.values())
    return {mark.id: Written(items[mark.id], names.get(items[mark.id].by, "somebody")) for mark in marks}


def _keys(marks: Collection[Mark]) -> dict[str, str]:
    ids = sorted({mark.child_id for mark in marks})
    return dict(table("children").filter(child_id__among=ids).values_list("child_id", "key"))
