"""`handrail comparators`: load published figures into a folder, and show them, alone or as they may stand beside ours."""

import argparse
from collections.abc import Callable, Sequence
from decimal import Decimal

from handrail.cli import output
from handrail.comparators import pick
from handrail.comparators.areas import reorganised
from handrail.comparators.beside import NotComparable, Ours, beside
from handrail.comparators.folder import NotAStore, Store, add, open_or_new, read, write
from handrail.comparators.load import load
from handrail.comparators.rows import GIVEN, WORKED_OUT, Comparator, Indicator
from handrail.record.problems import ERROR, Problem

REFUSALS = (NotAStore, pick.NothingCalledSo, NotComparable)


class Refused(ValueError):
    """What was asked cannot be done; the message says why."""


def run(options: argparse.Namespace) -> int:
    """Carry out one act on comparators. Raises Refused."""
    acts: dict[str, Callable[[argparse.Namespace], int]] = {"load": _load, "show": _show}
    try:
        return acts[options.act](options)
    except REFUSALS as error:
        raise Refused(str(error)) from error


def _load(options: argparse.Namespace) -> int:
    for path in options.files:
        if not path.exists():
            raise Refused(f"there is no file or folder '{path}'.")
    problems: list[Problem] = []
    store = open_or_new(options.out, problems)
    loaded = load(options.files, options.edition, store.areas)
    problems.extend(loaded.problems)
    add(store, loaded, problems)
    if problems or options.format != "text":
        output.problems(problems, options.format)
    for name, count in loaded.files.items():
        output.tell(f"Read: {name} ({count:,} {'entry' if count == 1 else 'entries'})")
    if not loaded.files:
        output.tell("Nothing was read, so nothing was written.")
        return 1
    write(store, options.out)
    output.tell(f"{options.out} holds {len(store.comparators):,} figures of {len(store.indicators):,} indicators.")
    return int(any(problem.severity == ERROR for problem in problems))


def _show(options: argparse.Namespace) -> int:
    problems: list[Problem] = []
    store = read(options.store, problems) if options.store else pick.shipped()
    for problem in problems:
        output.tell(f"{problem.message} {problem.what_to_do}")
    if not options.indicator:
        _list_indicators(store, options.format)
        return 0
    rows = pick.of_indicator(store, options.indicator)
    if options.beside:
        _hold_against(options, rows)
    rows = _of_area(options, store, rows)
    if options.year:
        rows = [row for row in rows if row.year == options.year]
    if not options.all_editions:
        rows, differ = pick.newest(rows)
        if differ:
            output.tell(f"{differ:,} figures of earlier editions differ from these; --all-editions shows them.")
    rows.sort(key=lambda row: (row.area_kind, row.area_name, row.indicator, row.source, row.year, row.edition))
    _print(rows, store, options.format)
    return 0


def _of_area(options: argparse.Namespace, store: Store, rows: list[Comparator]) -> list[Comparator]:
    if not options.area:
        if options.neighbours:
            raise Refused("--neighbours needs --area: whose neighbours?")
        return rows
    wanted = [area for name in options.area for area in pick.areas_called(store, name)]
    for each in reorganised(area.number for area in wanted):
        output.tell(each.in_words())
    found = pick.of_areas(rows, wanted)
    if options.neighbours:
        found.extend(pick.of_neighbours(store, rows, wanted, options.neighbours, options.model))
    return found


def _hold_against(options: argparse.Namespace, rows: Sequence[Comparator]) -> None:
    """Refuse rows that may not stand beside our measure, and tell the caution of those that may."""
    from handrail.measures.definitions import UnknownMeasure, measure, settings

    try:
        ours = measure(options.beside)
    except UnknownMeasure as error:
        raise Refused(str(error)) from error
    chosen = {name: settings()[name].default for name in ours.settings} | options.settings
    cautions = {
        beside(Ours(ours.name, ours.unit, ours.kind, chosen), row).caution
        for row in {row.indicator: row for row in rows}.values()
    }
    for caution in sorted(cautions - {""}):
        output.tell(f"Caution: {caution}")


def _list_indicators(store: Store, format: str) -> None:
    held: dict[str, set[int]] = {}
    for row in store.comparators:
        if row.value is None:
            continue
        held.setdefault(row.indicator, set()).add(row.year)
    names = ("indicator", "title", "unit", "measured_in", "timing", "first_year", "last_year", "definition")
    listed = [
        (*_of_indicator(name, store)[:5], min(held[name]), max(held[name]), _of_indicator(name, store).definition)
        for name in sorted(held)
    ]
    if format == "text":
        for each in listed:
            print(f"{each[0]:45} {each[5]} to {each[6]}  {each[1]}")
        output.tell(f"{len(listed):,} indicators. --indicator NAME shows the figures of one.")
    else:
        output.table(names, listed, format)


def _of_indicator(name: str, store: Store) -> Indicator:
    return store.indicators.get(name) or Indicator(name, name, "", "", "", "The store does not say what it is.")


def _print(rows: Sequence[Comparator], store: Store, format: str) -> None:
    if format != "text":
        names = (*Comparator._fields, "unit", "measured_in", "timing", "definition")
        output.table(names, [_with_definition(row, store) for row in rows], format)
        return
    for row in rows:
        print(f"{row.year}  {_who(row):50} {_what(row, store):40} {_where(row)}")
    for name in sorted({row.indicator for row in rows}):
        each = _of_indicator(name, store)
        output.tell(
            f"{each.title} ({each.unit or 'unit not known'}, {each.timing or 'time as the source has it'}): {each.definition}"
        )
    if not rows:
        output.tell("There is no such figure.")


def _with_definition(row: Comparator, store: Store) -> tuple[object, ...]:
    each = _of_indicator(row.indicator, store)
    cells = (_plain_number(value) if isinstance(value, Decimal) else value for value in row)
    return *cells, each.unit, each.measured_in, each.timing, each.definition


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _who(row: Comparator) -> str:
    code = row.area_number or row.area_code
    return row.area_name if row.average else f"{row.area_name} ({code})"


def _where(row: Comparator) -> str:
    read = f"of {row.neighbours}" if row.average else row.read_from
    return f"{row.source}, {row.edition}; {read}"


def _what(row: Comparator, store: Store) -> str:
    if row.status not in (GIVEN, WORKED_OUT):
        return f"{row.status}{f' ({row.symbol})' if row.symbol else ''}"
    counts = (
        f" ({row.numerator:,} of {row.denominator:,})"
        if row.numerator is not None and row.denominator is not None
        else ""
    )
    said = f"{row.value:,} {_of_indicator(row.indicator, store).measured_in}{counts}".replace(" number", "")
    return said if row.status == GIVEN or row.average else f"{said}, {WORKED_OUT}"
