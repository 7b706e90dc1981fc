"""Makes a publication from what was loaded: its period, its profile, its problems, its rows where they are asked for."""

import argparse
import csv
import hashlib
import re
import secrets
from datetime import date, timedelta
from pathlib import Path

from handrail.cli import output
from handrail.comparators.folder import NotAStore, Store, read
from handrail.measures.definitions import all_measures, measure
from handrail.measures.engine import Engine, ListedRow
from handrail.measures.periods import Period, cut
from handrail.profiles import Profile, default, find, find_written
from handrail.publications.inputs import counted, not_run
from handrail.publications.library import publication
from handrail.publications.making import Made, Request, make
from handrail.publications.writers import write_all
from handrail.record import corrections
from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.returns.load import Loaded
from handrail.timescales.arithmetic import months_after
from handrail.toml_text import dumps


def write(loaded: Loaded, problems: list[Problem], options: argparse.Namespace, settings: dict[str, str]) -> list[Path]:
    """Write a publication and return the files written. Raises ValueError for what cannot be used, in words."""
    rows_folder = _rows_folder(options.out) if options.with_rows else None
    request = requested(loaded, problems, options, settings)
    made = make(request)
    for question in made.questions:
        output.tell(f"Before release: {question}")
    written = write_all(made.files, options.out)
    if rows_folder:
        written.append(_write_rows(request, made, rows_folder))
    return written


def requested(
    loaded: Loaded, problems: list[Problem], options: argparse.Namespace, settings: dict[str, str]
) -> Request:
    """What is asked for, as a request. Raises ValueError."""
    period = period_of(options)
    _refuse_a_period_outside_the_data(loaded.record, period)
    both_records = options.both_records or publication(options.publication).both_records
    if both_records:
        settings = settings | {"basis_of_record": "recorded"}
    return Request(
        publication=options.publication,
        period=period,
        record=loaded.record,
        profile=_profile(options, period.last),
        settings=settings,
        problems=counted(problems),
        not_run=not_run(problems),
        corrections=corrections.number(loaded.record) if both_records else None,
        text=options.text,
        audience=options.audience or "",
        comparators=_comparators(options.comparators),
    )


def _comparators(folder: Path | None) -> Store | None:
    """The published figures in a folder. Raises ValueError where it holds none, or one of them does not fit."""
    if folder is None:
        return None
    found: list[Problem] = []
    try:
        store = read(folder, found)
    except NotAStore as error:
        raise ValueError(str(error)) from error
    for problem in found:
        output.tell(f"{problem.message} {problem.what_to_do}")
    return store


def period_of(options: argparse.Namespace) -> Period:
    """The year, quarter, month or week asked for; it must be of the kind the publication is of. Raises ValueError."""
    wanted = publication(options.publication).period
    given = {kind: label for kind in _READ if (label := getattr(options, kind)) is not None}
    if list(given) != [wanted]:
        raise ValueError(
            f"'{options.publication}' is of a {wanted}: name it with --{wanted} {_EXAMPLES[wanted]}, and nothing else."
        )
    return _READ[wanted](given[wanted])


def statistical_year(label: str) -> Period:
    """The year from 1 April of a label such as 2025-26. Raises ValueError."""
    first, _, last = label.partition("-")
    is_written_so = len(first) == 4 and len(last) == 2 and (first + last).isdecimal() and "1900" <= first <= "2200"
    if not (is_written_so and (int(first) + 1) % 100 == int(last)):
        raise ValueError(f"'{label}' is not a statistical year; write it as 2025-26.")
    return Period(date(int(first), 4, 1), date(int(first) + 1, 3, 31))


def _quarter(label: str) -> Period:
    found = re.fullmatch(r"(\d{4}-\d{2})-[Qq]([1-4])", label)
    if not found:
        raise ValueError(f"'{label}' is not a quarter; write it as {_EXAMPLES['quarter']}, Q1 from 1 April.")
    return cut(statistical_year(found[1]), "quarter")[int(found[2]) - 1]


def _month(label: str) -> Period:
    try:
        first = date.fromisoformat(f"{label}-01")
    except ValueError:
        raise ValueError(f"'{label}' is not a month; write it as {_EXAMPLES['month']}.") from None
    return Period(first, months_after(first, 1) - timedelta(days=1))


def _week(label: str) -> Period:
    try:
        first = date.fromisoformat(label)
    except ValueError:
        raise ValueError(f"'{label}' is not a day; write the first of the week as {_EXAMPLES['week']}.") from None
    return Period(first, first + timedelta(days=6))


_READ = {"year": statistical_year, "quarter": _quarter, "month": _month, "week": _week}
_EXAMPLES = {"year": "2025-26", "quarter": "2025-26-Q4", "month": "2026-03", "week": "2026-03-16"}


def _refuse_a_period_outside_the_data(record: Record, period: Period) -> None:
    starts = [day for day in (record.care_from, record.protection_from) if day is not None]
    if starts and min(starts) > period.last:
        raise ValueError(
            f"the data loaded begin on {min(starts)}, after {period.last} when the period ends. "
            "Load the returns of that time as well."
        )
    ends = [day for day in (record.care_to, record.protection_to) if day is not None]
    if ends and max(ends) < period.first:
        raise ValueError(
            f"the data loaded end on {max(ends)}, before {period.first} when the period begins. "
            "Load the returns of that time as well."
        )


def _profile(options: argparse.Namespace, on: date) -> Profile:
    """The profile named, or the default one. Raises ValueError where nothing, or two things, name the authority."""
    if not options.profile:
        if options.authority is None:
            raise ValueError("--authority is needed, or a --profile that names the authority.")
        return default(options.authority)
    profile = find(options.profile, on)
    if options.authority not in (None, profile.authority):
        raise ValueError(
            f"--authority is '{options.authority}', but {options.profile} is the profile of '{profile.authority}'. "
            "Leave --authority out, or choose the right profile."
        )
    return profile


def profile_text(options: argparse.Namespace) -> str:
    """The profile named, as it is written, to be kept; of an authority that has none, its name."""
    if not options.profile:
        return dumps({"authority": options.authority})
    path = Path(options.profile)
    return path.read_text(encoding="utf-8-sig") if path.is_file() else find_written(options.profile).as_toml()


def _rows_folder(out: Path) -> Path:
    """Beside the report, never in it. Raises ValueError where there is no beside."""
    report = out.resolve()
    if not report.name:
        raise ValueError(f"--with-rows needs a folder beside the report, and {report} has none. Choose another --out.")
    return report.with_name(report.name + "-rows")


def _write_rows(request: Request, made: Made, folder: Path) -> Path:
    """The rows behind the figures, each child under a pseudonym that is made anew for this report and kept nowhere."""
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_bytes(16)
    measures = [measure(name) for name in dict.fromkeys(one.measure for one in made.figures) if _is_measure(name)]
    engine = Engine(request.record, [request.period], {**request.profile.settings, **request.settings}, measures)
    for one in measures:
        with (folder / f"{one.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([name for name in ListedRow._fields if name != "read_from"])
            writer.writerows(row._replace(child_id=_pseudonym(row.child_id, key))[:-1] for row in engine.rows(one))
    return folder


def _is_measure(name: str) -> bool:
    return name in all_measures()


def _pseudonym(child_id: str, key: bytes) -> str:
    return hashlib.blake2b(child_id.encode(), key=key, digest_size=8).hexdigest()
