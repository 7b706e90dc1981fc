"""Ten figures for each row of a table: its share in plain words, drawn as it is said and no more exactly."""

from collections.abc import Iterator

from handrail.publications.bindings import Binding, made
from handrail.publications.document import Chart, Series, Table, Text
from handrail.publications.exhibits.axes import Axes, merged
from handrail.publications.exhibits.declared import ChartSpec, TableSpec
from handrail.publications.numbers import capital
from handrail.publications.plainly import CANNOT_SAY, in_plain_words, in_tenths
from handrail.publications.shown import Shown
from handrail.publications.words import Words

_PICTURE = "A picture with ten figures for each line, as many filled as the words say."


def of_tenths(spec: ChartSpec, table: TableSpec, drawn: Table, shown: Shown, words: Words) -> Chart:
    """The chart of a table that was drawn; where nothing can be said of any row, its title says that."""
    rows = list(_bound(table, shown, words))
    lines = tuple(f"{heading}: {in_plain_words(shown, binding).text}" for heading, binding in rows)
    values = tuple(in_tenths(shown, binding) for _, binding in rows)
    of = capital(words.fill(spec.of))
    cannot = "" if any(value is not None for value in values) else f": {CANNOT_SAY}"
    return Chart(
        id=f"chart-{spec.name.replace('_', '-')}",
        title=(Text(f"{of}{cannot}."),),
        alt=f"{_PICTURE} {'; '.join(lines)}. The table after it holds the numbers.",
        unit="share",
        axis=of,
        labels=lines,
        series=(Series(of, "line", values),),
        table=drawn.id,
        layout="tenths",
    )


def _bound(table: TableSpec, shown: Shown, words: Words) -> Iterator[tuple[str, Binding]]:
    """The rows of a table that are no total, each with what it is bound to."""
    times = shown.facts.times
    for row in Axes(table, shown, words).rows():
        gives = merged(table.base, row.gives)
        if not row.total and gives.measure:
            yield row.heading, made(gives.measure, times, gives.where, row.days or gives.period or "year", gives.chosen)
