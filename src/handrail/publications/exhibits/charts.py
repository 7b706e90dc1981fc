"""The shapes a chart may have: one message each, said in the title, with the same protected numbers as its table."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from handrail.measures.figures import SHARE
from handrail.publications.bindings import Binding, made
from handrail.publications.document import Chart, Inline, Number, Series, Table, Text, plain
from handrail.publications.exhibits.beside import Beside
from handrail.publications.exhibits.declared import ChartSpec, ExhibitError, Item, TableSpec
from handrail.publications.exhibits.of_tenths import of_tenths
from handrail.publications.exhibits.usual import Usual, month_of, number_of, why_none
from handrail.publications.numbers import NOT_SHOWN, capital, month_name
from handrail.publications.safeguards.values import exact
from handrail.publications.shown import DENOMINATOR, MEAN, NOT_ASSESSABLE, Shown
from handrail.publications.words import Words

_ROUNDED = re.compile(r"about (?P<count>[\d,]+)$|(?P<percent>\d+)%(?: \(|$)")


class Charts:
    """Draws charts with the figures of one publication."""

    def __init__(self, shown: Shown, words: Words, beside: Beside) -> None:
        self._shown, self._words, self._beside = shown, words, beside

    def draw(self, spec: ChartSpec, table: TableSpec, drawn: Table) -> Chart | None:
        """The chart of a table that was drawn; None where no month of it was loaded. Raises ExhibitError."""
        shapes: dict[str, Callable[[ChartSpec, TableSpec, Table], Chart | None]] = {
            "months_of_a_share": self._months_of_a_share,
            "months_of_counts": self._months_of_counts,
            "bars": self._bars,
            "steps": self._steps,
            "tenths": self._tenths,
        }
        return shapes[spec.shape](spec, table, drawn)

    def _months_of_a_share(self, spec: ChartSpec, table: TableSpec, drawn: Table) -> Chart | None:
        months = self._months(table.base, spec)
        if not months:
            return None
        of = self._words.fill(spec.of)
        usual = Usual.of(self._shown, months)
        least, targets = [self._least(month) for month in months], [self._target(month) for month in months]
        judged = [self._judged(month) for month in months]
        series = [
            Series("Each month", "line", tuple(self._share(month) for month in months)),
            *usual.series("Mean (pooled)"),
            *_if_any("At least", "least", least),
            *(_if_any("Could be judged", "faint", judged) if any(one not in (None, 1.0) for one in judged) else []),
            *_if_any("Target", "target", targets),
        ]
        title = (*self._span(of, months), *usual.said(), Text("."))
        note = why_none({"": usual})
        alt = _alt("Line chart", f"the share of {of} in each month", series, title, usual.in_words(), note)
        return _chart(spec, drawn, title, alt, "share", f"Share of {of}", months, series, note)

    def _months_of_counts(self, spec: ChartSpec, table: TableSpec, drawn: Table) -> Chart | None:
        items = spec.measures or (Item(heading=capital(self._words.fill(spec.of))),)
        of = self._words.fill(spec.of)
        lines = {self._words.fill(item.heading): self._months(table.base, spec, item) for item in items}
        lines = {heading: months for heading, months in lines.items() if months}
        if not lines:
            return None
        usual = {heading: Usual.of(self._shown, months) for heading, months in lines.items()}
        series = [
            one
            for heading, months in lines.items()
            for one in (
                Series(heading, "bar", tuple(self._shown.exact(month) for month in months)),
                *usual[heading].series("Mean"),
            )
        ]
        title = tuple(
            part
            for heading, months in lines.items()
            for part in self._peak(of if len(items) == 1 else f"{of} {heading.lower()}", months, usual[heading].said())
        )
        note = why_none(usual)
        said = "".join(one.in_words(f"{heading}: ") for heading, one in usual.items())
        alt = _alt("Bar chart", f"{of} in each month", series, title, said, note)
        return _chart(spec, drawn, title, alt, "count", capital(of), next(iter(lines.values())), series, note)

    def _bars(self, spec: ChartSpec, table: TableSpec, drawn: Table) -> Chart:
        """A bar for each row that is not the total; the last column of counts, and the one before in grey."""
        of = self._words.fill(spec.of)
        rows = [row for row in drawn.rows if not row.total]
        places = _columns_of_counts(drawn)
        if not places:
            raise ExhibitError(f"charts.{spec.name}: its table has no column to draw.")
        series = [
            Series(drawn.columns[place + 1].heading, kind, tuple(_value(row.cells[place]) for row in rows))
            for place, kind in zip(places, ("bar", "before")[: len(places)], strict=True)
        ]
        counted = [row.cells[places[0]] for row in rows]
        title = self._largest(of, [row.heading for row in rows], counted)
        unit = "share" if any(isinstance(one, Number) and one.shows == SHARE for one in counted) else "count"
        alt = _alt("Bar chart", of, series, title, "", "")
        return Chart(
            id=f"chart-{spec.name.replace('_', '-')}",
            title=title,
            alt=alt,
            unit=unit,
            axis=capital(of),
            labels=tuple(row.heading for row in rows),
            series=tuple(series),
            table=drawn.id,
            layout="bars",
        )

    def _tenths(self, spec: ChartSpec, table: TableSpec, drawn: Table) -> Chart:
        return of_tenths(spec, table, drawn, self._shown, self._words)

    def _steps(self, spec: ChartSpec, table: TableSpec, drawn: Table) -> Chart:
        """A point for each row of the table, in its order: years, or months to date."""
        of = self._words.fill(spec.of)
        rows = [row for row in drawn.rows if not row.total]
        place = next(
            (at for at, cell in enumerate(rows[0].cells) if isinstance(cell, Number) and cell.shows in (MEAN, SHARE)),
            _columns_of_counts(drawn)[0],
        )
        cells = [row.cells[place] for row in rows]
        is_share = any(isinstance(one, Number) and one.shows == SHARE for one in cells)
        series = [Series(drawn.columns[place + 1].heading, "line", tuple(_value(one) for one in cells))]
        title = self._first_to_last(of, [row.heading for row in rows], cells)
        return Chart(
            id=f"chart-{spec.name.replace('_', '-')}",
            title=title,
            alt=_alt("Line chart", of, series, title, "", ""),
            unit="share" if is_share else "count",
            axis=capital(of),
            labels=tuple(row.heading for row in rows),
            series=tuple(series),
            table=drawn.id,
            layout="points",
        )

    def _months(self, base: Item, spec: ChartSpec, item: Item | None = None) -> list[Binding]:
        name = (item.measure if item else "") or base.measure
        if not name:
            raise ExhibitError(f"charts.{spec.name}: no measure is named, neither by it nor by its table.")
        where = {**base.where, **(item.where if item else {})}
        times = self._shown.facts.times
        months = (made(name, times, where, month, base.chosen) for month in times.each("month"))
        return [month for month in months if self._shown.is_loaded(month)]

    def _share(self, month: Binding) -> float | None:
        return self._shown.drawn(month)

    def _least(self, month: Binding) -> float | None:
        """What the share is at least, where all but a small number were on time."""
        bound, base = self._shown.bound(month), self._shown.exact(month, DENOMINATOR)
        return None if bound is None or not base else bound / base

    def _judged(self, month: Binding) -> float | None:
        """The share of what was held that could be judged, where neither count is hidden."""
        judged, left = self._shown.exact(month, DENOMINATOR), self._shown.exact(month, NOT_ASSESSABLE)
        return None if judged is None or left is None or not judged + left else judged / (judged + left)

    def _target(self, month: Binding) -> float | None:
        held = self._beside.held(self._shown.figure(month))
        return held.value if held else None

    @property
    def _rounds(self) -> bool:
        """Whether counts are rounded: then nothing is said of which is the most, because rounded they may be the same."""
        return self._shown.policy.rounds

    def _span(self, of: str, months: Sequence[Binding]) -> tuple[Inline, ...]:
        """The lowest and the highest month, as a sentence."""
        there = [(value, month) for month in months if (value := self._share(month)) is not None]
        least = [(value, month) for month in months if (value := self._least(month)) is not None]
        what = f"share of {of}"
        if self._rounds:
            return (Text(f"The {what} by month"),)
        if least:
            return self._no_lower(what, there, least, len(months))
        if not there:
            return (Text(f"The {what} is {NOT_SHOWN} by month: the numbers are small"),)
        (lowest, low), (highest, high) = min(there, key=_first), max(there, key=_first)
        start = f"The {what}" if len(there) == len(months) else f"Of the months shown, the {what}"
        if lowest == highest:
            each = "" if len(there) == 1 else "the same in each month: for instance "
            return Text(f"{start} was {each}"), number_of(self._shown, low), Text(f" in {month_of(low)}")
        return (
            Text(f"{start} was lowest in {month_of(low)}, at "),
            number_of(self._shown, low),
            Text(f", and highest in {month_of(high)}, at "),
            number_of(self._shown, high),
        )

    def _no_lower(
        self, what: str, there: list[tuple[float, Binding]], least: list[tuple[float, Binding]], months: int
    ) -> tuple[Inline, ...]:
        """Where some months are known by a lower bound only: the least the share was in any month, and no highest."""
        all_known = len(there) + len(least) == months
        bound, month = min(least, key=_first)
        if there and min(there, key=_first)[0] <= bound:
            low = min(there, key=_first)[1]
            start = f"The {what}" if all_known else f"Of the months shown, the {what}"
            return Text(f"{start} was lowest in {month_of(low)}, at "), number_of(self._shown, low)
        each = "every month" if all_known else "every month shown"
        said = Text(f" in {month_of(month)}, and no lower in {each}")
        return Text(f"The {what} was "), number_of(self._shown, month), said

    def _peak(self, of: str, months: Sequence[Binding], usual: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The month with the highest count, as a sentence that ends with what the months tell."""
        counts = [(count, month) for month in months if (count := self._shown.exact(month)) is not None]
        start = f"The number of {of}"
        if self._rounds:
            return (Text(f"{start} by month. "),)
        if not any(count for count, _ in counts):
            end = "is nought in every month" if len(counts) == len(months) else f"is {NOT_SHOWN} by month"
            return (Text(f"{start} {end}. "),)
        top, high = max(counts, key=_first)
        tied = " and in another month" if [count for count, _ in counts].count(top) > 1 else ""
        among = "" if len(counts) == len(months) else ", of the months shown,"
        said = Text(f"{start} was highest{among} in {month_of(high)}{tied} (")
        return (said, number_of(self._shown, high), Text(")"), *usual, Text(". "))

    def _largest(self, of: str, headings: Sequence[str], cells: Sequence[Inline]) -> tuple[Inline, ...]:
        """The row with the most of those shown, as a sentence; none where it is alone, two have as many, or it is one of
        several measures, which are not compared.
        """
        there = [(value, place) for place, cell in enumerate(cells) if (value := _value(cell)) is not None]
        if self._rounds:
            return (Text(f"{capital(of)}."),)
        if not there:
            return (Text(f"{capital(of)}: small numbers are {NOT_SHOWN}."),)
        top, at = max(there, key=_first)
        measures = {cell.figure.measure for cell in cells if isinstance(cell, Number) and cell.figure}
        if not top or len(there) == 1 or len(measures) > 1 or [value for value, _ in there].count(top) > 1:
            return (Text(f"{capital(of)}."),)
        among = "" if len(there) == len(cells) else " of those shown"
        return Text(f"{capital(of)}: the largest{among} is {headings[at]}, at "), cells[at], Text(".")

    def _first_to_last(self, of: str, headings: Sequence[str], cells: Sequence[Inline]) -> tuple[Inline, ...]:
        """From the first point to the last, in a word of change that the two bear (G05)."""
        first, last = cells[0], cells[-1]
        if _value(first) is None or _value(last) is None or self._rounds:
            return (Text(f"{capital(of)}."),)
        old, new = _value(first) or 0, _value(last) or 0
        if new == old:
            said = Text(f"{capital(of)} was ")
            return said, first, Text(f" in {headings[0]} and "), last, Text(f" in {headings[-1]}.")
        start = Text(f"{capital(of)} {'rose' if new > old else 'fell'} from ")
        return start, first, Text(f" in {headings[0]} to "), last, Text(f" in {headings[-1]}.")


def _value(cell: Inline) -> float | None:
    """What a cell prints, as a number; None where it prints none. A rounded one is no nearer than it is printed."""
    if isinstance(cell, Number) and (found := _ROUNDED.match(cell.text)):
        return float((found["count"] or found["percent"]).replace(",", "")) / (100 if found["percent"] else 1)
    if not isinstance(cell, Number) or cell.figure is None or not cell.text[:1].isdigit() or "or " in cell.text:
        return None
    value = exact(cell.figure) if cell.shows in (MEAN, SHARE) else getattr(cell.figure, cell.shows, None)
    return None if value is None else float(value)


def _columns_of_counts(table: Table) -> list[int]:
    """The columns a bar may be drawn of: the last of the counts (or, without any, of the shares), and the year before."""
    for wanted in (("numerator",), (SHARE,)):
        found = [
            place
            for place in range(len(table.columns) - 1)
            if all(isinstance(row.cells[place], Number) and row.cells[place].shows in wanted for row in table.rows)  # type: ignore[union-attr]
        ]
        if found:
            before = [place for place in found if _ends(table, place) < _ends(table, found[-1])]
            return found[-1:] + before[-1:]
    return []


def _ends(table: Table, place: int) -> date:
    """The last day of what stands in a column."""
    cells = [row.cells[place] for row in table.rows]
    return max((one.figure.period_to for one in cells if isinstance(one, Number) and one.figure), default=date.max)


def _if_any(name: str, kind: str, values: Sequence[float | None]) -> list[Series]:
    return [Series(name, kind, tuple(values))] if any(value is not None for value in values) else []


def _first(pair: tuple[float, object]) -> float:
    return pair[0]


def _chart(
    spec: ChartSpec,
    drawn: Table,
    title: tuple[Inline, ...],
    alt: str,
    unit: str,
    axis: str,
    months: Sequence[Binding],
    series: Sequence[Series],
    note: str,
) -> Chart:
    return Chart(
        id=f"chart-{spec.name.replace('_', '-')}",
        title=title,
        alt=alt,
        unit=unit,
        axis=axis,
        labels=tuple(month_name(month.period.first) for month in months),
        series=tuple(series),
        table=drawn.id,
        note=note,
        small=spec.small,
    )


def _alt(kind: str, of: str, series: Sequence[Series], title: tuple[Inline, ...], lines: str, note: str) -> str:
    names = ", ".join(one.name.lower() for one in series if one.kind not in ("mean", "limit"))
    said = plain(title).strip().rstrip(".")
    drawn = f" {capital(lines)}{note}".rstrip()
    return f"{kind} of {of} ({names}). {said}.{drawn} The table after it holds the numbers."
