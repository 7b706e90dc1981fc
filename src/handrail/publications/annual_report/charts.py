"""The charts of the annual report: one message each, said in the title, with the same protected numbers."""

from collections.abc import Callable

from handrail.publications.document import Chart, Inline, Number, Series, Text, plain
from handrail.publications.numbers import NOT_SHOWN, month_name
from handrail.publications.protect import DENOMINATOR, NOT_ASSESSABLE, NUMERATOR, Published

_ON_TIME = "reviews_held_on_time"


def reviews_on_time_by_month(shown: Published) -> Chart:
    """The share of reviews on time each month, the share that could be judged, and the target."""
    months = shown.months(_ON_TIME)
    reviews = shown.inputs.profile.words.reviews
    targets = _targets(shown, months)
    least = tuple(_least(shown, month) for month in months)
    series = [
        Series("Held on time", "line", tuple(_share(shown, month) for month in months)),
        *([Series("At least", "least", least)] if any(value is not None for value in least) else []),
        Series("Could be judged", "faint", tuple(_judged(shown, month) for month in months)),
        *([Series("Target", "target", targets)] if any(value is not None for value in targets) else []),
    ]
    title = _span(shown, reviews, months)
    return Chart(
        id="chart-reviews-on-time-by-month",
        title=title,
        alt=_alt("Line chart", f"the share of {reviews} held on time in each month", series, title),
        unit="share",
        axis=f"Share of {reviews}",
        labels=_labels(shown, [_ON_TIME], months),
        series=tuple(series),
        table="table-reviews-by-month",
    )


def periods_by_month(shown: Published) -> Chart:
    """Periods of care started and ceased each month."""
    return _bars(
        shown,
        "periods-by-month",
        "periods of care",
        {"periods_of_care_started": "Started", "periods_of_care_ceased": "Ceased"},
        ("of periods of care started", "ceased"),
    )


def conferences_by_month(shown: Published) -> Chart:
    """Children considered at conferences each month."""
    return _bars(
        shown,
        "conferences-by-month",
        "children considered",
        {"icpc_held": "Initial conferences", "rcpc_held": "Review conferences"},
        ("of children considered at initial conferences", "considered at review conferences"),
    )


def _share(shown: Published, month: str) -> float | None:
    top, base = shown.exact(_ON_TIME, month), shown.exact(_ON_TIME, month, DENOMINATOR)
    return None if top is None or not base else top / base


def _least(shown: Published, month: str) -> float | None:
    """What the share is at least, where all but a small number were on time."""
    bound, base = shown.bound(_ON_TIME, month), shown.exact(_ON_TIME, month, DENOMINATOR)
    return None if bound is None or not base else bound / base


def _judged(shown: Published, month: str) -> float | None:
    """The share of what was held that could be judged, where neither count is hidden."""
    judged, left = shown.exact(_ON_TIME, month, DENOMINATOR), shown.exact(_ON_TIME, month, NOT_ASSESSABLE)
    return None if judged is None or left is None or not judged + left else judged / (judged + left)


def _targets(shown: Published, months: list[str]) -> tuple[float | None, ...]:
    """The target in force on the last day of each month (G13)."""
    targets = shown.inputs.profile.targets_of(_ON_TIME)
    values: list[float | None] = []
    for month in months:
        figure = shown.figure(_ON_TIME, month)
        holding = [target.value for target in targets if figure and target.holds_on(figure.period_to)]
        values.append(holding[-1] if holding else None)
    return tuple(values)


def _span(shown: Published, reviews: str, months: list[str]) -> tuple[Inline, ...]:
    """The lowest and the highest month, as a sentence."""
    there = [(value, month) for month in months if (value := _share(shown, month)) is not None]
    what = f"share of {reviews} on time"
    least = [(value, month) for month in months if (value := _least(shown, month)) is not None]
    if least:
        return _no_lower(shown, what, there, least, len(months))
    if not there:
        return (Text(f"The {what} is {NOT_SHOWN} by month: the numbers are small."),)
    (lowest, low), (highest, high) = min(there, key=_first), max(there, key=_first)
    start = f"The {what}" if len(there) == len(months) else f"Of the months shown, the {what}"
    if lowest == highest:
        each = "" if len(there) == 1 else "the same in each month: for instance "
        return (
            Text(f"{start} was {each}"),
            _share_number(shown, low),
            Text(f" in {_month(shown, low)}"),
        )
    return (
        Text(f"{start} was lowest in {_month(shown, low)}, at "),
        _share_number(shown, low),
        Text(f", and highest in {_month(shown, high)}, at "),
        _share_number(shown, high),
    )


def _no_lower(
    shown: Published, what: str, there: list[tuple[float, str]], least: list[tuple[float, str]], months: int
) -> tuple[Inline, ...]:
    """Where some months are known by a lower bound only: the least the share was in any month, and no highest."""
    all_known = len(there) + len(least) == months
    bound, month = min(least, key=_first)
    if there and min(there)[0] <= bound:
        low = min(there, key=_first)[1]
        start = f"The {what}" if all_known else f"Of the months shown, the {what}"
        return Text(f"{start} was lowest in {_month(shown, low)}, at "), _share_number(shown, low)
    each = "every month" if all_known else "every month shown"
    return (
        Text(f"The {what} was "),
        _share_number(shown, month),
        Text(f" in {_month(shown, month)}, and no lower in {each}"),
    )


def _first(pair: tuple[float, str]) -> float:
    return pair[0]


def _share_number(shown: Published, month: str) -> Number:
    share = f"{shown.percent(_ON_TIME, month)} ({shown.counts(_ON_TIME, month)})"
    return Number(share, shown.figure(_ON_TIME, month), "share")


def _bars(shown: Published, stem: str, what: str, names: dict[str, str], said: tuple[str, ...]) -> Chart:
    months = max((shown.months(name) for name in names), key=len)
    series = [
        Series(heading, "bar", tuple(shown.exact(name, month) for month in months)) for name, heading in names.items()
    ]
    title = tuple(part for name, words in zip(names, said, strict=True) for part in _peak(shown, name, words, months))
    return Chart(
        id=f"chart-{stem}",
        title=title,
        alt=_alt("Bar chart", f"{what} in each month", series, title),
        unit="count",
        axis=what.capitalize(),
        labels=_labels(shown, list(names), months),
        series=tuple(series),
        table=f"table-{stem}",
    )


def _peak(shown: Published, name: str, said: str, months: list[str]) -> tuple[Inline, ...]:
    """The month with the highest count, as a sentence."""
    counts = {month: count for month in months if (count := shown.exact(name, month)) is not None}
    start = f"The number {said}"
    if not any(counts.values()):
        end = "is nought in every month that can be shown" if counts else f"is {NOT_SHOWN} by month"
        return (Text(f"{start} {end}. "),)
    high = max(counts, key=lambda month: counts[month])
    tied = " and in another month" if list(counts.values()).count(counts[high]) > 1 else ""
    among = "" if len(counts) == len(months) else ", of the months shown,"
    number = Number(shown.count(name, high), shown.figure(name, high), NUMERATOR)
    return (Text(f"{start} was highest{among} in {_month(shown, high)}{tied} ("), number, Text("). "))


def _alt(kind: str, of: str, series: list[Series], title: tuple[Inline, ...]) -> str:
    names = ", ".join(one.name.lower() for one in series)
    return f"{kind} of {of} ({names}). {plain(title).strip().rstrip('.')}. The table after it holds the numbers."


def _labels(shown: Published, names: list[str], months: list[str]) -> tuple[str, ...]:
    return tuple(_month_any(shown, names, month) for month in months)


def _month(shown: Published, month: str) -> str:
    return _month_any(shown, [*shown.inputs.months], month)


def _month_any(shown: Published, names: list[str], month: str) -> str:
    figures = (shown.figure(name, month) for name in names)
    return next((month_name(figure.period_from) for figure in figures if figure), month)


CHARTS: dict[str, Callable[[Published], Chart]] = {
    make.__name__: make for make in (reviews_on_time_by_month, periods_by_month, conferences_by_month)
}
