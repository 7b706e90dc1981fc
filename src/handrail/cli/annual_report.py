"""Gathers what the annual report is made from: figures of the year and its months, definitions and problems."""

import argparse
import csv
import hashlib
import json
import secrets
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from handrail.cli import output
from handrail.measures.definitions import Measure, measures
from handrail.measures.engine import Engine, ListedRow, measure_all
from handrail.measures.figures import Figure
from handrail.measures.periods import Period, cut
from handrail.profiles import Profile, default, find
from handrail.publications.annual_report import build, questions
from handrail.publications.inputs import (
    OPENING,
    VERIFIED,
    WITHOUT_TRANSFERS,
    MeasureText,
    ProblemCount,
    ReportInputs,
    RuleText,
)
from handrail.publications.writers import write_all
from handrail.record import corrections
from handrail.record.problems import NOTE, NotRun, Problem, catalogue
from handrail.record.record import Record
from handrail.returns.load import Loaded

_WITHOUT = ("icpc_held", "icpc_within_15_working_days")


def write(loaded: Loaded, problems: list[Problem], options: argparse.Namespace, settings: dict[str, str]) -> list[Path]:
    """Write the report and return the files written. Raises ValueError for a year or profile that cannot be used."""
    year = statistical_year(options.year)
    _refuse_a_year_outside_the_data(loaded.record, year, options.year)
    rows_folder = _rows_folder(options.out) if options.with_rows else None
    if options.both_records:
        settings = settings | {"basis_of_record": "recorded"}
    profile = _profile(options, year)
    day_before = year.first - timedelta(days=1)
    before, months = Period(day_before, day_before), cut(year, "month")
    found = measure_all(loaded.record, list(measures().values()), [year, before, *months], settings)
    figures = [figure for figure in found if _covers(figure, year)]
    opening = next(figure for figure in found if _covers(figure, before) and figure.measure == "looked_after_children")
    verified = _as_verified(loaded.record, year, settings) if options.both_records else []
    inputs = ReportInputs(
        profile=profile,
        label=options.year,
        period_from=year.first,
        period_to=year.last,
        year={figure.measure: figure for figure in figures}
        | _without_transfers(loaded.record, year, settings)
        | {OPENING: opening}
        | {f"{figure.measure}:{VERIFIED}": figure for figure in verified},
        months={
            name: [figure for figure in found if figure.measure == name and _covers(figure, *months)]
            for name in measures()
        },
        definitions=tuple(_in_words(measure) for measure in measures().values()),
        problems=_counted(problems),
        not_run=_not_run(problems),
        corrections=corrections.number(loaded.record) if options.both_records else None,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    rows = json.dumps([figure.as_row() for figure in [*figures, *verified]], ensure_ascii=False, indent=1) + "\n"
    document = build(inputs)
    for question in questions(document, inputs):
        output.tell(f"Before release: {question}")
    written = list(write_all(document, options.out, rows))
    if rows_folder:
        written.append(_write_rows(loaded.record, year, settings, rows_folder))
    return written


def statistical_year(label: str) -> Period:
    """The year from 1 April of a label such as 2025-26. Raises ValueError."""
    first, _, last = label.partition("-")
    is_written_so = len(first) == 4 and len(last) == 2 and (first + last).isdecimal() and "1900" <= first <= "2200"
    if not (is_written_so and (int(first) + 1) % 100 == int(last)):
        raise ValueError(f"'{label}' is not a statistical year; write it as 2025-26.")
    return Period(date(int(first), 4, 1), date(int(first) + 1, 3, 31))


def _refuse_a_year_outside_the_data(record: Record, year: Period, label: str) -> None:
    starts = [day for day in (record.care_from, record.protection_from) if day is not None]
    if starts and min(starts) > year.last:
        raise ValueError(
            f"the data loaded begin on {min(starts)}, after the year {label} ends. Load the returns of that year as well."
        )
    ends = [day for day in (record.care_to, record.protection_to) if day is not None]
    if ends and max(ends) < year.first:
        raise ValueError(
            f"the data loaded end on {max(ends)}, before the year {label} begins. Load the returns of that year as well."
        )


def _profile(options: argparse.Namespace, year: Period) -> Profile:
    """The profile named, or the default one. Raises ValueError where nothing, or two things, name the authority."""
    if not options.profile:
        if options.authority is None:
            raise ValueError("--authority is needed, or a --profile that names the authority.")
        return default(options.authority)
    profile = find(options.profile, on=year.last)
    if options.authority not in (None, profile.authority):
        raise ValueError(
            f"--authority is '{options.authority}', but {Path(options.profile).name} is the profile of '{profile.authority}'. "
            "Leave --authority out, or choose the right profile."
        )
    return profile


def _rows_folder(out: Path) -> Path:
    """Beside the report, never in it. Raises ValueError where there is no beside."""
    report = out.resolve()
    if not report.name:
        raise ValueError(f"--with-rows needs a folder beside the report, and {report} has none. Choose another --out.")
    return report.with_name(report.name + "-rows")


def _covers(figure: Figure, *periods: Period) -> bool:
    return Period(figure.period_from, figure.period_to) in periods


def _without_transfers(record: Record, year: Period, settings: dict[str, str]) -> dict[str, Figure]:
    if settings.get("transfers_in") == "without":
        return {}
    without = settings | {"transfers_in": "without"}
    found = measure_all(record, [measures()[name] for name in _WITHOUT], [year], without)
    return {f"{figure.measure}:{WITHOUT_TRANSFERS}": figure for figure in found}


def _as_verified(record: Record, year: Period, settings: dict[str, str]) -> list[Figure]:
    return measure_all(record, list(measures().values()), [year], settings | {"basis_of_record": "verified"})


def _in_words(measure: Measure) -> MeasureText:
    return MeasureText(
        measure.name,
        measure.title,
        measure.question,
        measure.numerator,
        measure.denominator or "",
        measure.unit,
        measure.clocks,
    )


def _counted(problems: list[Problem]) -> tuple[ProblemCount, ...]:
    """How often each rule spoke. The words are the rule's own: a problem's message may name a child."""
    counts = Counter((problem.rule, problem.severity) for problem in problems if problem.severity != NOTE)
    return tuple(
        ProblemCount(rule, severity, catalogue()[rule], count) for (rule, severity), count in sorted(counts.items())
    )


def _not_run(problems: list[Problem]) -> tuple[RuleText, ...]:
    rules = {rule for problem in problems if isinstance(problem, NotRun) for rule in problem.rules}
    return tuple(RuleText(rule, catalogue()[rule]) for rule in sorted(rules))


def _write_rows(record: Record, year: Period, settings: dict[str, str], folder: Path) -> Path:
    """The rows behind the figures, each child under a pseudonym that is made anew for this report and kept nowhere."""
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_bytes(16)
    engine = Engine(record, [year], settings, list(measures().values()))
    for measure in measures().values():
        with (folder / f"{measure.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([name for name in ListedRow._fields if name != "read_from"])
            writer.writerows(row._replace(child_id=_pseudonym(row.child_id, key))[:-1] for row in engine.rows(measure))
    return folder


def _pseudonym(child_id: str, key: bytes) -> str:
    return hashlib.blake2b(child_id.encode(), key=key, digest_size=8).hexdigest()
