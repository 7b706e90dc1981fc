"""The references a text may hold, written {{ kind … }}: one small syntax, and no logic in the text.

docs/reference/writing.md is made from `KINDS`. What a reference gives is bound: a number to its figure, a limit to its
law, a word to the profile. A reference that has nothing to give leaves nothing; a paragraph of nothing is left out.
"""

import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handrail.measures.figures import SHARE
from handrail.profiles import Target
from handrail.publications.bindings import CLAUSES, Binding, BindingError, from_words
from handrail.publications.document import Block, Inline, Number, Paragraph, Text
from handrail.publications.exhibits.declared import TableSpec
from handrail.publications.numbers import NOT_LOADED, long_date, target_in_words
from handrail.publications.plainly import about, in_plain_words
from handrail.publications.scene import Scene
from handrail.publications.shown import NUMERATOR, PARTS
from handrail.publications.words import UnknownWord
from handrail.timescales.clocks import STATUTORY, NoFigure, clock
from handrail.timescales.clocks import Figure as Limit

Given = tuple[Inline, ...] | list[Block]
"""What a reference gives: parts of a sentence, or whole blocks where it stands alone."""

REFERENCE = re.compile(r"\{\{(.*?)\}\}")


class WrongReference(ValueError):
    """A reference that is not written rightly, with the remedy."""


@dataclass(frozen=True)
class Kind:
    """A kind of reference: how it is written, what it gives, and an example."""

    written: str
    gives: str
    example: str


_MEASURE = "MEASURE [where group=value …] [in PERIOD] [with setting=value …]"
KINDS = {
    "number": Kind(_MEASURE, "a count; or a share with both its counts", "number reviews_held_on_time in last_year"),
    "part": Kind(f"PART {_MEASURE}", f"one count of a figure: {', '.join(PARTS)}", "part denominator child_attendance"),
    "of_all": Kind(_MEASURE, "what share a group is of the whole, with both counts", "of_all cp_plans_open where category=NEG"),
    "plain": Kind(_MEASURE, "a share in plain words: all, nearly all, about 9 in 10", "plain child_participation"),
    "about": Kind(_MEASURE, "a count in round figures: about 810", "about looked_after_children"),
    "mean": Kind(f"MEASURE per {_MEASURE}", "an average with both counts", "mean children_allocated per staff_in_post"),
    "change": Kind(f"{_MEASURE} [from PERIOD]", "how it moved, in words that the numbers bear", "change reviews_held"),
    "target": Kind("MEASURE", "the targets that held, a paragraph each, alone on its line", "target reviews_held_on_time"),
    "comparator": Kind("MEASURE from AREA", "what another area published", "comparator icpc_within_15_working_days from England"),
    "table": Kind("NAME", "a table, alone on its line", "table reviews_by_month"),
    "chart": Kind("NAME", "a chart, alone on its line before its table", "chart reviews_on_time_by_month"),
    "word": Kind("NAME", "the authority's own word; with a capital where it is asked for with one", "word Children"),
    "limit": Kind("CLOCK [for MEASURE]", "the limit of a clock, on the basis a measure was counted on", "limit lac_review_1"),
    "cite": Kind("CLOCK", "the limit and its law", "cite icpc"),
    "law": Kind("CLOCK", "the law behind a clock", "law lac_review_n"),
    "date": Kind("first | last | opening", "a day of the period", "date last"),
    "note": Kind("NAME [MEASURE]", "words that follow the data and the settings: see the list of notes", "note cautions"),
    "missing": Kind('"what" because "why"', "says that something required is not there", 'missing "audits" because "none was made"'),
    "typed": Kind('"words" because "why"', "words nothing bears, kept as they are, and listed", 'typed "12 of us" because "a quotation"'),
}  # fmt: skip


class References:
    """Gives what the references of a text stand for, in one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._shown, self._words = scene, scene.shown, scene.words
        self._times = scene.shown.facts.times

    def give(self, written: str) -> Given:
        """What stands in the place of `{{ written }}`. Raises WrongReference."""
        kind, *words = _split(written)
        if kind not in KINDS:
            raise WrongReference(f"There is no reference '{kind}'. There are: {', '.join(KINDS)}.")
        give: Callable[[list[str]], Given] = getattr(self, f"_{kind}")
        try:
            return give(words)
        except (ValueError, KeyError) as error:
            said = error.args[0] if error.args else str(error)
            raise WrongReference(f"{{{{ {written.strip()} }}}}: {said}") from error

    def _number(self, words: list[str]) -> Given:
        binding = from_words(words, self._times)
        return (self._shown.share(binding) if binding.measure.kind == SHARE else self._shown.count(binding, why=True),)

    def _part(self, words: list[str]) -> Given:
        if not words or words[0] not in PARTS:
            raise BindingError(f"The part is one of {', '.join(PARTS)}.")
        return (self._shown.count(from_words(words[1:], self._times), words[0], why=True),)

    def _of_all(self, words: list[str]) -> Given:
        return (self._shown.of_all(from_words(words, self._times), counts=True),)

    def _plain(self, words: list[str]) -> Given:
        return (in_plain_words(self._shown, from_words(words, self._times)),)

    def _about(self, words: list[str]) -> Given:
        return (about(self._shown, from_words(words, self._times)),)

    def _mean(self, words: list[str]) -> Given:
        top, base = _two(words, "per", "a MEASURE per another")
        under = from_words(base, self._times)
        over = from_words(top if CLAUSES & set(top) else [*top, *base[1:]], self._times)
        return (self._shown.mean(over, under),)

    def _change(self, words: list[str]) -> Given:
        own, before = _two(words, "from", "") if "from" in words else (words, ["last_year"])
        now = from_words(own, self._times)
        then = Binding(now.measure, self._times.named(" ".join(before)), now.where, now.settings)
        return self._changed(now, then)

    def _changed(self, now: Binding, then: Binding) -> tuple[Inline, ...]:
        when = self._times.heading(then.period)
        old, new = self._figure(then), self._figure(now)
        shows = "points" if now.measure.kind == SHARE else "difference"
        change = self._shown.change(now, then, shows)
        if change.text == NOT_LOADED:
            return Text(f"cannot be compared with {when}: no figure of it is known, and now it is "), new
        if not change.text.lstrip("+−")[:1].isdigit():
            return Text(f"cannot be compared with {when}, small numbers not being shown; now it is "), new
        unsigned = Number(change.text.lstrip("+−"), change.figure, shows, against=change.against)
        if change.text[0] not in "+−":
            return Text("did not change: it was "), old, Text(f" in {when} and is "), new
        verb = "rose" if change.text[0] == "+" else "fell"
        return Text(f"{verb} by "), unsigned, Text(", from "), old, Text(f" in {when} to "), new

    def _figure(self, binding: Binding) -> Number:
        return self._shown.share(binding) if binding.measure.kind == SHARE else self._shown.count(binding)

    def _target(self, words: list[str]) -> Given:
        binding = from_words(words, self._times)
        first, last = self._times.own.first, self._times.own.last
        return [
            Paragraph((Text(self._target_in_words(one)),))
            for one in self._scene.profile.targets_of(binding.measure.name)
            if one.holds_from <= last and (one.holds_until is None or one.holds_until >= first)
        ]

    @staticmethod
    def _target_in_words(one: Target) -> str:
        until = f" to {long_date(one.holds_until)}" if one.holds_until else ""
        return (
            f"The target was {target_in_words(one.value, one.unit)}, set by {one.set_by}, in force from "
            f"{long_date(one.holds_from)}{until}."
        )

    def _comparator(self, words: list[str]) -> Given:
        own, area = _two(words, "from", "a MEASURE from an AREA")
        return self._scene.beside.sentence(self._shown.figure(from_words(own, self._times)), " ".join(area))

    def _table(self, words: list[str]) -> Given:
        spec = self._scene.exhibits.table(_one(words, "a table"))
        if not self._is_for_readers(spec):
            return []
        drawn = self._scene.tables.draw(spec)
        if drawn:
            return [drawn]
        binding = next(self._scene.tables.bindings(spec), None)
        if binding is None:
            return ()
        binding = replace(binding, period=self._times.own, where=())
        if self._shown.figure(binding).numerator is not None:
            return []  # known, and of none of it what it would be split by
        absent = Number(f"{NOT_LOADED}{self._shown.reason(binding)}", self._shown.figure(binding), NUMERATOR)
        return [Paragraph((Text(f"{self._words.fill(spec.caption)}: "), absent, Text(".")))]

    def _chart(self, words: list[str]) -> Given:
        spec = self._scene.exhibits.chart(_one(words, "a chart"))
        table = self._scene.exhibits.table(spec.table)
        drawn = self._scene.tables.draw(table) if self._is_for_readers(table) else None
        if drawn is None:
            return []
        chart = self._scene.charts.draw(spec, table, drawn)
        return [] if chart is None else [chart if chart.shows_anything else Paragraph(chart.title)]

    def _is_for_readers(self, table: TableSpec) -> bool:
        return table.audience in ("", self._shown.policy.audience)

    def _word(self, words: list[str]) -> Given:
        try:
            return (Text(self._words.word(_one(words, "a word"))),)
        except UnknownWord as error:
            raise BindingError(error.args[0]) from error

    def _limit(self, words: list[str]) -> Given:
        name, of = _two(words, "for", "") if "for" in words else (words, [])
        basis = self._scene.setting(of[0], "basis") if of else STATUTORY
        return (Text(self._clock(_one(name, "a clock"), basis).limit),)

    def _cite(self, words: list[str]) -> Given:
        figure = self._clock(_one(words, "a clock"))
        return (Text(f"{figure.limit} ({figure.law})"),)

    def _law(self, words: list[str]) -> Given:
        return (Text(self._clock(_one(words, "a clock")).law),)

    def _clock(self, name: str, basis: str = STATUTORY) -> Limit:
        try:
            return clock(name).figure(self._times.own.last, basis)
        except NoFigure as error:
            raise BindingError(str(error)) from error

    def _date(self, words: list[str]) -> Given:
        days = {
            "first": self._times.own.first,
            "last": self._times.own.last,
            "opening": self._times.named("opening").last,
        }
        name = _one(words, "first, last or opening")
        if name not in days:
            raise BindingError(f"The days are first, last and opening, and not '{name}'.")
        return (Text(long_date(days[name])),)

    def _note(self, words: list[str]) -> Given:
        from handrail.publications.notes import note

        return note(self._scene, words)

    def _missing(self, words: list[str]) -> Given:
        what, why = _two(words, "because", 'a "what" because of a "why"')
        return (Text(f"Not in this report: {_one(what, 'what')}. The reason: {_one(why, 'why').rstrip('.')}."),)

    def _typed(self, words: list[str]) -> Given:
        said, why = _two(words, "because", '"words" because "why"')
        return (Text(_one(said, "words"), typed=_one(why, "a reason")),)


def _split(written: str) -> list[str]:
    try:
        words = shlex.split(re.sub("[“”]", '"', written))
    except ValueError as error:
        raise WrongReference(f"{{{{ {written.strip()} }}}}: a quotation mark is not closed.") from error
    if not words:
        raise WrongReference(f"A reference is empty. There are: {', '.join(KINDS)}.")
    return words


def _one(words: Sequence[str], what: str) -> str:
    if len(words) != 1 or not words[0].strip():
        raise BindingError(f"It needs {what}, and one only.")
    return words[0]


def _two(words: list[str], between: str, what: str) -> tuple[list[str], list[str]]:
    if between not in words:
        raise BindingError(f"It needs {what}: '{between}' is missing.")
    at = words.index(between)
    return words[:at], words[at + 1 :]
