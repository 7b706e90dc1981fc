"""Puts the pages of the scorecard together: figures as they were counted, and plain values for the templates."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse

from handrail.measures.definitions import Measure, choose
from handrail.measures.periods import Period
from handrail.permissions import CARE
from handrail.publications.exhibits.beside import Beside
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.due.models import RECORDED, VERIFIED
from handrail.service.people import queries as people
from handrail.service.scorecard import charts, comparators, periods, presenters, queries, shelf
from handrail.service.scorecard.asked import MONTH, YEAR, Asked
from handrail.service.scorecard.count import group_of
from handrail.service.scorecard.models import OFFICER, TEAM, Figure
from handrail.service.scorecard.queries import Whose


def scorecard(visit: Visit, asked: Asked) -> dict[str, Any]:
    """One family of measures, or those that have a target: the month, the year to date, the target. Constant queries."""
    asked = replace(asked, family=shelf.chosen(visit.profile, asked.family))
    framed = frame(visit, asked)
    if asked.whose is None:
        return framed
    ahead, measures = periods.next_month(visit.today), shelf.measures_of(visit.profile, asked.family)
    found = queries.figures(asked.basis, asked.whose, [asked.month, asked.year, ahead], [one.name for one in measures])
    return {
        **framed,
        "family": shelf.title(asked.family),
        "families": shelf.choices(visit.profile),
        "chosen_family": asked.family,
        "neighbours": _neighbours(visit, asked),
        "rows": list(_rows(visit, asked, measures, found, ahead)),
        "not_counted": _not_counted(asked, measures, found),
    }


def measure(visit: Visit, asked: Asked, one: Measure) -> dict[str, Any]:
    """One measure: its months drawn and listed, its definition, what stands beside it, and by team and officer."""
    framed = {
        **frame(visit, asked),
        "title": one.title,
        "measure": one,
        "back": _scorecard(visit, replace(asked, family=asked.family or one.family)),
    }
    if asked.whose is None:
        return framed
    shown = periods.up_to(asked.months, asked.month)
    years = [periods.year_to_date(month) for month in shown]
    found = queries.figures(asked.basis, asked.whose, [*shown, *years], [one.name]).get((one.name, asked.whose.of), {})
    links = _Links(visit, asked, one)
    settings = choose({**visit.profile.settings, "basis_of_record": asked.basis})
    held = [_target(visit, one, found.get(month), settings) for month in shown]
    return {
        **framed,
        "month_cell": presenters.cell(one, found.get(asked.month), links.children(MONTH, asked.month), held[-1]),
        "year_cell": presenters.cell(one, found.get(asked.year), links.children(YEAR, asked.month)),
        "target": presenters.target_words(held[-1]),
        "chart": charts.of_months(one, shown, found, held, visit.profile.accent),
        "months": [
            (presenters.month_words(month), presenters.cell(one, found.get(month), links.children(MONTH, month)))
            for month in reversed(shown)
        ],
        "comparators": comparators.beside(visit, one, asked.whose, [found.get(year) for year in years], settings),
        "breakdowns": [part for by in (TEAM, OFFICER) if (part := _breakdown(visit, asked, one, by))],
    }


def frame(visit: Visit, asked: Asked) -> dict[str, Any]:
    """What every page of the scorecard says: whose, of when, counted when and from what, and what else may be chosen."""
    fresh = queries.fresh(asked.basis, visit)
    officer = [asked.whose.of] if asked.whose and asked.whose.by == OFFICER else []
    names = people.worker_names([*officer, *asked.reached.officers])
    profile, whose = visit.profile, asked.whose
    return {
        "title": "Scorecard",
        "caption": presenters.title_of(whose, profile, names) if whose else "",
        "key": visit.authority.key,
        "published_only": whose is None,
        "publications": bool(visit.reach("list", "publication", CARE)),
        "month": presenters.month_words(asked.month),
        "so_far": not periods.is_whole(asked.month),
        "chosen": f"{asked.month.first:%Y-%m}",
        "months_to_choose": [(f"{one.first:%Y-%m}", presenters.month_words(one)) for one in reversed(asked.months)],
        "own": _own(asked, names, profile),
        "hidden": _hidden(asked),
        "bases": asked.bases if len(asked.bases) > 1 else (),
        "basis": asked.basis,
        "other_basis": asked.query(basis=VERIFIED if asked.basis == RECORDED else RECORDED),
        "counted_at": moment(fresh.at) if fresh.at else "",
        "version": fresh.record,
        "is_behind": fresh.is_behind,
        "under_way": fresh.under_way,
        "may_count": bool(visit.reach("export", "figure", CARE)),
    }


def _own(asked: Asked, names: dict[str, str], profile: Any) -> list[tuple[str, str, bool]]:
    """Whose figures the person can turn to: the whole service's, their teams', their own."""
    found = [Whose()] if asked.reached.whole else []
    found += [Whose(TEAM, one) for one in sorted(asked.reached.teams)]
    found += [Whose(OFFICER, one) for one in sorted(asked.reached.officers)]
    if asked.whose and asked.whose not in found:
        found.append(asked.whose)
    return [(presenters.title_of(one, profile, names), asked.query(whose=one), one == asked.whose) for one in found]


def _hidden(asked: Asked) -> dict[str, str]:
    """What the form that chooses a month sends with it."""
    found = {asked.whose.by: asked.whose.of} if asked.whose and asked.whose.by else {}
    return found | ({"record": asked.basis} if asked.basis != asked.bases[0] else {})


def _neighbours(visit: Visit, asked: Asked) -> list[tuple[str, str, str]]:
    """The families before and after this one: which way, its title, its address."""
    names = [name for name, _ in shelf.choices(visit.profile)]
    place = names.index(asked.family)
    beside = (("prev", place - 1), ("next", place + 1))
    return [(way, shelf.title(names[at]), asked.query(family=names[at])) for way, at in beside if 0 <= at < len(names)]


def _rows(
    visit: Visit, asked: Asked, measures: Sequence[Measure], found: queries.Found, ahead: Period
) -> Iterator[dict[str, Any]]:
    assert asked.whose is not None  # noqa: S101 - whoever asks has looked
    settings = choose({**visit.profile.settings, "basis_of_record": asked.basis})
    for one in measures:
        figures = found.get((one.name, asked.whose.of), {})
        first = ahead if one.ahead else asked.month
        if (figure := figures.get(first)) is None or figure.numerator is None:
            continue
        links = _Links(visit, asked, one)
        held = _target(visit, one, figure, settings)
        yield {
            "title": one.title,
            "href": links.measure(),
            "month": presenters.cell(one, figure, "" if one.ahead else links.children(MONTH, asked.month), held),
            "year": None
            if one.ahead
            else presenters.cell(one, figures.get(asked.year), links.children(YEAR, asked.month)),
            "target": presenters.target_words(held),
        }


def _not_counted(asked: Asked, measures: Sequence[Measure], found: queries.Found) -> list[tuple[str, list[str]]]:
    """Why some measures have no figure, each reason once, with the measures."""
    assert asked.whose is not None  # noqa: S101 - whoever asks has looked
    why: dict[str, list[str]] = {}
    for one in measures:
        figure = found.get((one.name, asked.whose.of), {}).get(asked.month)
        if figure is not None and figure.numerator is None:
            why.setdefault(figure.note, []).append(one.title)
        elif figure is None and asked.whose.by and not one.ahead and group_of(one, asked.whose.by) is None:
            why.setdefault("These are counted for the whole service only.", []).append(one.title)
    return list(why.items())


def _breakdown(visit: Visit, asked: Asked, one: Measure, by: str) -> dict[str, Any] | None:
    """A measure of each team or officer, for the month and the year; None where it is not split so, or not reached."""
    if group_of(one, by) is None or (asked.whose and asked.whose.by):
        return None
    found = queries.breakdown(asked.basis, by, [asked.month, asked.year], one.name)
    held = {of: cells for (_, of), cells in found.items() if asked.reached.covers(Whose(by, of))}
    names = people.worker_names(held) if by == OFFICER else {}
    profile = visit.profile
    rows = []
    for of, cells in held.items():
        title = presenters.officer_title(of, names) if by == OFFICER else presenters.team_title(of, profile)
        links = _Links(visit, asked, one, Whose(by, of))
        rows.append(
            {
                "title": title,
                "href": links.measure(),
                "month": presenters.cell(one, cells.get(asked.month), links.children(MONTH, asked.month)),
                "year": presenters.cell(one, cells.get(asked.year), links.children(YEAR, asked.month)),
            }
        )
    word = profile.words.team if by == TEAM else "officer"
    return {"by": by, "word": word, "rows": sorted(rows, key=lambda row: str(row["title"]))} if rows else None


class _Links:
    """The addresses a measure leads to: its own page, and the children behind each of its numbers."""

    def __init__(self, visit: Visit, asked: Asked, one: Measure, whose: Whose | None = None) -> None:
        self._asked, self._whose = replace(asked, family=""), whose or asked.whose
        self._args = [visit.authority.key, one.name]
        self._reaches = bool(visit.reach("list", "figure_children", CARE))

    def measure(self) -> str:
        """The page of the measure."""
        return reverse("measure", args=self._args) + self._asked.query(whose=self._whose)

    def children(self, over: str, month: Period) -> str:
        """The children behind its number over a month, or its year to date; blank for whoever reaches none."""
        if not self._reaches:
            return ""
        return reverse("figure-children", args=self._args) + self._asked.query(
            over=over, month=month, whose=self._whose
        )


def _target(visit: Visit, one: Measure, figure: Figure | None, settings: dict[str, str]) -> Any:
    return Beside(visit.profile).held(presenters.as_measured(one, figure, settings)) if figure else None


def _scorecard(visit: Visit, asked: Asked) -> str:
    return reverse("scorecard", args=[visit.authority.key]) + asked.query(over=MONTH)
