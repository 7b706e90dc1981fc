"""The children behind a figure, and the figures behind a child: the SQL that counts, inside the viewer's reach."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from handrail.measures.counting import ListedRow
from handrail.measures.definitions import Measure, all_measures, choose, families
from handrail.measures.periods import Period
from handrail.measures.profiled import lists_of
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import page_at
from handrail.service.people import queries as people
from handrail.service.records.models import table
from handrail.service.records.within import within
from handrail.service.scorecard import pages, periods, presenters, queries
from handrail.service.scorecard.asked import MONTH, YEAR, Asked
from handrail.service.scorecard.count import group_of
from handrail.service.scorecard.counting import counting
from handrail.service.scorecard.models import Figure
from handrail.service.scorecard.standing import Wanted

PER_PAGE = 50
_FIRST = ("not_met", "not_assessable", "not_recorded", "met", "counted")
"""The order of what is listed: what did not go well first."""


def behind(visit: Visit, asked: Asked, one: Measure, page: str) -> dict[str, Any]:
    """The records a figure counts, of the children the visit reaches; how many more there are, and not whose."""
    rows = _listed(visit, asked, one)
    hidden = _counted(asked, one) - len(rows)
    number, pages_there = page_at(page, len(rows), PER_PAGE)
    return {
        **_headed(visit, asked, one),
        "rows": _in_words(visit, rows[(number - 1) * PER_PAGE : number * PER_PAGE]),
        "total": len(rows),
        "hidden": max(0, hidden),
        "page": number,
        "pages": pages_there,
    }


def of_child(visit: Visit, key: str) -> dict[str, Any]:
    """The figures one child counts in, in the latest whole month and its year to date."""
    visit.shows([key])
    child_id = table("children").values_list("child_id", flat=True).get(key=key)
    month = periods.latest_whole(periods.months(visit.today))
    over = [month, periods.year_to_date(month)]
    called = people.names(visit, [key])[key]
    found = list(_of_one(visit, child_id, key, over))
    parts = [
        {"title": title, "rows": rows}
        for name, title in families().items()
        if (rows := [row for measure, row in found if measure.family == name])
    ]
    return {
        "title": "Figures this child counts in",
        "caption": called.name,
        "back": reverse("child", args=[visit.authority.key, key]),
        "month": presenters.month_words(month),
        "parts": parts,
    }


def _wanted(visit: Visit, over: list[Period], basis: str, children: Any) -> Wanted:
    settings = choose({**visit.profile.settings, "basis_of_record": basis})
    return Wanted(over, settings, lists_of(visit.profile), children)


def _listed(visit: Visit, asked: Asked, one: Measure) -> list[ListedRow]:
    """The rows of one measure and period, of the team or officer asked for."""
    reached = within(visit.scope, visit.today)
    children = None if visit.scope.whole and not _beyond(reached) else reached
    where = {str(group_of(one, asked.whose.by)): asked.whose.of} if asked.whose and asked.whose.by else {}
    with counting(_wanted(visit, [asked.period], asked.basis, children), [one], lambda measure: where) as ours:
        rows = ours.rows(one, where)
    return sorted(rows, key=lambda row: (_FIRST.index(row.outcome), str(row.due_on or row.event_on), row.child_id))


def _beyond(reached: Any) -> bool:
    """Whether there are children beyond these: under seal, or merged into another entry."""
    return bool(table("children").exclude(key__in=reached.values("key")).exists())


def _counted(asked: Asked, one: Measure) -> int:
    """How many records the figure rests on, as it was last counted."""
    if asked.whose is None or one.amount:
        return 0
    found = queries.figures(asked.basis, asked.whose, [asked.period], [one.name])
    figure = found.get((one.name, asked.whose.of), {}).get(asked.period)
    return _records(figure) if figure else 0


def _records(figure: Figure) -> int:
    base = figure.numerator if figure.denominator is None else figure.denominator
    return (base or 0) + (figure.not_assessable or 0) + (figure.not_recorded or 0)


def _headed(visit: Visit, asked: Asked, one: Measure) -> dict[str, Any]:
    framed = pages.frame(visit, asked)
    month = framed["month"]
    return {
        **framed,
        "title": one.title,
        "measure": one,
        "period": f"the year to date at the end of {month}" if asked.over == YEAR else month,
        "back": reverse("measure", args=[visit.authority.key, one.name]) + asked.query(over=MONTH),
        "query": asked.as_query(),
    }


def _in_words(visit: Visit, rows: list[ListedRow]) -> list[dict[str, Any]]:
    ids = {row.child_id for row in rows if row.child_id}
    known = table("children").filter(child_id__in=[*ids, ""])
    keys = dict(known.values_list("child_id", "key"))
    visit.shows(keys.values())
    names = people.names(visit, keys.values())
    return [_row(visit, row, keys.get(row.child_id), names) for row in rows]


def _row(visit: Visit, row: ListedRow, key: str | None, names: Any) -> dict[str, Any]:
    return {
        "name": names[key].name if key else "Not of one child",
        "href": reverse("child", args=[visit.authority.key, key]) if key else "",
        "figures": reverse("child-figures", args=[visit.authority.key, key]) if key else "",
        "on": row.event_on,
        "due_on": row.due_on,
        "outcome": presenters.OUTCOMES[row.outcome],
    }


def _of_one(visit: Visit, child_id: str, key: str, over: list[Period]) -> Iterator[tuple[Measure, dict[str, Any]]]:
    one_child = table("children").filter(key=key)
    measures = [each for each in all_measures().values() if not each.ahead]
    with counting(_wanted(visit, over, "recorded", one_child), measures) as ours:
        listed = {each.name: [row for row in ours.rows(each) if row.child_id == child_id] for each in measures}
    for each in measures:
        if rows := listed[each.name]:
            yield each, _counts_in(visit, each, rows, over)


def _counts_in(visit: Visit, one: Measure, rows: list[ListedRow], over: list[Period]) -> dict[str, Any]:
    month, year = over
    query = f"?month={month.first:%Y-%m}"
    return {
        "title": one.title,
        "href": reverse("measure", args=[visit.authority.key, one.name]) + query,
        "month": _outcomes(rows, month),
        "year": _outcomes(rows, year),
    }


def _outcomes(rows: list[ListedRow], period: Period) -> str:
    """How the child's records were counted over a period: counts as met, twice."""
    found = [row.outcome for row in rows if (row.period_from, row.period_to) == (period.first, period.last)]
    words = [(presenters.OUTCOMES[one], found.count(one)) for one in _FIRST if one in found]
    return ", ".join(word if times == 1 else f"{word} ({times} times)" for word, times in words)
