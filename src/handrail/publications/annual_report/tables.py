"""The tables of the annual report. Each has one unit (G02), and headings made from its own periods (G09)."""

from collections.abc import Callable

from handrail.measures.figures import Figure
from handrail.publications.document import Column, Inline, Number, Row, Table, Text
from handrail.publications.inputs import OPENING, VERIFIED, WITHOUT_TRANSFERS
from handrail.publications.numbers import NOT_SHOWN, capital, long_date, month_name
from handrail.publications.protect import (
    DENOMINATOR,
    NOT_ASSESSABLE,
    NOT_RECORDED,
    NUMERATOR,
    PROBLEMS,
    YEAR,
    Published,
)

ICPC_WITHOUT = f"icpc_held:{WITHOUT_TRANSFERS}"


def reviews_by_month(shown: Published) -> Table:
    """How many reviews could be judged each month, how many of them were on time, and how many could not."""
    name = "reviews_held_on_time"
    reviews = shown.inputs.profile.words.reviews
    rows = [Row(_month(shown, name, period), _share_cells(shown, name, period)) for period in shown.months(name)]
    rows.append(Row("Whole year", _share_cells(shown, name, YEAR), total=True))
    return Table(
        id="table-reviews-by-month",
        caption=f"{capital(reviews)} held on time, by the month they were held in",
        columns=_columns("Month held", "Judged", "On time", "Share on time", "Cannot be judged"),
        rows=tuple(rows),
        unit="review",
        note=_note(shown, [name], f"Single months. Counted: {reviews}. The year's share is of the year's counts."),
    )


def participation(shown: Published) -> Table:
    """In how many reviews the child's views were heard, and at how many the child was present."""
    reviews = shown.inputs.profile.words.reviews
    names = {"child_participation": "Child took part", "child_attendance": "Child was there"}
    counts_all = shown.inputs.setting("child_participation", "under_four") == "count"
    ages = "at any age" if counts_all else "the child being four or over"
    rows = [
        Row(
            heading,
            (
                _cell(shown, name, DENOMINATOR),
                _cell(shown, name, NUMERATOR),
                _percent(shown, name),
                _cell(shown, name, NOT_RECORDED),
            ),
        )
        for name, heading in names.items()
    ]
    return Table(
        id="table-participation",
        caption=f"How children took part in their {reviews}",
        columns=_columns("What was recorded", "Recorded", "Yes", "Share", "Not recorded"),
        rows=tuple(rows),
        unit="review",
        note=_note(
            shown,
            list(names),
            f"Counted: {reviews} with a code that says how the child took part, {ages}. "
            "The second line is not a part of the first.",
        ),
    )


def periods_of_care(shown: Published) -> Table:
    """Opening stock, starts, ends and closing stock of periods of care (G15)."""
    lines = {
        OPENING: f"Open at the end of {_as_at(shown, OPENING)}",
        "periods_of_care_started": "Started in the year",
        "periods_of_care_ceased": "Ceased in the year",
        "looked_after_children": f"Open at the end of {_as_at(shown, 'looked_after_children')}",
    }
    last = "looked_after_children"
    rows = [Row(heading, (_cell(shown, name),), total=name == last) for name, heading in lines.items()]
    return Table(
        id="table-periods-of-care",
        caption="Periods of care opened and closed in the year",
        columns=_columns("Periods of care", "Number"),
        rows=tuple(rows),
        unit="period of care",
        also_units=("child",),
        note=_note(
            shown,
            list(lines),
            "Counted: periods of care. A child has no more than one open at a time, so the open periods "
            f"are the {shown.inputs.profile.words.children}.",
        ),
    )


def periods_by_month(shown: Published) -> Table:
    """Periods of care that started and ceased, month by month."""
    return _two_flows(
        shown,
        "table-periods-by-month",
        "Periods of care started and ceased, by month",
        {"periods_of_care_started": "Started", "periods_of_care_ceased": "Ceased"},
        "period of care",
        "Single months. Counted: periods of care.",
    )


def conferences(shown: Published) -> Table:
    """Children considered at initial and review conferences."""
    lines = {
        "icpc_held": f"Initial, {_transfers(shown)} transfers in",
        ICPC_WITHOUT: "Initial, without transfers in",
        "rcpc_held": "Review",
    }
    there = {name: heading for name, heading in lines.items() if name != ICPC_WITHOUT or shown.figure(name)}
    part = " The second line is a part of the first." if ICPC_WITHOUT in there else ""
    return Table(
        id="table-conferences",
        caption="Children considered at child protection conferences",
        columns=_columns("Conferences", "Number"),
        rows=tuple(Row(heading, (_cell(shown, name),)) for name, heading in there.items()),
        unit="child in a conference",
        note=_note(
            shown,
            list(there),
            f"Counted: a child in a conference. Brothers and sisters at one conference count one each.{part}",
        ),
    )


def conferences_on_time(shown: Published) -> Table:
    """Children considered at conferences held on time."""
    lines = {
        "icpc_within_15_working_days": f"Initial, {_transfers(shown)} transfers in",
        f"icpc_within_15_working_days:{WITHOUT_TRANSFERS}": "Initial, without transfers in",
        "rcpc_held_on_time": "Review",
    }
    there = {name: heading for name, heading in lines.items() if shown.figure(name)}
    return Table(
        id="table-conferences-on-time",
        caption="Children considered at conferences held on time",
        columns=_columns("Conferences", "Judged", "On time", "Share on time", "Cannot be judged"),
        rows=tuple(Row(heading, _share_cells(shown, name, YEAR)) for name, heading in there.items()),
        unit="child in a conference",
        note=_note(shown, list(there), "Counted: a child in a conference."),
    )


def conferences_by_month(shown: Published) -> Table:
    """Children considered at conferences, month by month."""
    return _two_flows(
        shown,
        "table-conferences-by-month",
        "Children considered at conferences, by month",
        {"icpc_held": "Initial conferences", "rcpc_held": "Review conferences"},
        "child in a conference",
        f"Single months. Counted: a child in a conference, {_transfers(shown)} transfers in.",
    )


def problems(shown: Published) -> Table:
    """How often each rule about the data was broken."""
    found = sorted(
        enumerate(shown.inputs.problems),
        key=lambda one: (one[1].severity != "error", one[1].severity, one[1].rule),
    )
    rows = [
        Row(
            problem.message,
            (Text(problem.rule, code=True), Text(problem.severity), _problem_count(shown, str(place))),
        )
        for place, problem in found
    ]
    rows.append(Row("All problems", (Text(""), Text(""), _problem_count(shown, YEAR)), total=True))
    return Table(
        id="table-problems",
        caption="Problems found in the data",
        columns=(
            Column("What is wrong", numeric=False),
            Column("Rule", numeric=False),
            Column("How serious", numeric=False),
            Column("Times found"),
        ),
        rows=tuple(rows),
        unit="row",
        note=_note(shown, [PROBLEMS], "Counted: rows of the files. One row may break several rules."),
    )


def rules_not_run(shown: Published) -> Table:
    """The rules about the data that could not run on all that was loaded."""
    return Table(
        id="table-rules-not-run",
        caption="Rules that could not run on all that was loaded",
        columns=(Column("What the rule looks for", numeric=False), Column("Rule", numeric=False)),
        rows=tuple(Row(one.meaning, (Text(one.rule, code=True),)) for one in shown.inputs.not_run),
        unit="rule",
        note=(Text("What each of them lacked is said in the list of problems."),),
    )


def reviews_in_both_records(shown: Published) -> Table:
    """Reviews on time as recorded, and with the corrections."""
    return _both_records(
        shown, "reviews", shown.inputs.profile.words.reviews, "review", {"reviews_held_on_time": "All held"}
    )


def conferences_in_both_records(shown: Published) -> Table:
    """Children considered at conferences held on time as recorded, and with the corrections."""
    initial = f"Initial, {_transfers(shown)} transfers in"
    lines = {"icpc_within_15_working_days": initial, "rcpc_held_on_time": "Review"}
    return _both_records(shown, "conferences", "conferences", "child in a conference", lines)


def _both_records(shown: Published, what: str, called: str, unit: str, lines: dict[str, str]) -> Table:
    there = {name: heading for name, heading in lines.items() if shown.figure(f"{name}:{VERIFIED}")}
    rows = [row for name, heading in there.items() for row in _in_both_records(shown, name, heading)]
    return Table(
        id=f"table-{what}-in-both-records",
        caption=f"{capital(called)} on time, as recorded and as verified",
        columns=_columns("Which record", "Judged", "On time", "Share on time", "Cannot be judged"),
        rows=tuple(rows),
        unit=unit,
        note=_note(
            shown,
            [*there, *(f"{name}:{VERIFIED}" for name in there)],
            f"Counted: {unit}. Verified: each corrected value in place of what was recorded, which stays in the record.",
        ),
    )


def _in_both_records(shown: Published, name: str, heading: str) -> tuple[Row, Row]:
    """Both views; where a count of one is hidden, both are, lest the corrections give it away."""
    verified = f"{name}:{VERIFIED}"
    hides = shown.hides(name) or shown.hides(verified)

    def row(view: str, of: str) -> Row:
        cells = _share_cells(shown, of, YEAR)
        return Row(f"{heading}, as {view}", tuple(_not_shown(cell) for cell in cells) if hides else cells)

    return row("recorded", name), row("verified", verified)


def _not_shown(cell: Inline) -> Inline:
    return Number(NOT_SHOWN, cell.figure, cell.shows) if isinstance(cell, Number) else cell


def _transfers(shown: Published) -> str:
    """Whether the main figures are with or without transfers in."""
    return shown.inputs.setting("icpc_held", "transfers_in")


def _two_flows(shown: Published, table_id: str, caption: str, series: dict[str, str], unit: str, note: str) -> Table:
    names = list(series)
    periods = max((shown.months(name) for name in names), key=len)
    rows = [
        Row(_month_of(shown, names, period), tuple(_cell(shown, name, NUMERATOR, period) for name in names))
        for period in periods
    ]
    rows.append(Row("Whole year", tuple(_cell(shown, name) for name in names), total=True))
    return Table(table_id, caption, _columns("Month", *series.values()), tuple(rows), unit, _note(shown, names, note))


def _columns(first: str, *others: str) -> tuple[Column, ...]:
    return (Column(first, numeric=False), *(Column(heading) for heading in others))


def _cell(shown: Published, name: str, part: str = NUMERATOR, period: str = YEAR) -> Number:
    return Number(shown.count(name, period, part), shown.figure(name, period), part)


def _percent(shown: Published, name: str, period: str = YEAR) -> Number:
    return Number(shown.percent(name, period), shown.figure(name, period), "share")


def _share_cells(shown: Published, name: str, period: str) -> tuple[Inline, ...]:
    return (
        _cell(shown, name, DENOMINATOR, period),
        _cell(shown, name, NUMERATOR, period),
        _percent(shown, name, period),
        _cell(shown, name, NOT_ASSESSABLE, period),
    )


def _problem_count(shown: Published, period: str) -> Number:
    return Number(shown.count(PROBLEMS, period), shown.figure(PROBLEMS, period), NUMERATOR)


def _month(shown: Published, name: str, period: str) -> str:
    figure = shown.figure(name, period)
    return month_name(figure.period_from) if figure else period


def _month_of(shown: Published, names: list[str], period: str) -> str:
    there = next((name for name in names if shown.figure(name, period)), names[0])
    return _month(shown, there, period)


def _as_at(shown: Published, name: str) -> str:
    figure: Figure | None = shown.figure(name)
    return long_date(figure.period_to) if figure else "the day before the year"


def _note(shown: Published, names: list[str], words: str) -> tuple[Inline, ...]:
    """What is counted, and why a number is missing where one is."""
    if not shown.hides_any(names):
        return (Text(words),)
    return (Text(f"{words} Small numbers are not shown, nor those that would give them away."),)


TABLES: dict[str, Callable[[Published], Table]] = {
    make.__name__: make
    for make in (
        reviews_by_month,
        participation,
        periods_of_care,
        periods_by_month,
        conferences,
        conferences_on_time,
        conferences_by_month,
        reviews_in_both_records,
        conferences_in_both_records,
        problems,
        rules_not_run,
    )
}
