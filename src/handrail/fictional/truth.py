"""The truth about a made-up authority: every measure's answer, for each way of loading its returns."""

from datetime import date
from typing import Any

from handrail.fictional import true_care, true_protection
from handrail.fictional.service.work import Truth
from handrail.fictional.story import Authority, Year
from handrail.fictional.view import TrueFigure, View

MEASURES = (*true_care.MEASURES, *true_protection.MEASURES)


def figures(authority: Authority, first_loaded_day: date, year: Year) -> list[TrueFigure]:
    """The answers to every measure for one year, from returns that begin on this day."""
    view = View(authority.stories, first_loaded_day, year.first_day, year.last_day)
    return [measure(view) for measure in MEASURES]


def truth(authority: Authority, service: Truth) -> dict[str, Any]:
    """The answers for each year, with everything loaded and with that year's returns alone, and the service's own work."""
    loads = [
        _load("whole", ["ssda903", "cin"], authority, authority.span.first_day, year) for year in authority.span.years
    ]
    for year in authority.span.years:
        paths = [f"ssda903/{year.name}", f"cin/CIN_{year.name}.xml"]
        loads.append(_load("alone", paths, authority, year.first_day, year))
    about = {"seed": authority.seed, "children": len(authority.stories), "years": len(authority.span.years)}
    return {**about, "loads": loads, "service": service}


def _load(name: str, paths: list[str], authority: Authority, first: date, year: Year) -> dict[str, Any]:
    return {
        "load": name,
        "paths": paths,
        "from": year.first_day.isoformat(),
        "to": year.last_day.isoformat(),
        "figures": [figure._asdict() for figure in figures(authority, first, year)],
    }
