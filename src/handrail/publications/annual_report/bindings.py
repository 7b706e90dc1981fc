"""What a chapter may bind to: figures, tables, charts, dates, words, targets and the law."""

from datetime import date
from typing import TypeVar

from handrail.publications.annual_report.charts import CHARTS
from handrail.publications.annual_report.tables import TABLES
from handrail.publications.document import Block, Inline, Number, Paragraph, Subheading, Terms, Text
from handrail.publications.inputs import OPENING, MeasureText
from handrail.publications.numbers import capital, long_date, percentage_of, small, whole
from handrail.publications.prose import Marks
from handrail.publications.protect import NUMERATOR, PROBLEMS, YEAR, Published, of_the_data
from handrail.timescales.clocks import STATUTORY, Clock, NoFigure, clock
from handrail.timescales.clocks import Figure as Limit


class Bindings:
    """The names a chapter may use in {{ }} and {% %}, and what each puts in the text."""

    def __init__(self, shown: Published, marks: Marks) -> None:
        self._shown = shown
        self._marks = marks
        self._inputs = shown.inputs

    def names(self) -> dict[str, object]:
        """Everything a chapter may call, by name."""
        public = (
            "share",
            "count",
            "table",
            "chart",
            "loaded",
            "has_months",
            "balance",
            "term",
            "cite",
            "limit",
            "law",
            "typed",
        )
        more = ("targets", "first_day", "last_day", "authority", "year")
        rest = (
            "threshold",
            "problems",
            "not_run",
            "corrections",
            "cautions",
            "definitions",
            "clocks",
            "setting",
            "why_not",
        )
        return {name: getattr(self, name) for name in (*public, *more, *rest)}

    def share(self, name: str) -> str:
        """A share with its counts: 93.3% (111 of 119; 8 cannot be judged)."""
        figure = self._shown.figure(name)
        if figure is not None and figure.kind != "share":
            raise KeyError(f"'{name}' is a count: use count(), not share().")
        return self._marks.put(Number(self._shown.share(name), figure, "share"))

    def count(self, name: str) -> str:
        """A count as it may be printed."""
        figure = self._shown.figure(name)
        if figure is not None and figure.kind != "count":
            raise KeyError(f"'{name}' is a share: use share(), which prints its counts too.")
        return self._marks.put(Number(self._shown.stated(name), figure, NUMERATOR))

    def table(self, name: str) -> str:
        """A table, alone on its line."""
        return self._marks.put((_one_of(TABLES, name, "table")(self._shown),))

    def chart(self, name: str) -> str:
        """A chart, alone on its line, with its table after it; if all is hidden, its message only."""
        chart = _one_of(CHARTS, name, "chart")(self._shown)
        return self._marks.put((chart if chart.shows_anything else Paragraph(chart.title),))

    def loaded(self, *names: str) -> bool:
        """Whether all these figures have numbers."""
        return all(self._shown.is_loaded(name) for name in names)

    def has_months(self, *names: str) -> bool:
        """Whether any of these figures has single months."""
        return any(self._shown.months(name) for name in names)

    def why_not(self, name: str) -> str:
        """Why a figure has no numbers, in the words of whoever counted."""
        figure = self._shown.figure(name)
        note = figure.note if figure and figure.note else "No source for it was loaded."
        return self._marks.text(note if note.endswith(".") else f"{note}.")

    def balance(self) -> str:
        """Whether opening, starts, ends and closing add up: "balanced", "unbalanced" or "unknown" (G15)."""
        year = self._inputs.year
        figures = [
            year.get(name)
            for name in (
                OPENING,
                "periods_of_care_started",
                "periods_of_care_ceased",
                "looked_after_children",
            )
        ]
        numbers = [figure.numerator for figure in figures if figure and figure.numerator is not None]
        if len(numbers) < len(figures):
            return "unknown"
        opening, started, ceased, closing = numbers
        return "balanced" if opening + started - ceased == closing else "unbalanced"

    def term(self, name: str) -> str:
        """The authority's own word for something; with a capital where asked by one: term("Children")."""
        word = getattr(self._inputs.profile.words, name.lower())
        return self._marks.text(capital(word) if name[0].isupper() else word)

    def limit(self, clock_id: str, of: str = "") -> str:
        """The limit of a clock in force on the last day: 20 working days; on the basis a measure was counted on."""
        basis = self._inputs.setting(of, "basis") if of else STATUTORY
        return self._marks.text(self._limit(clock_id, basis).limit)

    def cite(self, clock_id: str) -> str:
        """The limit of a clock and the law behind it."""
        figure = self._limit(clock_id)
        return self._marks.text(f"{figure.limit} ({figure.law})")

    def law(self, clock_id: str) -> str:
        """The law behind a clock."""
        return self._marks.text(self._limit(clock_id).law)

    def setting(self, measure: str, name: str) -> str:
        """What was chosen for a measure, so that the words say what was counted."""
        return self._inputs.setting(measure, name)

    def targets(self, name: str) -> list[str]:
        """The targets of a measure that held in the year, each in words (G13)."""
        first, last = self._inputs.period_from, self._inputs.period_to
        found = [
            target
            for target in self._inputs.profile.targets_of(name)
            if target.holds_from <= last and (target.holds_until is None or target.holds_until >= first)
        ]
        return [
            self._marks.text(
                f"{percentage_of(target.value)}, set by {target.set_by}, in force from "
                f"{long_date(target.holds_from)}"
                + (f" to {long_date(target.holds_until)}" if target.holds_until else "")
            )
            for target in found
        ]

    def first_day(self) -> str:
        """The first day of the year of the report."""
        return self._day(self._inputs.period_from)

    def last_day(self) -> str:
        """The last day of the year of the report."""
        return self._day(self._inputs.period_to)

    def authority(self) -> str:
        """The name of the authority."""
        return self._marks.text(self._inputs.profile.authority)

    def year(self) -> str:
        """The year of the report: 2025-26."""
        return self._marks.text(self._inputs.label)

    def threshold(self) -> str:
        """What is printed in place of a small number."""
        return self._marks.text(small(self._shown.threshold))

    def problems(self) -> str:
        """How many times a rule about the data was found broken; empty where none was."""
        if not self._inputs.problems:
            return ""
        return self._marks.put(Number(self._shown.count(PROBLEMS, YEAR), self._shown.figure(PROBLEMS), NUMERATOR))

    def corrections(self) -> str:
        """How many corrections stand between the two views of the record; empty where only one is printed."""
        number = self._inputs.corrections
        return "" if number is None else self._of_the_data("corrections", "correction", number)

    def not_run(self) -> str:
        """How many rules could not run on all that was loaded; empty where all did."""
        rules = len(self._inputs.not_run)
        return self._of_the_data("rules_not_run", "rule", rules) if rules else ""

    def typed(self, words: str, why: str) -> str:
        """Words with a number or claim that no figure bears, as a quotation has. The reason is listed beside the report."""
        if not why.strip():
            raise KeyError(f"'{words}' is typed without a reason: typed('{words}', why='...').")
        return self._marks.put(Text(words, typed=why))

    def _of_the_data(self, name: str, unit: str, number: int) -> str:
        return self._marks.put(Number(whole(number), of_the_data(name, unit, number, self._inputs), NUMERATOR))

    def cautions(self, name: str = "") -> list[str]:
        """What the figures of the year, or one of them, leave out because the data begin later or end earlier."""
        figures = [figure for key, figure in self._inputs.year.items() if key == (name or figure.measure)]
        notes = dict.fromkeys(figure.note for figure in figures if figure.numerator is not None and figure.note)
        return [self._marks.text(note) for note in notes if note]

    def definitions(self) -> str:
        """The definition of every measure in the report, alone on its line."""
        blocks: list[Block] = []
        for measure in self._inputs.definitions:
            blocks += [Subheading(f"def-{measure.name}", measure.title, level=3), self._definition(measure)]
        return self._marks.put(tuple(blocks))

    def clocks(self) -> str:
        """Every time limit the measures go by, each with its law, alone on its line."""
        names = dict.fromkeys(name for measure in self._inputs.definitions for name in measure.law)
        return self._marks.put((Terms(tuple((clock(one).title, (Text(self._law(one)),)) for one in names)),))

    def _definition(self, measure: MeasureText) -> Terms:
        said: list[tuple[str, tuple[Inline, ...]]] = [("Question", (Text(measure.question),))]
        said.append(("Counted", (Text(measure.numerator),)))
        if measure.denominator:
            said.append(("Out of", (Text(measure.denominator),)))
        said.append(("What is counted", (Text(measure.unit),)))
        if measure.law:
            said.append(("Time limits", (Text(self._limits(measure)),)))
        figure = self._shown.figure(measure.name)
        if figure and figure.settings:
            settings = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in figure.settings.items())
            said.append(("Settings", (Text(settings.replace("_", " ")),)))
        if figure:
            said.append(("Definition", (Text(figure.definition, code=True),)))
        return Terms(tuple(said))

    def _limits(self, measure: MeasureText) -> str:
        """The limits a measure goes by, on the basis it was counted on."""
        basis = self.setting(measure.name, "basis")
        limits = ((clock(name).title, self._limit(name, basis).limit) for name in measure.law)
        return capital("; ".join(f"{title.lower()}, {limit}" for title, limit in limits))

    def _law(self, clock_id: str) -> str:
        figure = self._limit(clock_id)
        return f"{figure.limit} from {clock(clock_id).trigger}. {figure.law}."

    def _limit(self, clock_id: str, basis: str = STATUTORY) -> Limit:
        found: Clock = clock(clock_id)
        try:
            return found.figure(self._inputs.period_to, basis)
        except NoFigure as error:
            raise KeyError(str(error)) from error

    def _day(self, day: date) -> str:
        return self._marks.text(long_date(day))


T = TypeVar("T")


def _one_of(known: dict[str, T], name: str, kind: str) -> T:
    if name not in known:
        raise KeyError(f"There is no {kind} '{name}'. There are: {', '.join(known)}.")
    return known[name]
