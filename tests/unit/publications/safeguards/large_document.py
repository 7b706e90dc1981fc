"""A made-up document of the size of a full annual report: twenty topics, 60 tables, 25 charts, 300 true sentences."""

import random
from collections.abc import Iterator
from datetime import date

from tests.unit.publications.safeguards.small_documents import (
    LAST,
    THIS,
    change,
    fig,
    month,
    num,
    paragraph,
    row,
    share,
)

from handrail.measures.figures import Figure
from handrail.profiles import Target
from handrail.publications.document import (
    Block,
    Chart,
    Column,
    Document,
    Inline,
    Number,
    Paragraph,
    Row,
    Section,
    Series,
    Subheading,
    Table,
    Text,
)
from handrail.publications.numbers import percentage
from handrail.publications.safeguards import Standing
from handrail.publications.safeguards.values import as_level, change_in_words, exact, tenths

TOPICS = 20
BEFORE = (date(2017, 4, 1), date(2018, 3, 31))
GROUPS = ("north", "south", "east", "west", "centre")


class Topic:
    """The figures of one topic: twelve months of a share and a count, three years, five groups that add up."""

    def __init__(self, at: int, pick: random.Random) -> None:
        self.name, self.unit = f"topic_{at:02}", ("review", "plan", "visit")[at % 3]
        bases = [pick.randint(60, 240) for _ in range(12)]
        tops = [round(base * pick.uniform(0.7, 0.98)) for base in bases]
        self.months = [
            self.share(top, base, month(4 + each)) for each, (top, base) in enumerate(zip(tops, bases, strict=True))
        ]
        self.year = self.share(sum(tops), sum(bases), THIS)
        self.last = self.share(round(sum(tops) * pick.uniform(0.8, 0.95)), sum(bases), LAST)
        self.counts = [self.count(base, month(4 + each)) for each, base in enumerate(bases)]
        total = sum(bases)
        self.held, self.held_last = self.count(total, THIS), self.count(round(total * pick.uniform(0.7, 1.3)) + 1, LAST)
        self.held_before = self.count(round(total * pick.uniform(0.6, 1.4)) + 2, BEFORE)
        parts = [total // 7 + each for each in range(4)]
        self.groups = [self.count(part, THIS, {"area_of_town": name})
                       for name, part in zip(GROUPS, [*parts, total - sum(parts)], strict=True)]  # fmt: skip

    def share(self, top: int, base: int, when: tuple[date, date]) -> Figure:
        return fig(f"{self.name}_on_time", top, base, when, unit=self.unit)

    def count(self, number: int, when: tuple[date, date], group: dict[str, str] | None = None) -> Figure:
        return fig(f"{self.name}_held", number, when=when, unit=self.unit, group=group or {})


def shown(figure: Figure) -> Number:
    """The figure as a sentence prints it."""
    if figure.denominator is None:
        return num(
            figure.measure,
            figure.numerator,
            (figure.period_from, figure.period_to),
            unit=figure.unit,
            group=figure.group,
        )
    return share(
        figure.measure, figure.numerator, figure.denominator, (figure.period_from, figure.period_to), unit=figure.unit
    )


def moved(new: Figure, old: Figure) -> tuple[str, Number, str]:
    """The verb, the change bound, and the opposite way."""
    before, now = exact(old) or 0, exact(new) or 0
    is_share = new.denominator is not None
    text = change_in_words(before, now, is_share).partition(" (")[0]  # type: ignore[arg-type]
    return ("rose" if now > before else "fell"), change(text, "points" if is_share else "difference", new, old), text


def sentences(of: Topic) -> Iterator[Paragraph]:
    """Fifteen true sentences on a topic, of the kinds a report is made of."""
    best, worst = max(of.months, key=exact), min(of.months, key=exact)  # type: ignore[type-var, arg-type]
    verb, by, _ = moved(of.held, of.held_last)
    more = "more" if verb == "rose" else "fewer"
    largest = max(of.groups, key=lambda one: one.numerator or 0)
    relative = change(f"{tenths(100 * abs((of.held.numerator or 0) - (of.held_last.numerator or 0)) / exact(of.held_last))}%",  # type: ignore[arg-type, operator]
                      "relative", of.held, of.held_last)  # fmt: skip
    target = "above" if (exact(of.year) or 0) > 0.85 else "below"
    met = sum((exact(one) or 0) >= 0.85 for one in of.months)  # type: ignore[operator]
    words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    lines: list[list[Inline | str]] = [
        [f"In the year {of.unit}s numbered ", shown(of.held), "."],
        ["The number ", f"{verb} by ", by, ", from ", shown(of.held_last), " last year to ", shown(of.held), "."],
        [f"There were {more} (", shown(of.held), ") than last year (", shown(of.held_last), ")."],
        [f"That is a {'rise' if verb == 'rose' else 'fall'} of ", relative, " on last year's ", shown(of.held_last), "."],
        ["Most were on time: ", shown(of.year), "."],
        ["The share on time rose from ", shown(of.last), " last year to ", shown(of.year), "."],
        [f"The best month was {best.period_from:%B} (", shown(best), ")."],
        [f"The lowest share was that of {worst.period_from:%B}, ", shown(worst), "."],
        ["At ", shown(of.year), f" the year ended {target} target."],
        [f"The target was met in {words[met]} of the twelve months; the year came to ", shown(of.year), "."],
        [f"The largest group was the {largest.group['area_of_town']}, with ", shown(largest), "."],
        ["The share on time, ", shown(of.year), ", is more than half of all that could be judged."],
        [f"Between {of.months[0].period_from:%B} (", shown(of.months[0]), f") and {of.months[1].period_from:%B} (",
         shown(of.months[1]), f") it {moved(of.months[1], of.months[0])[0]}."],
        ["Every one is listed by its own record, with the day it was due and the day it was held."],
        ["Children and their families told us what they thought of it, and officers answered them in writing."],
    ]  # fmt: skip
    yield from (paragraph(*line) for line in lines)


def tables(of: Topic) -> Iterator[Table]:
    """Three tables on a topic: its months, its years and its groups."""
    rows = [row(f"{one.period_from:%B %Y}", *_cells(one)) for one in of.months]
    yield _table(
        of,
        "months",
        ("Month", "Judged", "On time", "Share on time"),
        [*rows, row("Whole year", *_cells(of.year), total=True)],
    )
    years = [
        row(label, shown(one))
        for label, one in (("2017/18", of.held_before), ("2018/19", of.held_last), ("2019/20", of.held))
    ]
    yield _table(of, "years", ("Year", "Held"), years)
    groups = [row(one.group["area_of_town"].capitalize(), shown(one)) for one in of.groups]
    yield _table(of, "groups", ("Part of the town", "Held"), [*groups, row("All", shown(of.held), total=True)])


def _cells(one: Figure) -> tuple[Number, ...]:
    when = (one.period_from, one.period_to)
    top, base = one.numerator or 0, one.denominator or 1
    return (
        Number(f"{base:,}", one, "denominator"),
        Number(f"{top:,}", one, "numerator"),
        share(one.measure, top, base, when, text=percentage(top, base), unit=one.unit),
    )


def _table(of: Topic, what: str, heads: tuple[str, ...], rows: list[Row]) -> Table:
    columns = (Column(heads[0], numeric=False), *(Column(one) for one in heads[1:]))
    return Table(
        f"table-{of.name}-{what}", f"{of.name.replace('_', ' ').capitalize()} by {what}", columns, tuple(rows), of.unit
    )


def chart(of: Topic) -> Chart:
    """The months of a topic as a line."""
    values = tuple(float(exact(one) or 0) for one in of.months)
    labels = tuple(f"{one.period_from:%B %Y}" for one in of.months)
    return Chart(f"chart-{of.name}", (Text("On time, month by month: the year had "), shown(of.year)), "A line",
                 "share", "Share on time", labels, (Series("On time", "line", values),), f"table-{of.name}-months")  # fmt: skip


def large() -> tuple[Document, Standing]:
    """The document and its targets."""
    pick = random.Random(4)
    topics = [Topic(at, pick) for at in range(TOPICS)]
    sections = tuple(
        Section(one.name, one.name.replace("_", " ").capitalize(), tuple(_blocks(one, at)))
        for at, one in enumerate(topics)
    )
    targets = tuple(Target(f"{one.name}_on_time", 0.85, date(2018, 4, 1), None, "the Board") for one in topics)
    document = Document("Report 2019-20", "1 April 2019 to 31 March 2020", "Fairlea", *THIS, "#0b5457", sections)
    return document, Standing(targets=targets)


def _blocks(of: Topic, at: int) -> Iterator[Block]:
    yield Subheading(f"{of.name}-what", "What we counted")
    yield from sentences(of)
    yield chart(of)
    if at < 5:
        first = chart(of)
        yield Chart(
            f"{first.id}-again", first.title, first.alt, first.unit, first.axis, first.labels, first.series, first.table
        )
    yield from tables(of)


__all__ = ["as_level", "large"]
