"""What Annex A lists cannot answer: the lists that are not there, and all days but the one they show."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from handrail.record.record import Missing

ENQUIRIES, PROTECTION, CARE = 5, 7, 8
_WINDOW = timedelta(days=181)  # the shortest six months there are: enquiries within them are all on list 5
_MADE_OF = {
    "reviews": CARE,
    "episodes": CARE,
    "periods_of_care": CARE,
    "plans": PROTECTION,
    "enquiries": ENQUIRIES,
}


def uk(day: date) -> str:
    """The day as a council writes it."""
    return f"{day:%d/%m/%Y}"


def missing(lists: set[int], as_at: date | None) -> Iterator[Missing]:
    """What lies outside the lists, in words: the lists not there, and all but the day they show."""
    for table, number in _MADE_OF.items():
        yield from _gaps(table, {number}, lists, as_at)
    for table in ("conferences", "conference_children"):
        yield from _gaps(table, {ENQUIRIES, PROTECTION}, lists, as_at)
    yield from _gaps("events", {CARE, PROTECTION}, lists, as_at)


def _gaps(table: str, made_of: set[int], lists: set[int], as_at: date | None) -> Iterator[Missing]:
    if gone := sorted(made_of - lists):
        names = " and ".join(f"list {number}" for number in gone)
        yield Missing(table, f"The Annex A workbook has no {names}.")
    elif as_at is None:
        yield Missing(table, "The Annex A lists hold no row with a date, so it is not known what day they show.")
    else:
        why = _WHY[table](as_at)
        complete_from = as_at - _WINDOW if table == "enquiries" else as_at
        yield Missing(table, why, None, complete_from - timedelta(days=1))
        after = f"The Annex A lists were made about {uk(as_at)}, the latest date in them, and show nothing after it."
        yield Missing(table, after, as_at + timedelta(days=1), None)


def _only_the_latest(of_what: str, whose: str, so: str) -> Callable[[date], str]:
    return lambda as_at: (
        f"Annex A lists are made on one day, here about {uk(as_at)}, and give only the latest {of_what} of each "
        f"{whose}: those before were not loaded. {so}"
    )


_OVERDUE_ONLY = "So they can tell what is overdue on that day, but not the share of a year's that were held in time."
_WHY: dict[str, Callable[[date], str]] = {
    "reviews": _only_the_latest("review", "child", _OVERDUE_ONLY),
    "episodes": _only_the_latest("legal status and placement", "child", "So they cannot tell of changes before."),
    "periods_of_care": _only_the_latest("period of care", "child", "So they cannot count those of a year."),
    "plans": _only_the_latest("plan", "child", "So they cannot count those of a year."),
    "conferences": _only_the_latest("review conference", "plan", _OVERDUE_ONLY),
    "conference_children": _only_the_latest("review conference", "plan", _OVERDUE_ONLY),
    "events": _only_the_latest("visit and check", "child", "So they cannot count those of a year."),
    "enquiries": lambda as_at: (
        f"Annex A lists give the section 47 enquiries of six months, here up to about {uk(as_at)}: "
        "those before were not loaded."
    ),
}
